"""The page at the door on a telephone: what the network loses is kept and sent once it is back."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from events.models import CheckIn
from tests.browser.axe import violations
from tests.events.factories import RegistrationFactory


@pytest.fixture
def mine(transactional_db):
    return RegistrationFactory(name="Aigul Sample")


@pytest.fixture
def door(open_page, editor_client, mine):
    """The page in the window of somebody who has signed in."""
    page = open_page("/en/", width=390, height=800)
    own = page.url.removesuffix("/en/")
    session = editor_client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": own}])
    page.goto(f"{own}/admin/events/registration/of/{mine.event.pk}/check-in/")
    return page


def let_in(page, code):
    page.fill("#code", code)
    page.click("text=Let in")


def lines(page, number):
    expect(page.locator(".check-in__line")).to_have_count(number)
    return page.locator(".check-in__line").all_inner_texts()


def test_whoever_comes_is_let_in_without_loading_the_page_again(door, mine):
    door.evaluate("window.stayed = true")

    let_in(door, mine.code)
    first = lines(door, 1)
    let_in(door, mine.code)
    second = lines(door, 2)

    assert first == ["Let in · Aigul Sample"]
    assert re.match(r"Already in · Aigul Sample · ", second[0])
    assert door.evaluate("window.stayed") is True


def test_whoever_has_no_ticket_is_found_by_name_and_let_in(door):
    door.click("text=Without a ticket")
    door.fill("#name", "aigul")
    door.click("text=Search")
    door.click("[aria-label='Let in: Aigul Sample']")

    assert lines(door, 1) == ["Let in · Aigul Sample"]
    assert violations(door) == []


def test_what_is_scanned_without_a_network_waits_and_is_sent_once(door, mine):
    door.context.set_offline(True)
    let_in(door, mine.code)
    expect(door.locator("[data-unsent]")).to_contain_text("1")
    assert CheckIn.objects.count() == 0

    door.context.set_offline(False)

    assert lines(door, 1) == ["Let in · Aigul Sample"]
    expect(door.locator("[data-unsent]")).to_be_empty()
    assert CheckIn.objects.count() == 1


def test_whoever_is_signed_out_meanwhile_is_told_and_loses_nothing(door, mine):
    door.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    let_in(door, mine.code)
    told = door.locator("[data-signed-out]")
    expect(told).to_be_visible()
    expect(door.locator("[data-unsent]")).to_contain_text("1")
    faults = violations(door)
    told.get_by_role("link").click()
    door.wait_for_url("**/login/**")
    door.fill("input[name=username]", "editor@example.org")
    door.fill("input[name=password]", "only-for-tests")
    door.click("[type=submit]")

    assert lines(door, 1) == ["Let in · Aigul Sample"]
    expect(door.locator("[data-unsent]")).to_be_empty()
    expect(door.locator("[data-signed-out]")).to_be_hidden()
    assert faults == []


def test_the_page_at_the_door_is_accessible(door):
    assert violations(door) == []
