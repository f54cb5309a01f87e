"""The cache is tested with a view of its own, so that what it keeps is known to the letter."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from publishing import content_version
from publishing.page_cache import PageCacheMiddleware

pytestmark = pytest.mark.django_db


class Counter:
    """A view that tells how often it was asked."""

    def __init__(self, **headers):
        self.asked, self.headers = 0, headers

    def __call__(self, request):
        self.asked += 1
        return HttpResponse(f"answer {self.asked}", headers={"ETag": f'"{self.asked}"', **self.headers})


@pytest.fixture(autouse=True)
def cache_on(settings):
    settings.PAGE_CACHE_SECONDS = 60


def get(view, path="/en/", **headers):
    return PageCacheMiddleware(view)(RequestFactory().get(path, headers=headers))


def test_second_reader_gets_the_page_of_the_first():
    view = Counter()

    assert [get(view).content, get(view).content] == [b"answer 1", b"answer 1"]


def test_only_the_page_of_a_get_is_kept_and_answers_a_head_too():
    def without_tag_for_head(request):
        return HttpResponse("page", headers={"ETag": '"1"'} if request.method == "GET" else {})

    asked = PageCacheMiddleware(without_tag_for_head)
    ask = RequestFactory()

    answers = [asked(ask.head("/en/")), asked(ask.head("/en/")), asked(ask.get("/en/")), asked(ask.head("/en/"))]

    assert [answer.get("ETag") for answer in answers] == [None, None, '"1"', '"1"']


def test_a_cookie_that_chooses_the_language_chooses_no_page_for_others(settings):
    view = Counter()

    get(view, cookie=f"{settings.LANGUAGE_COOKIE_NAME}=kk")

    assert get(view).content == b"answer 2"


def test_a_change_makes_the_page_anew():
    view = Counter()
    get(view)

    content_version.raise_version()

    assert get(view).content == b"answer 2"


def test_kept_page_answers_304_to_whoever_has_it():
    view = Counter()
    etag = get(view)["ETag"]

    assert get(view, if_none_match=etag).status_code == 304


@pytest.mark.parametrize("headers", [{"cookie": "sessionid=x"}, {"authorization": "Token x"}])
def test_whoever_is_signed_in_gets_a_page_of_their_own(headers):
    view = Counter()
    get(view)

    response = get(view, **headers)

    assert response.content == b"answer 2"
    assert response["Cache-Control"] == "private, no-cache"


def test_languages_addresses_and_partial_pages_are_kept_apart():
    view = Counter()

    answers = [get(view), get(view, "/kk/"), get(view, accept_language="kk"), get(view, hx_request="true")]

    assert [answer.content for answer in answers] == [b"answer 1", b"answer 2", b"answer 3", b"answer 4"]


@pytest.mark.parametrize("headers", [{"Cache-Control": "private"}, {"Set-Cookie": "a=b"}])
def test_personal_answers_are_not_kept(headers):
    class Personal(Counter):
        def __call__(self, request):
            response = super().__call__(request)
            if "Set-Cookie" in headers:
                response.set_cookie("a", "b")
            return response

    view = Personal(**{name: value for name, value in headers.items() if name != "Set-Cookie"})

    assert [get(view).content, get(view).content] == [b"answer 1", b"answer 2"]
