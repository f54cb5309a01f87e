"""The pages of proposing a session, as a browser shows them: accessible, narrow enough, usable without JavaScript."""

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone

from events.models import Proposal
from events.proposals.consent import path_of
from tests.browser.axe import violations
from tests.events.factories import CallFactory, OpenEventFactory, ProposalFactory, ProposedPersonFactory
from tests.people.factories import UserFactory

VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]
LONG = "Преображенско-Константинопольский семинар о водоснабжении"


@pytest.fixture
def proposer(transactional_db):
    return UserFactory(first_name="Dana")


@pytest.fixture
def open_as_proposer(proposer, open_page):
    """Return a function that opens an address as `proposer`, who has no rights."""
    store = SessionStore()
    store[SESSION_KEY] = str(proposer.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = proposer.get_session_auth_hash()
    store.create()

    def open_address(address, **options):
        page = open_page("/robots.txt", **options)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": page.url}
        page.context.add_cookies([cookie])
        page.goto(page.url.removesuffix("/robots.txt") + address)
        return page

    return open_address


@pytest.fixture
def addresses(proposer):
    call = CallFactory(event=OpenEventFactory(slug="forum"), most_proposals=9)
    mine = ProposalFactory(call=call, proposer=proposer, title=LONG, notes="Not on Friday")
    decided = {
        "state": "declined",
        "decision": "No room left.",
        "decided_at": timezone.now(),
        "told_at": timezone.now(),
    }
    declined = ProposalFactory(call=call, proposer=proposer, **decided)
    person = ProposedPersonFactory(proposal=mine, name=LONG)
    names = [("proposal", mine), ("proposal_edit", mine), ("proposal_withdraw", mine), ("proposal", declined)]
    return [
        "/en/events/forum/",
        "/en/events/forum/propose/",
        "/en/proposals/",
        "/en/proposals/new/forum/",
        "/en/proposals/consent/none/",
        path_of(person),
        *(reverse(f"events:{name}", args=[row.code]) for name, row in names),
    ]


def test_every_page_is_accessible_and_fits_in_light_and_dark_narrow_and_wide(addresses, open_as_proposer):
    page = open_as_proposer("/en/", reduced_motion="reduce")
    own, found, told = page.url.removesuffix("/en/"), {}, []
    page.on("console", lambda message: told.append(message.text))

    for address in addresses:
        page.goto(own + address)
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            wrong = violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append("wider than the window")
            if wrong:
                found[address, width, scheme] = wrong

    assert found == {}
    assert [words for words in told if "404" not in words] == []


def test_one_proposes_without_javascript_and_whoever_is_named_answers(addresses, open_as_proposer):
    page = open_as_proposer("/en/events/forum/", java_script_enabled=False)
    page.click("a:text-is('Propose a session')")
    page.click("text=Write a proposal")
    page.fill("[name=title]", "Water for all")
    page.fill("[name=people-0-name]", "Aigul Sample")
    page.fill("[name=people-0-email]", "aigul@example.org")
    page.check("[name=people-0-knows]")
    page.click("text=Save, and add another person")
    assert page.locator("[name=people-1-name]").count() == 1

    page.fill("[name=abstract]", "What three villages learned.")
    page.click("button:text-is('Submit')")
    mine = Proposal.objects.get(title="Water for all")
    assert (mine.state, page.url.endswith(f"/proposals/{mine.code}/")) == ("submitted", True)

    page.goto(page.url.partition("/en/")[0] + path_of(mine.people.get()))
    page.click("text=Yes, I agree")
    assert mine.people.get().consent == "given"
