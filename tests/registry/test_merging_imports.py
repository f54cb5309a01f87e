"""A register that still lists what was merged here: the kept one is meant, and nothing is closed or comes to life again."""

import pytest

from people.models import Organisation
from registry.imports import runs
from registry.merging.actions import merge
from registry.merging.undoing import undo
from registry.models import ImportRun, SourceRecord
from tests.people.factories import OrganisationFactory
from tests.registry.factories import SourceFactory
from tests.registry.files import csv_file

pytestmark = pytest.mark.django_db
HEADINGS = ["Код", "БИН", "Наименование организации", "Регион", "Адрес", "Статус"]
MAPPING = {
    "key": "Код", "identifier": "БИН", "name_ru": "Наименование организации", "region": "Регион", "address": "Адрес",
    "status": "Статус",
}  # fmt: skip
NOTHING = {"created": 0, "changed": 0, "left": 0, "closed": 0, "refused": 0, "conflicts": 0, "set_aside": 0}


def row(*, key="", number="", name="ОО «Родник»", region="г. Астана", address="", status=""):
    return [key, number, name, region, address, status]


# How a source may name the two: by its own key, by number, by name and region.
BY_KEY = [row(key="1"), row(key="2", name="Фонд «Родник»")]
BY_NUMBER = [row(number="050140000011"), row(number="980240000128", name="Фонд «Родник»")]
BY_NAME = [row(), row(name="Фонд «Родник»")]


def imported(source, rows, *, is_dry=False):
    told = {heading for heading, cells in zip(HEADINGS, zip(*rows, strict=True), strict=True) if any(cells)}
    run = runs.prepare(source=source, file=csv_file([HEADINGS, *rows]), name="register.csv")
    mapping = {name: heading for name, heading in MAPPING.items() if heading in told}
    ImportRun.objects.filter(pk=run.pk).update(is_dry=is_dry, mapping=mapping)
    run.refresh_from_db()
    return runs.run_import(run)


def merged(source, rows):
    """Import `rows` of two organisations and merge the second into the first; return both as they are then."""
    imported(source, rows)
    kept, absorbed = Organisation.objects.order_by("pk")
    merge(kept=kept, absorbed=absorbed)
    return Organisation.objects.get(pk=kept.pk), Organisation.objects.get(pk=absorbed.pk)


def contents():
    return list(Organisation.objects.order_by("pk").values())


@pytest.fixture
def source(db):
    return SourceFactory(is_full=True)


@pytest.mark.parametrize("rows", [BY_KEY, BY_NUMBER, BY_NAME], ids=["key", "number", "name"])
@pytest.mark.parametrize("listed", [[0, 1], [1, 0], [0], [1]], ids=["both", "both turned", "kept", "merged"])
def test_the_register_read_again_changes_and_closes_nothing(source, rows, listed):
    merged(source, rows)
    before = contents()

    figures = [imported(source, [rows[place] for place in listed]).figures for _time in range(2)]

    assert figures == [{**NOTHING, "left": len(listed)}] * 2
    assert contents() == before


@pytest.mark.parametrize("listed", [[0, 1], [1, 0]])
def test_all_or_nothing_takes_a_file_that_lists_both(source, listed):
    merged(source, BY_KEY)
    run = runs.prepare(source=source, file=csv_file([HEADINGS, *[BY_KEY[place] for place in listed]]), name="x.csv")
    mapping = {name: MAPPING[name] for name in ("key", "name_ru", "region")}
    ImportRun.objects.filter(pk=run.pk).update(is_dry=False, keeps_good_rows=False, mapping=mapping)

    done = runs.run_import(ImportRun.objects.get(pk=run.pk))

    assert (done.state, done.figures["left"]) == ("done", 2)


@pytest.mark.parametrize("rows", [BY_KEY, BY_NUMBER], ids=["key", "number"])
def test_what_the_row_of_the_merged_one_says_anew_is_said_of_the_kept_one(source, rows):
    kept, absorbed = merged(source, rows)
    rows = [rows[0], [*rows[1][:4], "ул. Абая, 1", rows[1][5]]]

    figures = [imported(source, rows, is_dry=is_dry).figures for is_dry in (True, False, False)]

    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert figures == [{**NOTHING, "changed": 1, "left": 1}] * 2 + [{**NOTHING, "left": 2}]
    assert (kept.address, absorbed.address) == ("ул. Абая, 1", "")
    assert (absorbed.publication_state, absorbed.merged_into) == ("archived", kept)


