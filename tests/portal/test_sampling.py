from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import Event, EventTag, Session
from people.models import Organisation
from photos import placeholders
from photos.models import Photo
from photos.storage import originals
from places.models import Place
from portal import sampling
from portal.sampling import Loader, SampleError
from publishing import content_version
from tests.places.factories import PlaceFactory

pytestmark = pytest.mark.django_db

FORUM = """
[[events.Event]]
slug = "forum"
title = {en = " Forum ", kk = "Форум"}
starts_at = 2023-10-19T00:00:00+06:00
ends_at = 2023-10-20T00:00:00+06:00
place = "astana"

  [[events.Event.tags]]
  target = "6.5"
  why.en = "Water"
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def write(folder, text, name="1.toml"):
    (folder / name).write_text(text, encoding="utf-8")


def load(folder):
    loader = Loader()
    loader.load(folder)
    return [row.slug for row in loader.created], loader.found


@pytest.fixture
def small_pictures(monkeypatch):
    draw = placeholders.draw
    monkeypatch.setattr(placeholders, "draw", lambda seed: draw(seed, width=60, height=40))


def tell():
    output = StringIO()
    call_command("load_sample", stdout=output)
    return output.getvalue().splitlines()


def test_command_tells_what_it_created(small_pictures):
    lines = tell()

    assert "  events: civic-forum-astana-2023" in lines
    assert lines[-1] == "Sample content: 32 rows created, 0 left as they were."


def test_second_run_changes_nothing(small_pictures):
    tell()
    version = content_version.current()

    assert tell() == ["Sample content: 0 rows created, 32 left as they were."]
    assert content_version.current() == version


def test_only_what_was_deleted_is_created_again(small_pictures):
    tell()
    Session.objects.get(slug="xi-civic-forum-plenary").delete()

    assert tell() == [
        "  sessions: xi-civic-forum-plenary",
        "Sample content: 1 rows created, 31 left as they were.",
    ]


def test_row_is_published_with_its_texts_references_and_children(folder):
    place = PlaceFactory(slug="astana")
    write(folder, FORUM)

    assert load(folder) == (["forum"], [])

    event = Event.objects.published().get()
    assert (event.title_en, event.title_kk, event.title_ru, event.place) == ("Forum", "Форум", None, place)
    assert list(event.tags.values_list("goal", "target", "why_en")) == [(6, "6.5", "Water")]


def test_row_that_staff_edited_stays_as_it_is(folder):
    PlaceFactory(slug="astana")
    write(folder, FORUM)
    load(folder)
    Event.objects.update(title_en="Our forum")
    EventTag.objects.all().delete()

    assert load(folder) == ([], ["forum"])

    assert (Event.objects.get().title_en, EventTag.objects.count()) == ("Our forum", 0)


def test_unknown_reference_is_named_and_nothing_is_loaded(folder):
    write(folder, '[[places.Place]]\nslug = "osh"\nname.en = "Osh"\n', "1.toml")
    write(folder, FORUM, "2.toml")

    with pytest.raises(SampleError) as error:
        load(folder)

    assert str(error.value) == "2.toml, events.Event forum: there is no places.Place 'astana'"
    assert Place.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ('[[people.Organisation]]\nslug = "a"\nkind = "10"\nnickname = "A"', "no field named 'nickname'"),
        ('[[people.Organisation]]\nslug = "a"\nname.xx = "A"', "no field named 'name_xx'"),
        ('[[people.Organisation]]\nslug = "a"\nname.en = "A"\nkind = "no"', "kind"),
        ('[[people.Nobody]]\nslug = "a"', "Nobody"),
    ],
)
def test_row_that_breaks_a_rule_is_named(folder, wrong, problem):
    write(folder, wrong)

    with pytest.raises(SampleError, match=problem):
        load(folder)

    assert Organisation.objects.count() == 0


def test_pictures_go_with_the_transaction_that_fails(folder, small_pictures, settings):
    picture = '[[photos.Photo]]\nslug = "a"\ncredit = "A"\nalt.en = "A"\nimage = {placeholder = "a"}\n'
    write(folder, picture + FORUM)

    with pytest.raises(SampleError):
        load(folder)

    assert Photo.objects.count() == 0
    assert originals().listdir("photos")[1] == []


def test_command_says_that_nothing_was_loaded(folder, monkeypatch):
    write(folder, FORUM)
    monkeypatch.setattr(sampling.Loader.load, "__defaults__", (folder,))

    with pytest.raises(CommandError, match=r"Nothing was loaded\. 1\.toml, events\.Event forum: there is no"):
        tell()
