"""What an import must not do: undo what staff did, close or double by a slip of the pen, differ from its dry run."""

import random
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Organisation, OrganisationIdentifier, OrganisationName
from registry.imports import conflicts, runs
from registry.models import Conflict, ImportRun, SourceRecord
from tests.people.factories import OrganisationIdentifierFactory
from tests.registry.factories import SourceFactory
from tests.registry.files import REGISTER
from tests.registry.test_imports import HEADINGS, NOTHING, SPRING, STEPPE, imported, prepared, with_cell

pytestmark = pytest.mark.django_db
NUMBERS = ["050140000011", "050140000021", "050140000031", "050140000041", "050140000051"]
MISTYPED = "050140000019"
KEYED = ["Код", "БИН", "Наименование организации"]


@pytest.fixture
def source(db):
    return SourceFactory(is_full=True)


def dry_and_real(source, rows):
    dry = runs.run_import(prepared(source, rows, is_dry=True))
    return dry, runs.run_import(runs.for_real(dry))


def outcomes(run):
    return [(row.number, row.outcome, row.changes, row.problems) for row in run.rows.all()]


@pytest.mark.parametrize("batch", [1, 1000])
def test_one_number_under_two_keys_is_one_organisation_in_the_dry_run_as_in_the_real_one(source, monkeypatch, batch):
    monkeypatch.setattr(runs, "BATCH", batch)

    dry, real = dry_and_real(source, [KEYED, ["A", NUMBERS[0], "Родник"], ["B", NUMBERS[0], "Родник 2"]])

    assert dry.figures == real.figures == {**NOTHING, "created": 1, "refused": 1}


def test_a_register_that_counts_its_rows_anew_closes_and_doubles_nothing(source):
    def counted_from(first):
        return [KEYED, *([str(first + place), number, f"Дело {number}"] for place, number in enumerate(NUMBERS))]

    imported(source, counted_from(1))
    run = imported(source, counted_from(2))

    assert run.figures == {**NOTHING, "left": 5}


def test_an_acronym_that_is_also_the_former_name_is_kept_once(source):
    headings = ["Наименование организации", "Аббревиатура", "Прежнее наименование"]

    run = imported(source, [headings, ["Родник", "АБВ", "АБВ"]])

    assert run.figures == {**NOTHING, "created": 1}
    assert [name.text for name in OrganisationName.objects.all()] == ["АБВ"]


def test_what_staff_emptied_stays_empty(source):
    rows = [["Наименование организации", "email"], ["Родник", "private@example.org"]]
    imported(source, rows)
    Organisation.objects.update(email="")

    run = imported(source, rows)

    assert run.figures == {**NOTHING, "left": 1}
    assert Organisation.objects.get().email == ""


def test_a_conflict_about_another_field_leaves_the_first_to_be_decided(source):
    imported(source)
    Organisation.objects.filter(name_ru="ОО «Родник»").update(founded_on=date(2004, 1, 1), status="liquidation")
    other_day = with_cell(SPRING, "Дата регистрации", "03.03.2006")

    imported(source, [HEADINGS, other_day, STEPPE])
    imported(source, [HEADINGS, with_cell(other_day, "Статус", "Приостановлена"), STEPPE])

    assert sorted(Conflict.objects.values_list("field", flat=True)) == ["founded_on", "status"]


def test_a_conflict_is_over_when_both_sides_agree(source):
    imported(source)
    Organisation.objects.filter(name_ru="ОО «Родник»").update(founded_on=date(2004, 1, 1))
    imported(source, [HEADINGS, with_cell(SPRING, "Дата регистрации", "03.03.2006"), STEPPE])

    imported(source, [HEADINGS, with_cell(SPRING, "Дата регистрации", "01.01.2004"), STEPPE])

    assert Conflict.objects.count() == 0


def test_taking_theirs_does_not_say_that_the_source_lists_the_organisation_again(source, editor):
    imported(source)
    Organisation.objects.filter(name_ru="ОО «Родник»").update(founded_on=date(2004, 1, 1))
    imported(source, [HEADINGS, with_cell(SPRING, "Дата регистрации", "03.03.2006"), STEPPE])
    imported(source, [HEADINGS, STEPPE])

    conflicts.decide(conflict=Conflict.objects.get(), state="theirs", user=editor)

    record = SourceRecord.objects.get(key=f"KZ-BIN-{SPRING[0]}")
    assert (record.is_listed, record.organisation.founded_on) == (False, date(2006, 3, 3))
    assert record.values["_closed"]["value"] == "active"


