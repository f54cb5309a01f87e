"""The pages of accounts, as a browser shows them: accessible, narrow enough, usable without JavaScript."""

import pytest

from people.models import User
from tests.browser.axe import violations
from tests.people.accounts import PASSWORD, app_code, last_code, reader

VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]
ACCOUNT = "/en/account/"
ADDRESS = "a-rather-long-address-of-somebody@ministry-of-information.example.org"


def wrong_with(page):
    found = {}
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if wrong := violations(page):
            found[page.url, width, scheme] = wrong
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[page.url, width, scheme] = "wider than the window"
    return found


@pytest.mark.usefixtures("transactional_db")
def test_one_signs_up_without_javascript_and_comes_back_to_where_one_was(open_page):
    page = open_page("/en/about/", java_script_enabled=False)

    page.click("text=Sign in")
    page.click("main >> text=Sign up")
    page.fill("[name=email]", "aigul@example.org")
    page.fill("[name=password1]", PASSWORD)
    page.click("main button:text('Sign up')")
    page.fill("[name=code]", last_code())
    page.click("main button:text('Confirm')")

    assert page.url.endswith("/en/about/")
    assert page.locator("header >> text=Your account").count() == 1
    assert User.objects.get().email == "aigul@example.org"


@pytest.fixture
def walk(transactional_db, open_page):
    """Return a browser on the page to sign up, and what its console told."""
    reader(ADDRESS)
    page = open_page(f"{ACCOUNT}sign-up/", reduced_motion="reduce")
    told = []
    page.on("console", lambda message: told.append(message.text))
    return page, told


def sign_in(page, own):
    page.goto(f"{own}{ACCOUNT}sign-in/")
    page.fill("[name=login]", ADDRESS)
    page.fill("[name=password]", PASSWORD)
    page.click("main button:text('Sign in')")


def test_the_pages_to_get_in_are_accessible_and_fit_in_light_and_dark_narrow_and_wide(walk):
    page, told = walk
    own = page.url.partition("/en/")[0]
    found = wrong_with(page)

    page.goto(f"{own}{ACCOUNT}sign-in/code/")
    page.fill("[name=email]", ADDRESS)
    page.click("main button:text('Send the code')")
    found |= wrong_with(page)  # the page that waits for a code
    page.click("text=Start again")
    page.fill("[name=login]", ADDRESS)
    page.fill("[name=password]", "wrong")
    page.click("main button:text('Sign in')")
    found |= wrong_with(page)  # a form with an error

    assert (found, told) == ({}, [])


def test_the_pages_of_the_account_are_accessible_and_fit_in_light_and_dark_narrow_and_wide(walk):
    page, told = walk
    own, found = page.url.partition("/en/")[0], {}
    sign_in(page, own)

    for address in ("", "address/", "delete/"):  # the last asks for the password first
        page.goto(f"{own}{ACCOUNT}{address}")
        found |= wrong_with(page)
    page.fill("[name=password]", PASSWORD)
    page.click("main button:text('Continue')")
    found |= wrong_with(page)
    page.goto(f"{own}{ACCOUNT}second-factor/app/")
    found |= wrong_with(page)
    page.fill("[name=code]", app_code(page.locator("figcaption code").inner_text()))
    page.click("main button:text('Set up')")
    found |= wrong_with(page)  # the codes for an emergency

    assert page.url.endswith("/second-factor/codes/")
    assert (found, told) == ({}, [])
