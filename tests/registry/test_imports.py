"""An import from the file to the rows: what it does, that it does what it said, and that nothing is lost or doubled."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.utils.formats import date_format

from people.models import Organisation, OrganisationIdentifier
from publishing import content_version
from registry.imports import runs
from registry.imports.apply import Writer
from registry.imports.plan import Plan
from registry.imports.problems import FileRefused
from registry.imports.tables import read_table
from registry.models import Conflict, IdentifierSetAside, ImportRun, SourceRecord
from tests.people.factories import OrganisationIdentifierFactory
from tests.registry.factories import SourceFactory
from tests.registry.files import REGISTER, csv_file

pytestmark = pytest.mark.django_db
HEADINGS, SPRING, STEPPE = REGISTER
BIN = SPRING[0]
NOTHING = {"created": 0, "changed": 0, "left": 0, "closed": 0, "refused": 0, "conflicts": 0, "set_aside": 0}


@pytest.fixture
def source(db):
    return SourceFactory(is_full=True)


def prepared(source, rows, **options):
    run = runs.prepare(source=source, file=csv_file(rows), name="register.csv")
    ImportRun.objects.filter(pk=run.pk).update(**{"is_dry": False, **options})
    run.refresh_from_db()
    return run


def imported(source, rows=REGISTER, **options):
    return runs.run_import(prepared(source, rows, **options))


def with_cell(row, heading, text):
    return [text if name == heading else cell for name, cell in zip(HEADINGS, row, strict=True)]


def test_organisations_come_in_with_all_that_the_file_says(source):
    run = imported(source)

    spring = OrganisationIdentifier.objects.get(scheme="KZ-BIN", value=BIN).organisation
    assert run.figures == {**NOTHING, "created": 2}
    assert (spring.name_ru, spring.region.code, spring.founded_on, spring.status, spring.country) == (
        "ОО «Родник»", "KZ-11", date(2005, 2, 1), "active", "KZ",
    )  # fmt: skip
    assert (spring.publication_state, spring.kind) == ("published", "22")
    assert spring.sort_name_ru != ""


def test_each_value_knows_the_run_and_through_it_the_file(source):
    run = imported(source)

    record = SourceRecord.objects.get(key=f"KZ-BIN-{BIN}")
    assert record.values["status"] == {"value": "active", "run": run.pk}
    assert (len(run.file_hash), run.source.mapping["identifier"]) == (64, "БИН")


def test_a_dry_run_writes_nothing_and_tells_what_the_real_one_does(source):
    rows = [*REGISTER, with_cell(STEPPE, "Регион", "Атлантида")]

    dry = imported(source, rows, is_dry=True)
    nothing = Organisation.objects.count()
    real = runs.run_import(runs.for_real(dry))

    assert (nothing, Organisation.objects.count()) == (0, 2)
    assert dry.figures == real.figures == {**NOTHING, "created": 2, "refused": 1}
    assert [(row.number, row.outcome) for row in dry.rows.all()] == [
        (row.number, row.outcome) for row in real.rows.all()
    ]


def test_run_twice_the_second_changes_nothing(source):
    imported(source)
    before = list(Organisation.objects.order_by("pk").values())

    again = imported(source)

    assert again.figures == {**NOTHING, "left": 2}
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_a_changed_cell_changes_that_field_and_says_so(source):
    imported(source)

    run = imported(source, [HEADINGS, with_cell(SPRING, "Регион", "г. Алматы"), STEPPE])

    assert run.figures == {**NOTHING, "changed": 1, "left": 1}
    assert run.rows.get().changes == {"region": ["KZ-11", "KZ-75"]}
    assert Organisation.objects.get(name_ru="ОО «Родник»").region.code == "KZ-75"


def test_a_refused_row_names_its_column_and_reason(source):
    run = imported(source, [HEADINGS, with_cell(SPRING, "Дата регистрации", "2005")])

    row = run.rows.get()
    assert (row.number, row.outcome) == (2, "refused")
    assert row.problems == [{"code": "date", "column": "Дата регистрации", "params": {"value": "2005"}}]


def test_the_second_row_of_one_organisation_is_refused(source):
    run = imported(source, [HEADINGS, SPRING, with_cell(SPRING, "Наименование организации", "Родник")])

    assert run.figures == {**NOTHING, "created": 1, "refused": 1}
    assert run.rows.get(outcome="refused").problems == [{"code": "double", "column": "", "params": {"row": 2}}]


def test_an_organisation_that_we_had_is_known_by_its_number(source):
    ours = OrganisationIdentifierFactory(scheme="KZ-BIN", value=BIN, organisation__name_ru="ОО «Родник»").organisation

    run = imported(source, [HEADINGS, SPRING])

    assert run.figures == {**NOTHING, "changed": 1}
    assert run.rows.get().organisation == ours
    assert Organisation.objects.count() == 1


def test_what_staff_changed_is_not_overwritten_but_asked_about(source):
    imported(source)
    spring = Organisation.objects.get(name_ru="ОО «Родник»")
    spring.founded_on = date(2004, 1, 1)
    spring.save()

    left = imported(source)
    asked = imported(source, [HEADINGS, with_cell(SPRING, "Дата регистрации", "03.03.2006"), STEPPE])
    again = imported(source, [HEADINGS, with_cell(SPRING, "Дата регистрации", "03.03.2006"), STEPPE])

    spring.refresh_from_db()
    conflict = Conflict.objects.get()
    assert (left.figures, asked.figures["conflicts"], again.figures["conflicts"]) == ({**NOTHING, "left": 2}, 1, 0)
    assert (conflict.field, conflict.ours, conflict.theirs) == ("founded_on", "2004-01-01", "2006-03-03")
    assert spring.founded_on == date(2004, 1, 1)


def test_what_a_full_source_no_longer_lists_becomes_inactive_and_returns_when_it_is_back(source):
    without_status = [cells[:4] for cells in REGISTER]
    imported(source)

    closed = imported(source, without_status[:2])
    steppe = Organisation.objects.get(name_ru="Фонд «Степь»")
    still_closed = imported(source, without_status[:2])
    back = imported(source, without_status)

    assert closed.figures == {**NOTHING, "left": 1, "closed": 1}
    assert (steppe.status, still_closed.figures["closed"]) == ("inactive", 0)
    assert back.figures == {**NOTHING, "changed": 1, "left": 1}
    assert Organisation.objects.get(name_ru="Фонд «Степь»").status == "suspended"


def test_a_row_that_is_refused_does_not_close_its_organisation(source):
    imported(source)

    run = imported(source, [HEADINGS, with_cell(SPRING, "Дата регистрации", "2005"), STEPPE])

    assert run.figures == {**NOTHING, "left": 1, "refused": 1}
    assert Organisation.objects.get(name_ru="ОО «Родник»").status == "active"


def test_a_source_that_is_not_full_closes_nothing():
    source = SourceFactory(is_full=False)
    imported(source)

    assert imported(source, REGISTER[:2]).figures == {**NOTHING, "left": 1}


def test_a_wrong_number_is_kept_aside_and_the_organisation_comes_in(source):
    run = imported(source, [HEADINGS, with_cell(SPRING, "БИН", "050140000019")])

    aside = IdentifierSetAside.objects.get()
    assert run.figures == {**NOTHING, "created": 1, "set_aside": 1}
    assert (aside.value, aside.reason, aside.organisation.name_ru) == ("050140000019", "checksum", "ОО «Родник»")
    assert OrganisationIdentifier.objects.count() == 0


def test_killed_half_way_nothing_is_written_and_the_next_run_does_all(source, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 1)
    monkeypatch.setattr(Writer, "_audit", lambda self, entries, action: killed_at_the_second())
    calls = []

    def killed_at_the_second():
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    run = prepared(source, REGISTER)
    with pytest.raises(KeyboardInterrupt):
        runs.run_import(run)
    written = Organisation.objects.count()
    monkeypatch.undo()
    ImportRun.objects.filter(pk=run.pk).update(heard_of_at=None)

    again = runs.run_import(run)

    assert written == 0
    assert again.figures == {**NOTHING, "created": 2}
    assert Organisation.objects.count() == SourceRecord.objects.count() == 2


def test_a_run_can_be_stopped_while_it_compares(source, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 1)
    run = prepared(source, REGISTER)

    stopped = runs.run_import(run, progress=lambda done, total: runs.ask_to_stop(run))

    assert (stopped.state, stopped.done_count, stopped.row_count) == ("stopped", 1, 2)
    assert Organisation.objects.count() == 0


def test_a_run_that_takes_all_or_nothing_takes_nothing_with_a_refused_row(source):
    rows = [*REGISTER, with_cell(STEPPE, "Регион", "Атлантида")]

    run = imported(source, rows, keeps_good_rows=False)

    assert (run.state, run.problem["code"], Organisation.objects.count()) == ("failed", "refused_rows", 0)


def test_a_bad_file_is_refused_with_its_row_and_changes_nothing(source):
    run = imported(source, [HEADINGS, SPRING, with_cell(STEPPE, "Регион", "=1+1")])

    assert (run.state, run.problem) == (
        "failed", {"code": "formula", "row": 3, "params": {"heading": "Регион"}},
    )  # fmt: skip
    assert Organisation.objects.count() == 0


def test_a_file_that_is_no_table_makes_no_run(source):
    with pytest.raises(FileRefused):
        runs.prepare(source=source, file=csv_file([["one"], ["two"]]), name="x.csv")

    assert ImportRun.objects.count() == 0


def test_two_workers_never_carry_out_one_run(source):
    run = prepared(source, REGISTER)

    assert (runs.take(run), runs.take(run)) == (True, False)


def test_what_is_imported_is_found_audited_and_makes_pages_anew(client, source):
    before = content_version.current()

    imported(source)

    spring = Organisation.objects.get(name_ru="ОО «Родник»")
    assert "Родник" in client.get("/ru/search/", {"q": "rodnik"}).text
    assert LogEntry.objects.get_for_object(spring).filter(action=LogEntry.Action.CREATE).count() == 1
    assert content_version.current() > before


def test_nine_hundred_rows_are_compared_with_as_many_queries_as_one(source, count_queries):
    rows = [HEADINGS, *(["", f"Фонд {number}", "KZ-71", "", ""] for number in range(900))]
    imported(source, rows)

    def compare(count):
        run, table = prepared(source, rows[: count + 1]), read_table(csv_file(rows[: count + 1]))
        plan = Plan(run, table)
        return count_queries(lambda: plan.compare(list(table.rows())))

    assert compare(1) == compare(900) <= 14


def test_the_page_of_an_organisation_says_which_register_it_comes_from_and_when_that_was_read(client):
    source = SourceFactory(name="Register of NGOs", publisher="Ministry", licence="CC-BY-4.0")
    run = imported(source)
    spring = Organisation.objects.get(name_ru="ОО «Родник»")

    page = " ".join(client.get(f"/en/organisations/{spring.slug}/").text.split())

    day = date_format(run.created_at, "DATE_FORMAT")
    assert f'Register of NGOs, Ministry (CC-BY-4.0): last read <time datetime="{run.created_at:%Y-%m-%d}' in page
    assert f">{day}</time>" in page
