"""Every public page with the sample content, as a browser shows it: the addresses come from the sitemap."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from events.models import Event
from events.my_programme import signed
from tests.browser.axe import violations
from tests.sitemap import every_address

# Not in the sitemap, yet a visitor meets them.
UNLISTED = ["/en/search/?q=water", "/en/search/?q=zzzz", "/en/no-such-page/", "/ky/", "/en/events/?when=upcoming"]
# A form for everybody: the one kind of page that sets a cookie.
FORMS = ["/en/organisations/undp/report/"]
VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.fixture
def addresses(transactional_db):
    call_command("load_sample", verbosity=0)
    return sorted({path for path in every_address(Client()) if path.startswith("/en/")}) + UNLISTED + own_programmes()


def own_programmes():
    """Where one chooses sessions, and the page that a choice leads to."""
    event = Event.objects.published().filter(sessions__isnull=False).first()
    token = signed(event, event.sessions.values_list("pk", flat=True))
    return [reverse("events:choose", args=[event.slug]), reverse("events:mine", args=[event.slug, token])]


def test_every_page_is_accessible_and_fits_in_light_and_dark_narrow_and_wide(addresses, open_page):
    addresses = addresses + FORMS
    # Colours change at once, not over a moment in which axe would measure something between.
    page = open_page("/en/", reduced_motion="reduce")
    own = page.url.removesuffix("/en/")
    found = {}

    for address in addresses:
        page.goto(own + address)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            wrong = violations(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append("wider than the window")
            if wrong:
                found[address, width, scheme] = wrong

    assert len(addresses) > 30
    assert found == {}


def test_no_page_asks_elsewhere_breaks_our_policy_or_sets_a_cookie(addresses, open_page):
    page = open_page("/en/")
    own = page.url.removesuffix("/en/")
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append((page.url, message.text)))

    for address in addresses:
        page.goto(own + address)

    assert [url for url in asked if not url.startswith((own, "data:"))] == []
    # Chromium itself reports that the missing page is missing.
    assert [words for words in told if not words[0].endswith("/no-such-page/")] == []
    assert page.context.cookies() == []
