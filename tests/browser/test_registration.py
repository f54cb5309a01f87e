"""The pages of registering, as a browser shows them: accessible, narrow enough, usable without JavaScript."""

import pytest

from events.models import Registration
from events.registration.links import path_of
from tests.browser.axe import violations_in_light_and_dark
from tests.events.factories import OpenEventFactory, QuestionFactory, RegistrationFactory, SessionWithSeatsFactory


@pytest.fixture
def event(transactional_db):
    event = OpenEventFactory(capacity=9, slug="forum")
    SessionWithSeatsFactory(event=event, title="A workshop with a rather long name for a narrow telephone", capacity=1)
    QuestionFactory(event=event, kind="choice", choices="Meat\nVegetables", is_required=True)
    QuestionFactory(event=event, kind="yes_no")
    RegistrationFactory(event=event, consent="public")
    return event


def test_every_page_is_accessible_and_fits_in_light_and_dark_narrow_and_wide(event, open_page):
    mine = RegistrationFactory(event=event, name="Преображенская-Константинопольская Ольга Васильевна")
    pending, waiting = (RegistrationFactory(event=event, state=state) for state in ("pending", "waitlisted"))
    addresses = ["/en/events/forum/", "/en/registration/forum/", "/en/registration/forum/sent/", "/en/ticket/none/"]
    addresses += [path_of(mine, name) for name in ("own", "edit", "cancel")]
    addresses += [path_of(pending, "confirm"), path_of(waiting)]
    page = open_page("/en/", reduced_motion="reduce")
    own, found, told = page.url.removesuffix("/en/"), {}, []
    page.on("console", lambda message: told.append(message.text))

    for address in addresses:
        page.goto(own + address)
        wrong = violations_in_light_and_dark(page, widths=(320, 1280))
        if wrong:
            found[address] = wrong

    assert found == {}
    assert [words for words in told if "404" not in words] == []


def test_one_registers_without_javascript(event, open_page):
    page = open_page("/en/events/forum/", java_script_enabled=False)

    page.click("text=Register")
    page.fill("[name=name]", "Aigul Sample")
    page.fill("[name=email]", "aigul@example.org")
    page.check("text=A workshop with")
    page.select_option("select:near(:text('Question'))", index=1)
    page.click("button:text('Register')")

    assert page.url.endswith("/registration/forum/sent/")
    mine = Registration.objects.get(email="aigul@example.org")
    assert (mine.seats.count(), mine.answers.get().text) == (1, "Meat")


def test_a_browser_may_confirm_change_and_cancel(event, open_page):
    pending = RegistrationFactory(event=event, state="pending")
    page = open_page(path_of(pending, "confirm"), java_script_enabled=False)

    page.click("main form button[type=submit]")
    pending.refresh_from_db()
    assert pending.state == "confirmed"

    page.goto(page.url.partition("/en/")[0] + path_of(pending, "cancel"))
    page.click("main form button[type=submit]")
    pending.refresh_from_db()
    assert pending.state == "cancelled"
