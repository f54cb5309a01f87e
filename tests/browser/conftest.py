"""A real Chromium on a live server. The browser starts once; every test has a fresh profile."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("No Chromium: apt-get install chromium.")
    # Playwright's synchronous API keeps an event loop in this thread, which Django would take for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """Return a function that opens an address of the portal in a fresh profile and returns Playwright's page.

    Keyword arguments go to Playwright's `new_context`: `color_scheme="dark"`, `java_script_enabled=False` …
    """
    contexts = []

    def open_address(address, *, width=1280, height=900, **options):
        options.setdefault("locale", "en-GB")
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, **options))
        page = contexts[-1].new_page()
        page.goto(live_server.url + address)
        return page

    yield open_address
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    """The home page in English, in a wide window."""
    return open_page("/en/")
