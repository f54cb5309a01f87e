"""What every test may use. Rows are made by the factories in tests/<app>/factories.py."""

import gc

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from rest_framework.test import APIClient

from people.facets import memory
from publishing.gathering import gathered


def pytest_addoption(parser):
    parser.addoption(
        "--again",
        action="store_true",
        help="for another database: only what a database can change, neither the browser nor what asks for no database",
    )


def pytest_collection_modifyitems(config, items):
    """With --again leave out what has been shown on the first database already (docs/decisions/0024)."""
    if config.getoption("again"):
        again = [item for item in items if asks_for_a_database(item) and not item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=[item for item in items if item not in again])
        items[:] = again


def asks_for_a_database(item):
    return bool({"db", "transactional_db"} & {*item.fixturenames}) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish():
    """Let the garbage collector pass over what is loaded by now: looking through it took a sixth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True)
def clean_ground(settings, tmp_path):
    """Empty caches and memories, files in a folder of the test's own, and English, which a request would leave changed."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PRIVATE_MEDIA_ROOT = str(tmp_path / "originals")
    cache.clear()
    memory.shared.forget()
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture
def client(db):
    """A visitor's browser that prefers English."""
    return Client(HTTP_ACCEPT_LANGUAGE="en")


@pytest.fixture
def editor(db, django_user_model):
    """A member of staff with every permission."""
    return django_user_model.objects.create_superuser(email="editor@example.org", password="only-for-tests")


@pytest.fixture
def editor_client(editor):
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(editor)
    return client


@pytest.fixture
def staff_who_may(db, django_user_model):
    """Return a function that makes a member of staff with the named permissions: `staff_who_may("view_event")`."""

    def make(*codenames):
        user = django_user_model.objects.create_user("staff@example.org", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return user

    return make


@pytest.fixture
def api(db):
    """An anonymous client of the REST API."""
    return APIClient()


@pytest.fixture
def api_as_editor(editor):
    api = APIClient()
    api.force_authenticate(editor)
    return api


@pytest.fixture
def count_queries(db):
    """Return a function that tells how many queries an action makes: `count_queries(client.get, address)`."""

    def count(action, *args, **kwargs):
        with CaptureQueriesContext(connection) as queries:
            action(*args, **kwargs)
        return len(queries)

    return count


@pytest.fixture
def flat_queries(count_queries):
    """Return a check that an action costs as many queries with 30 rows as with 1, and at most 12.

    `flat_queries(make_row, client.get, address)` calls `make_row()` for each row. The first, uncounted call of the
    action fills what is read once per process, such as content types.
    """

    def check(make_row, action, *args, at_most=12, **kwargs):
        make_row()
        action(*args, **kwargs)
        with_one = count_queries(action, *args, **kwargs)
        with gathered():
            for _ in range(29):
                make_row()
        with_thirty = count_queries(action, *args, **kwargs)
        assert with_thirty == with_one
        assert with_thirty <= at_most

    return check
