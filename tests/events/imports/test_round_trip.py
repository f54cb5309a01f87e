"""What we export comes in again: into the same event nothing changes, into an empty portal it becomes the same."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import translation
from lxml import etree

from events.frab import as_json, as_xml
from events.imports import runs
from events.models import Event, Session
from people.models import Person
from places.models import Place
from tests.events.factories import AppearanceFactory, EventFactory, MaterialFactory, SessionFactory
from tests.people.factories import PersonFactory
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db
FORMS = {"xml": as_xml.written, "json": as_json.written}
HOUR = timedelta(hours=1)


@pytest.fixture
def forum():
    """A forum with all that its files tell: texts in two languages, Markdown, people, a recording, a stream, files."""
    place = PlaceFactory(name_en="Congress hall")
    event = EventFactory(title_en="Water forum", title_ru="Водный форум", place=place, languages=["ru", "en"])
    start = event.starts_at
    talk = SessionFactory(
        event=event, title_en="Irrigation", track_en="Rivers", abstract_en="**Dry** wells\n\n* one\n* two", kind="workshop",
        room=RoomFactory(place=place, name_en="Room A", capacity=40), starts_at=start, ends_at=start + HOUR,
        recording_url="https://example.org/film", stream_url="https://example.org/stream",
    )  # fmt: skip
    SessionFactory(
        event=event, title_en="", title_ru="Почва", languages=["ru"], starts_at=start + HOUR, ends_at=start + 3 * HOUR,
        room=RoomFactory(place=place, name_en="", name_ru="Зал"),
    )  # fmt: skip
    SessionFactory(event=event, title_en="No hours yet")
    for number, name in enumerate(["Invented Aigul", "Invented Timur"]):
        AppearanceFactory(session=talk, person=PersonFactory(name_en=name), position=number)
    MaterialFactory(event=event, session=talk, kind="presentation", title_en="Slides", url="https://example.org/slides")
    MaterialFactory(event=event, session=talk, kind="link", title_en="More", url="https://example.org/more")
    return event


def bring(content, event, language):
    kept = runs.keep(content, name="ours", event=event, language=language)
    plan = runs.planned(kept)
    runs.carry_out(kept)
    return kept, plan


def exported(event, form, editor):
    written = FORMS[form](event, editor)
    return written if isinstance(written, bytes) else written.encode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_into_the_same_event_our_own_file_changes_nothing(forum, editor, form, language):
    with translation.override(language):
        content = exported(forum, form, editor)

    kept, plan = bring(content, forum, language)

    assert {name: number for name, number in kept.figures.items() if number} == {"left": 2}
    assert [[str(one) for one in entry.remarks] for entry in plan.entries] == [[], []]


def without_numbers(content, form):
    """Take out what is the portal's own: primary keys, also in slugs and in what is made of them, and the version."""
    if form == "xml":
        text = etree.tostring(etree.fromstring(content)).decode()
        text = re.sub(
            r'<version>.*</version>| id="\d+"|(?<=<room name="Room A") guid="[^"]*"|(?<=name="Зал") guid="[^"]*"',
            "",
            text,
        )
        text = re.sub(r' guid="[^"]*"(?=>\s*<event)', "", text)
        return re.sub(r"(?<=<slug>)([a-z_0-9]+)-\d+-", r"\1-", text)
    document = json.loads(content)
    document["schedule"].pop("version")
    conference = document["schedule"]["conference"]
    for room in conference["rooms"]:
        del room["slug"], room["guid"]
    for day in conference["days"]:
        for sessions in day["rooms"].values():
            for session in sessions:
                session["slug"] = re.sub(r"^([a-z_0-9]+)-\d+-", r"\1-", session["slug"])
                del session["id"]
                for person in session["persons"]:
                    del person["id"]
    return document


@pytest.mark.parametrize("form", FORMS)
def test_into_an_empty_portal_our_own_file_becomes_the_same(forum, editor, form):
    content = exported(forum, form, editor)
    Event.objects.all().delete()
    Place.objects.all().delete()
    Person.objects.all().delete()

    kept, _plan = bring(content, None, "en")

    assert without_numbers(exported(kept.event, form, editor), form) == without_numbers(content, form)
    talk = Session.objects.get(title_en="Irrigation")
    assert (talk.recording_url, talk.stream_url) == ("https://example.org/film", "https://example.org/stream")
    assert (talk.track_en, talk.room.capacity) == ("Rivers", 40 if form == "json" else None)
    assert Session.objects.get(title_ru="Почва").room.name_ru == "Зал"
