"""The pages of the panel on which a programme comes in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.imports import fetching
from events.models import Event, ProgrammeImport, Session
from people.models import Person
from places.models import Room
from tests.events.imports.bringing import forum_of, new_forum
from tests.events.imports.files import frab_json, frab_session

pytestmark = pytest.mark.django_db
NEW = reverse("admin:events_event_import_new")


def page(name, pk):
    return reverse(f"admin:events_event_{name}", args=[pk])


def send(client, to, content, **fields):
    sent = {"file": SimpleUploadedFile("schedule.json", content), "language": "en", **fields}
    return client.post(to, {name: value for name, value in sent.items() if value is not None})


@pytest.fixture
def forum():
    return new_forum()


TWO = frab_json({"Hall A": [frab_session(), frab_session(2, title="")]})


def test_a_file_goes_from_upload_by_preview_to_the_programme(editor_client, editor):
    listed = editor_client.get(reverse("admin:events_event_changelist")).text
    sent = send(editor_client, NEW, TWO)
    mark = editor_client.get(sent["Location"]).context["plan"].mark
    before = Event.objects.count()
    held_up = editor_client.post(sent["Location"], {"mark": mark}, follow=True).text
    done = editor_client.post(sent["Location"], {"mark": mark, "leaves_out_refused": "1"}, follow=True)

    kept = ProgrammeImport.objects.get()
    assert (NEW in listed, before) == (True, 0)
    assert "Sessions are refused (1)" in held_up
    assert done.redirect_chain == [(page("programme", kept.event.pk), 302)]
    assert "The programme is here. Created: 1, Refused: 1, New people: 1, New rooms: 1." in done.text
    assert (kept.started_by, kept.event.sessions.count()) == (editor, 1)
    assert "This was done on" in editor_client.get(sent["Location"]).text


def test_the_preview_says_what_would_happen_on_the_page_and_as_csv(editor_client):
    sent = send(editor_client, NEW, TWO)

    rows = editor_client.get(sent["Location"]).context["rows"]
    sheet = editor_client.get(f"{sent['Location']}result/").getvalue().decode("utf-8-sig").splitlines()

    created = ["starts at: 1 May 2027, 09:00", "ends at: 1 May 2027, 10:00", "room: Hall A", "person: Invented Aigul"]
    assert [(entry.title, lines) for entry, _outcome, lines in rows] == [
        ("Invented session 1", [*created, "material: https://example.org/1"]),
        ("", ["The session has no title."]),
    ]
    assert sheet[0] == "place in the file,session,outcome,field,before,after,reason"
    assert "days[0].rooms['Hall A'][1],,Refused,,,,The session has no title." in sheet


def test_a_programme_comes_into_an_event_by_its_address(editor_client, forum, settings, monkeypatch):
    settings.PROGRAMME_IMPORT_HOSTS = ["pretalx.example.org"]
    monkeypatch.setattr(fetching, "fetch", lambda address: frab_json())
    address = "https://pretalx.example.org/forum/schedule.json"

    sent = send(editor_client, page("import", forum.pk), b"", file=None, address=address, cancels_missing="on")
    plan = editor_client.get(sent["Location"]).context["plan"]
    editor_client.post(sent["Location"], {"mark": plan.mark})

    kept = ProgrammeImport.objects.get()
    assert (kept.address, kept.cancels_missing, kept.event) == (address, True, forum)
    assert forum.sessions.get().title_en == "Invented session 1"


def test_who_looked_at_something_else_looks_again(editor_client, forum):
    sent = send(editor_client, page("import", forum.pk), frab_json())
    answer = editor_client.post(sent["Location"], {"mark": "another"}, follow=True)

    assert "Something has changed since you looked" in answer.text
    assert forum.sessions.count() == 0


def test_wrong_input_is_told_at_its_field(editor_client, settings):
    nothing = send(editor_client, NEW, b"", file=None)
    wrong = send(editor_client, NEW, b"%PDF-1.7", language="ru")
    settings.PROGRAMME_IMPORT_HOSTS = ["pretalx.example.org"]
    elsewhere = send(editor_client, NEW, b"", file=None, address="https://elsewhere.example/x")
    says_too_little = send(editor_client, NEW, b'[{"code": "A", "title": "Invented"}]')

    assert nothing.context["form"].errors == {"file": ["Choose a file."]}
    assert wrong.context["form"].errors["file"][0].startswith("This is no programme")
    assert wrong.context["form"]["language"].value() == "ru"
    assert "none of them" in elsewhere.context["form"].errors["address"][0]
    shown = editor_client.get(says_too_little["Location"])
    assert shown.context["problem"].startswith("The file does not say what the event is called")
    assert "Import for real" not in shown.text


def test_only_who_may_make_and_change_sessions_of_the_event_comes_here(client, staff_who_may, forum):
    kept = ProgrammeImport.objects.create(event=forum, file_name="x.json", file_hash="0")
    client.force_login(staff_who_may("view_event", "change_event", "change_session"))
    addresses = [NEW, page("import", forum.pk), page("import_preview", kept.pk), page("import_result", kept.pk)]

    assert [client.get(address).status_code for address in addresses] == [403] * 4
    assert client.post(page("import_preview", kept.pk)).status_code == 403
    assert client.get(page("import", 999)).status_code == 404


def test_who_may_not_make_people_or_rooms_brings_in_only_what_needs_none(client, staff_who_may, forum):
    client.force_login(staff_who_may("view_event", "change_event", "add_session", "change_session"))
    needs = send(client, page("import", forum.pk), frab_json({"Hall B": [frab_session()]}))["Location"]
    needs_none = send(client, page("import", forum.pk), frab_json({"Hall A": [frab_session(persons=[])]}))["Location"]

    shown = client.get(needs)
    refused = client.post(needs, {"mark": shown.context["plan"].mark}, follow=True)
    there = forum.sessions.count(), Person.objects.count(), Room.objects.count()
    client.post(needs_none, {"mark": client.get(needs_none).context["plan"].mark})

    sentence = "You may not make what this file needs: people, rooms."
    assert (sentence in shown.text, "Import for real" in shown.text) == (True, False)
    assert (refused.text.count(sentence), there) == (2, (0, 0, 1))  # as the answer, and on the page still
    assert forum.sessions.count() == 1


def test_the_preview_of_three_hundred_sessions_makes_few_queries(editor_client, forum, count_queries):
    sent = send(editor_client, page("import", forum.pk), forum_of(300))
    editor_client.get(sent["Location"])

    assert count_queries(editor_client.get, sent["Location"]) <= 30
    assert count_queries(editor_client.get, NEW) <= 30
    assert Session.objects.count() == 0


def test_the_page_of_an_event_leads_to_its_import(editor_client, forum):
    assert page("import", forum.pk) in editor_client.get(page("change", forum.pk)).text
