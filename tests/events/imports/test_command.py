"""manage.py import_programme."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.imports import fetching
from events.models import Event, ProgrammeImport, Session
from tests.events.imports.files import frab_json, frab_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "schedule.json"
    path.write_bytes(frab_json())
    return path


def run(source, **options):
    output, errors = StringIO(), StringIO()
    call_command("import_programme", str(source), stdout=output, stderr=errors, **options)
    return output.getvalue(), errors.getvalue()


def test_a_dry_run_says_what_the_run_for_real_does_and_a_second_one_changes_nothing(file):
    dry, remarks = run(file, new_event=True, dry_run=True)
    nothing = Event.objects.count(), ProgrammeImport.objects.count()
    real, _remarks = run(file, new_event=True)
    again, _remarks = run(file, event="invented-forum", dry_run=True)
    ProgrammeImport.objects.update(language="kk")
    in_kazakh, _remarks = run(file, event="invented-forum", dry_run=True)

    figures = "1 created, 0 changed, 0 left, 0 cancelled, 0 gone, 0 refused, 1 people, 1 rooms.\n"
    assert dry == f"{figures}This was a dry run: nothing has been written.\n"
    assert "People are brought in as drafts that may not be shown" in remarks
    assert nothing == (0, 0)
    assert real == f"{figures}Done: invented-forum.\n"
    assert again.startswith("0 created, 0 changed, 1 left, ")
    assert in_kazakh.startswith("0 created, 1 changed, 0 left, ")
    with pytest.raises(CommandError, match=r"“Invented forum” has sessions of this file: .* --event invented-forum"):
        run(file, new_event=True)


def test_refused_sessions_are_told_and_leave_everything_as_it_was_unless_left_out(tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(frab_json({"Hall A": [frab_session(), frab_session(2, title="")]}))

    with pytest.raises(CommandError, match=r"^Sessions are refused \(1\)"):
        run(path, new_event=True)
    assert (Event.objects.count(), Session.objects.count()) == (0, 0)

    with pytest.raises(CommandError, match=r"^1 sessions were refused\.$"):
        run(path, new_event=True, leave_out_refused=True)
    assert Session.objects.count() == 1


def test_a_programme_is_fetched_by_its_address(monkeypatch):
    monkeypatch.setattr(fetching, "fetch", lambda address: frab_json())

    run("https://pretalx.example.org/schedule.json", new_event=True, language="session")

    kept = ProgrammeImport.objects.get()
    assert (kept.address, kept.file_name, kept.language) == (
        "https://pretalx.example.org/schedule.json",
        "schedule.json",
        "",
    )


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [
        ("missing.json", {"new_event": True}, "missing.json cannot be read"),
        ("https://elsewhere.example/x", {"new_event": True}, "is none of them"),
        ("missing.json", {"event": "nowhere"}, "There is no event “nowhere”."),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(source, options, message):
    with pytest.raises(CommandError, match=message):
        run(source, **options)
