"""Filters: in place with JavaScript, by an ordinary form without it, and the address says what was chosen either way."""

import pytest

from tests.events.factories import EventFactory


@pytest.fixture
def two_forums(transactional_db):
    EventFactory(title="Water forum", kind="forum")
    EventFactory(title="Training of trainers", kind="training")


def titles(page):
    return [title.strip() for title in page.locator("#results h2").all_inner_texts()]


def test_choosing_a_filter_changes_the_list_in_place_and_keeps_the_address(two_forums, open_page):
    page = open_page("/en/events/")
    page.evaluate("window.stayed = true")

    page.select_option("select[name=kind]", "training")
    page.wait_for_url("**/events/?*kind=training*")

    assert titles(page) == ["Training of trainers"]
    assert page.evaluate("window.stayed") is True


def test_going_back_brings_the_whole_list_back(two_forums, open_page):
    page = open_page("/en/events/")
    page.select_option("select[name=kind]", "training")
    page.wait_for_url("**/events/?*kind=training*")

    page.go_back()
    page.wait_for_function("document.querySelectorAll('#results h2').length === 2")

    assert sorted(titles(page)) == ["Training of trainers", "Water forum"]


def test_the_form_does_the_same_without_javascript(two_forums, open_page):
    page = open_page("/en/events/", java_script_enabled=False)

    page.select_option("select[name=kind]", "training")
    page.get_by_role("button", name="Show results").click()

    assert "kind=training" in page.url
    assert titles(page) == ["Training of trainers"]


def test_the_menu_opens_on_a_phone_without_javascript_and_by_keyboard(two_forums, open_page):
    page = open_page("/en/", width=390, java_script_enabled=False)

    page.get_by_text("Menu and search").focus()
    page.keyboard.press("Enter")

    assert page.get_by_role("link", name="Organisations", exact=True).first.is_visible()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(open_page):
    page = open_page("/en/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
