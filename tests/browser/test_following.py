"""Following by mail in a browser: accessible, narrow enough, usable without JavaScript, from the page to the end."""

import pytest

from partnerships.following.links import confirm_path, decline_path, own_path
from partnerships.models import Follow, Follower
from tests.browser.axe import violations_in_light_and_dark
from tests.partnerships.factories import CommitmentFactory, FollowerFactory, FollowFactory, PartnershipFactory


@pytest.fixture
def commitment(transactional_db):
    return CommitmentFactory(slug="wells", title="Dig wells in villages with a rather long name for a narrow telephone")


def test_every_page_is_accessible_and_fits_in_light_and_dark_narrow_and_wide(commitment, open_page):
    follower = FollowerFactory(email="преображенская-константинопольская@example.org")
    for what in ({"commitment": commitment}, {"partnership": PartnershipFactory()}, {"query": "country=KZ&goal=6"}):
        FollowFactory(follower=follower, **what)
    pending = FollowFactory(confirmed_at=None, query="q=wells&country=KZ")
    gone = own_path(FollowerFactory.build())
    addresses = ["/en/following/commitments/?goal=6&country=KZ", "/en/following/commitments/wells/"]
    addresses += [
        own_path(follower),
        confirm_path(pending),
        decline_path(pending),
        confirm_path(follower.follows.first()),
        gone,
    ]
    addresses += ["/en/following/own/none/", "/en/following/sent/", "/en/commitments/"]
    page = open_page("/en/commitments/wells/", reduced_motion="reduce")
    own, found = page.url.removesuffix("/en/commitments/wells/"), {}

    for address in addresses:
        page.goto(own + address)
        if wrong := violations_in_light_and_dark(page, widths=(320, 1280)):
            found[address] = wrong

    assert found == {}


def test_one_follows_confirms_and_ends_it_without_javascript(commitment, open_page):
    page = open_page("/en/commitments/wells/", java_script_enabled=False)
    own = page.url.removesuffix("/en/commitments/wells/")

    page.click("text=Follow this by mail")
    page.fill("[name=email]", "aigul@example.org")
    page.click("main form button[type=submit]")
    assert page.url.endswith("/following/sent/")
    page.goto(own + confirm_path(Follow.objects.get()))
    page.click("text=Yes, confirm")
    assert Follow.objects.confirmed().get().commitment == commitment
    page.goto(own + own_path(Follower.objects.get()))
    page.click("button:text('End this')")

    assert "You follow nothing by mail" in page.text_content("h1")
    assert not Follower.objects.exists()