@pytest.mark.parametrize("batch", [1000, 1])
@pytest.mark.parametrize(
    ("addresses", "told"),
    [
        (("Абая 1", "Абая 1"), {"changed": 1, "left": 1}),
        (("Абая 1", "Абая 2"), {"changed": 1, "left": 1, "conflicts": 1}),
    ],
)
def test_both_rows_change_at_once_and_the_dry_run_tells_it(source, monkeypatch, batch, addresses, told):
    monkeypatch.setattr(runs, "BATCH", batch)
    kept, _absorbed = merged(source, BY_KEY)
    rows = [[*cells[:4], address, ""] for cells, address in zip(BY_KEY, addresses, strict=True)]

    figures = [imported(source, rows, is_dry=is_dry).figures for is_dry in (True, False)]

    kept.refresh_from_db()
    assert figures == [{**NOTHING, **told}] * 2
    assert kept.address == "Абая 1"


@pytest.mark.parametrize("batch", [1000, 1])
def test_missing_under_both_keys_it_is_closed_once_and_opened_when_one_is_back(source, monkeypatch, batch):
    monkeypatch.setattr(runs, "BATCH", batch)
    third = row(key="3", name="Қор «Дала»")
    rows = [[*cells[:5], "Действующая"] for cells in BY_KEY]
    kept, absorbed = merged(source, rows)

    dry = imported(source, [third], is_dry=True).figures
    gone = imported(source, [third]).figures
    closed = Organisation.objects.get(pk=kept.pk).status
    back = imported(source, [third, BY_KEY[1]]).figures

    kept.refresh_from_db()
    assert dry == gone == {**NOTHING, "created": 1, "closed": 1}
    assert (closed, back, kept.status) == ("inactive", {**NOTHING, "changed": 1, "left": 1}, "active")
    absorbed.refresh_from_db()
    assert absorbed.publication_state == "archived"


def test_a_bad_row_of_the_merged_one_does_not_close_the_kept_one(source):
    rows = [[*cells[:5], "Действующая"] for cells in BY_KEY]
    kept, _absorbed = merged(source, rows)

    run = imported(source, [[*BY_KEY[1][:3], "Атлантида", "", "Действующая"]])

    kept.refresh_from_db()
    assert run.figures == {**NOTHING, "refused": 1}
    assert kept.status == "active"


def test_a_second_source_that_knows_the_merged_one_by_number_means_the_kept_one(source):
    kept, absorbed = merged(source, BY_NUMBER)
    other = SourceFactory()

    figures = [imported(other, [BY_NUMBER[1]]).figures for _time in range(2)]

    assert [one["created"] for one in figures] == [0, 0]
    assert SourceRecord.objects.get(source=other).organisation == kept
    assert absorbed.source_records.count() == 0


def test_parted_again_each_row_means_its_own(source):
    imported(source, BY_NUMBER)
    kept, absorbed = Organisation.objects.order_by("pk")
    undo(merge=merge(kept=kept, absorbed=absorbed))
    rows = [[*cells[:4], f"Абая {number}", ""] for number, cells in enumerate(BY_NUMBER)]

    run = imported(source, rows)

    assert run.figures == {**NOTHING, "changed": 2}
    assert [one.address for one in Organisation.objects.order_by("pk")] == ["Абая 0", "Абая 1"]


def test_a_new_organisation_never_gets_the_address_of_a_merged_or_renamed_one(source):
    OrganisationFactory(slug="fond-rodnik")
    renamed = OrganisationFactory(slug="oo-rodnik")
    renamed.slug = "spring"
    renamed.save()

    imported(source, BY_NAME)

    made = Organisation.objects.filter(source_records__source=source).order_by("pk")
    assert [one.slug for one in made] == ["oo-rodnik-2", "fond-rodnik-2"]
