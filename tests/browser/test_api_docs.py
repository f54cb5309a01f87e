"""The documentation of the API is a page like any other: readable, accessible, nothing from elsewhere."""

from tests.browser.axe import violations_in_light_and_dark


def test_the_documentation_is_accessible_and_fits(open_page):
    page = open_page("/api/v1/docs/", reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    assert violations_in_light_and_dark(page, widths=(320, 1280)) == {}


def test_our_policy_blocks_nothing_of_the_documentation(open_page):
    page = open_page("/api/v1/docs/")
    told, asked = [], []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.append(request.url))

    page.reload()

    own = page.url.partition("/api/")[0]
    assert told == []
    assert [url for url in asked if not url.startswith(own)] == []
