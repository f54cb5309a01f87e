"""Every public page with the sample content, as a browser shows it: the addresses come from the sitemap."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from events.models import Event
from events.my_programme import signed
from tests.browser.axe import violations_in_light_and_dark
from tests.sitemap import every_address

# Not in the sitemap, yet a visitor meets them.
UNLISTED = [
    "/en/following/sent/",
    "/en/search/?q=water",
    "/en/search/?q=zzzz",
    "/en/no-such-page/",
    "/ky/",
    "/en/events/?when=upcoming",
    "/en/events/?view=map",
    "/en/partner-finder/?goal=17&country=KZ&without=undp",
    "/en/reviews/kz-2022/?by=region",
]
# A form for everybody: the one kind of page that sets a cookie.
FORMS = ["/en/organisations/undp/report/", "/en/following/commitments/?goal=6&country=KZ"]


@pytest.fixture
def addresses(transactional_db):
    call_command("load_sample", verbosity=0)
    return sorted({path for path in every_address(Client()) if path.startswith("/en/")}) + UNLISTED + own_programmes()


def own_programmes():
    """Where one chooses sessions, and the page that a choice leads to."""
    event = Event.objects.published().filter(sessions__isnull=False).first()
    token = signed(event, event.sessions.values_list("pk", flat=True))
    return [reverse("events:choose", args=[event.slug]), reverse("events:mine", args=[event.slug, token])]


def test_every_page_is_accessible_fits_keeps_to_our_policy_and_sets_no_cookie(addresses, open_page):
    addresses = addresses + FORMS  # last: their cookie stays
    # Colours change at once, not over a moment in which axe would measure something between.
    page = open_page("/en/", reduced_motion="reduce")
    own = page.url.removesuffix("/en/")
    found, asked, told, given_cookies = {}, [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append((page.url, message.text)))

    for address in addresses:
        page.goto(own + address)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        wrong = violations_in_light_and_dark(page, widths=(320, 1280))
        if wrong:
            found[address] = wrong
        if address not in FORMS and page.context.cookies():
            given_cookies.append(address)

    assert len(addresses) > 30
    assert found == {}
    assert given_cookies == []
    assert [url for url in asked if not url.startswith((own, "data:"))] == []
    # Chromium itself reports that the missing page is missing.
    assert [words for words in told if not words[0].endswith("/no-such-page/")] == []