def test_a_number_that_another_organisation_has_by_now_is_not_taken(source, editor_client):
    imported(source)
    steppe = SourceRecord.objects.get(organisation__name_ru="Фонд «Степь»")
    OrganisationIdentifierFactory(scheme="KZ-BIN", value=NUMBERS[1])
    theirs = {"field": "identifier", "ours": None, "theirs": ["KZ-BIN", NUMBERS[1]]}
    conflict = Conflict.objects.create(record=steppe, run=ImportRun.objects.get(), **theirs)
    listed = reverse("admin:registry_conflict_changelist")

    page = editor_client.post(listed, {"action": "take_theirs", "_selected_action": [conflict.pk]}, follow=True)

    conflict.refresh_from_db()
    assert "Another organisation has this identifier already." in page.text
    assert conflict.state == "open"


@pytest.mark.parametrize(("heading", "text"), [("Дата регистрации", "2010"), ("Регион", "Атлантида")])
def test_a_refused_row_closes_nobody(source, heading, text):
    imported(source)

    run = imported(source, [HEADINGS, SPRING, with_cell(STEPPE, heading, text)])

    assert run.figures == {**NOTHING, "left": 1, "refused": 1}


def test_an_organisation_that_has_got_a_number_is_the_same(source):
    imported(source)

    run = imported(source, [HEADINGS, SPRING, with_cell(STEPPE, "БИН", NUMBERS[1])])

    assert run.figures == {**NOTHING, "changed": 1, "left": 1}
    assert OrganisationIdentifier.objects.get(value=NUMBERS[1]).organisation.name_ru == "Фонд «Степь»"


def test_a_mistyped_number_does_not_close_whom_it_should_name(source):
    rows = [HEADINGS, with_cell(SPRING, "БИН", MISTYPED), STEPPE]
    imported(source)

    first, again = imported(source, rows), imported(source, rows)

    assert (first.figures["created"], first.figures["closed"]) == (1, 0)
    assert again.figures == {**NOTHING, "left": 2, "set_aside": 1}


def test_a_run_can_be_stopped_while_it_writes_and_leaves_nothing(source):
    run = prepared(source, REGISTER)

    stopped = runs.run_import(run, progress=lambda done, total: runs.ask_to_stop(run), compares_first=False)

    assert (stopped.state, Organisation.objects.count(), SourceRecord.objects.count()) == ("stopped", 0, 0)


def test_a_real_run_that_is_done_is_history(source, editor_client):
    run = imported(source)
    before = ImportRun.objects.values().get()

    for name in ("again", "real", "columns"):
        editor_client.post(reverse(f"admin:registry_importrun_{name}", args=[run.pk]), {"column_1": "name_ru"})

    assert ImportRun.objects.values().get() == before


def test_a_run_whose_worker_was_killed_is_run_again_by_a_button(
    source, editor_client, django_capture_on_commit_callbacks
):
    run = prepared(source, REGISTER)
    long_ago = timezone.now() - timedelta(hours=1)
    ImportRun.objects.filter(pk=run.pk).update(state="running", heard_of_at=long_ago)

    page = editor_client.get(reverse("admin:registry_importrun_change", args=[run.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(reverse("admin:registry_importrun_again", args=[run.pk]))

    run.refresh_from_db()
    assert "Run again" in page.text
    assert "Refresh" not in page
    assert (run.state, run.figures["created"]) == ("done", 2)


def test_the_choice_of_columns_opens_for_a_file_whose_first_row_will_be_refused(source, editor_client):
    run = prepared(source, [KEYED, ["1", "", "=1+1"]], is_dry=True)

    assert editor_client.get(reverse("admin:registry_importrun_columns", args=[run.pk])).status_code == 200


def random_row(chance, with_key):
    number = chance.choice([*NUMBERS, "", MISTYPED])
    name, region = (
        chance.choice(["Родник", "Степь", "Дело"]),
        chance.choice(["KZ-11", "KZ-71", "KZ-71", "", "Атлантида"]),
    )
    day, status = chance.choice(["01.02.2005", "03.03.2006", "2005", ""]), chance.choice(["Действующая", ""])
    return [*([chance.choice("ABCDEF")] if with_key else []), number, name, region, day, status]


@pytest.mark.parametrize("seed", [2, 15, 16, 33, 35, 37])
def test_whatever_the_file_the_dry_run_tells_the_truth_and_a_second_run_changes_nothing(source, monkeypatch, seed):
    chance = random.Random(seed)
    with_key = bool(seed % 2)
    monkeypatch.setattr(runs, "BATCH", chance.choice([1, 2, 1000]))
    headings = ["Код", *HEADINGS] if with_key else HEADINGS
    for _file in range(3):
        rows = [headings, *(random_row(chance, with_key) for _row in range(chance.randrange(1, 9)))]
        Organisation.objects.filter(pk__in=list(Organisation.objects.values_list("pk", flat=True)[:1])).update(
            name_ru="Дело"
        )

        dry, real = dry_and_real(source, rows)
        again = imported(source, rows)

        assert outcomes(dry) == outcomes(real)
        assert {**again.figures, "left": 0, "refused": 0, "set_aside": 0} == NOTHING
