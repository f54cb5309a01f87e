import csv
import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction

from people.models import FocusArea, Group, Organisation, OrganisationIdentifier, OrganisationName, OrganisationTag
from people.models.identifiers import check_identifier
from portal.models import SearchDocument
from publishing import content_version
from publishing.search import matching, refresh
from registry.imports.runs import prepare, run_import
from registry.models import ImportRun, Source
from registry.synthetic import writing
from registry.synthetic.rows import Facts, facts
from registry.synthetic.words import data
from registry.synthetic.writing import make_registry
from tests.people.factories import OrganisationFactory
from tests.registry.factories import SourceFactory

MANY = 2_000
MARKS = tuple(data("names")["marks"].values())


@pytest.fixture(scope="module")
def many():
    """The facts of many rows, which need no database."""
    return [facts(1, number) for number in range(MANY)]


@pytest.fixture
def development(settings):
    settings.DEBUG = True


def share(rows, condition):
    return sum(map(condition, rows)) / len(rows)


def told(**options):
    out = io.StringIO()
    call_command("make_registry", stdout=out, **options)
    return out.getvalue()


def everything():
    """All that the registry has written, without keys and times."""
    organisations = Organisation.objects.order_by("slug")
    by_number = OrganisationIdentifier.objects.order_by("scheme", "value")
    named = ["name_kk", "name_ru", "name_uz", "sort_name_kk", "address", "website"]
    return [
        list(organisations.values_list("slug", "guid", "region__code", "founded_on", "status", *named)),
        list(by_number.values_list("organisation__slug", "scheme", "value")),
        list(OrganisationTag.objects.order_by("organisation__slug", "goal").values_list("organisation__slug", "goal")),
        list(organisations.order_by("slug", "groups__slug").values_list("slug", "groups__slug")),
        list(organisations.order_by("slug", "regions__code").values_list("slug", "regions__code")),
        list(OrganisationName.objects.order_by("organisation__slug", "text").values_list("organisation__slug", "text")),
    ]


def test_the_same_seed_gives_the_same_facts_and_another_seed_others():
    assert facts(1, 40) == facts(1, 40)
    assert facts(2, 40).marked_names != facts(1, 40).marked_names


def test_every_name_is_marked_in_its_language(many):
    marks = data("names")["marks"]

    unmarked = [
        name for one in many for language, name in one.marked_names.items() if not name.endswith(marks[language])
    ]
    others = [text for one in many for _kind, text in one.other_names if not text.endswith(MARKS)]

    assert unmarked == []
    assert others == []


def test_every_identifier_is_right_and_given_once(many):
    given = [identifier for one in many for identifier in one.identifiers]

    for scheme, value in given:
        check_identifier(scheme, value)

    assert len(set(given)) == len(given)


def test_shares_are_those_of_the_registers(many):
    originals = [one for one in many if one.double_of is None]

    assert share(many, lambda one: one.double_of is not None) == pytest.approx(0.02, abs=0.01)
    assert share(originals, lambda one: one.status == "active") == pytest.approx(18_204 / 23_335, abs=0.03)
    assert share(originals, lambda one: not one.identifiers) == pytest.approx(1_742 / 23_335, abs=0.02)
    assert share(originals, lambda one: bool(one.groups)) == pytest.approx(1 / 3, abs=0.04)
    assert share(originals, lambda one: one.country == "KZ") == pytest.approx(0.55, abs=0.04)


def test_all_regions_of_the_five_countries_are_there(many):
    assert len({one.region for one in many}) == 54


def test_some_names_are_as_frequent_as_in_life(many):
    brands = [one.naming.brand[0] for one in many if one.country == "KZ"]

    assert brands.count("Үміт") > 5 * max(brands.count("Інжу"), 1)


def test_a_double_is_its_original_spelled_otherwise(many):
    doubles = [one for one in many if one.double_of is not None]

    for double in doubles:
        original = facts(1, double.double_of)
        assert original.double_of is None
        assert double.names != original.names
        assert (double.region, double.founded_on) == (original.region, original.founded_on)
        assert double.identifiers == []


@pytest.mark.django_db
def test_the_registry_is_written_with_all_that_hangs_on_it(development):
    before = content_version.current()

    said = told(rows=60, seed=3)

    assert said == "60 organisations made, 0 were there.\n"
    rows = list(Organisation.objects.order_by("pk"))
    assert [row.slug for row in rows] == [f"synthetic-3-{number}" for number in range(60)]
    assert {row.publication_state for row in rows} == {"published"}
    assert all(row.published_at and row.created_at and row.sort_name_tk for row in rows)
    wanted = [facts(3, number) for number in range(60)]
    assert [row.name_ru for row in rows] == [one.marked_names.get("ru") for one in wanted]
    assert OrganisationIdentifier.objects.count() == sum(len(one.identifiers) for one in wanted)
    assert OrganisationTag.objects.count() == sum(len(one.goals) for one in wanted)
    assert Organisation.groups.through.objects.count() == sum(len(one.groups) for one in wanted)
    assert content_version.current() > before


@pytest.mark.django_db
def test_made_rows_are_found_and_need_no_indexing_again(development):
    told(rows=60)
    documents = SearchDocument.objects.filter(kind="organisation").order_by("pk")
    written = list(documents.values())

    refresh(Organisation, list(Organisation.objects.values_list("pk", flat=True)))

    assert list(documents.values()) == written
    assert len(written) == 60
    number = OrganisationIdentifier.objects.first()
    assert list(matching(Organisation.objects.all(), number.value)) == [number.organisation]


@pytest.mark.django_db
def test_a_second_run_goes_on_and_doubles_nothing(development):
    told(rows=40)
    at_once = everything()
    Organisation.objects.all().delete()

    told(rows=15)
    said = told(rows=40)

    assert said == "25 organisations made, 15 were there.\n"
    assert everything() == at_once
    assert told(rows=40) == "0 organisations made, 40 were there.\n"
    assert everything() == at_once


@pytest.mark.django_db(transaction=True)
def test_a_run_that_breaks_leaves_whole_batches(monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 10)

    def break_at_the_third(keys):
        assert transaction.get_connection().in_atomic_block
        if Organisation.objects.count() > 20:
            raise KeyboardInterrupt

    monkeypatch.setattr(writing, "finish", break_at_the_third)

    with pytest.raises(KeyboardInterrupt):
        make_registry(40, 1)

    assert Organisation.objects.count() == 20
    assert SearchDocument.objects.filter(kind="organisation").count() == 20


@pytest.mark.django_db
def test_two_registries_may_stand_side_by_side_even_where_their_numbers_meet(monkeypatch):
    make_registry(20, 1)
    monkeypatch.setattr(writing, "facts", same_number)

    make_registry(20, 2)

    assert Organisation.objects.count() == 40
    assert len({(one.scheme, one.value) for one in OrganisationIdentifier.objects.all()}) == (
        OrganisationIdentifier.objects.count()
    )


def same_number(seed, number):
    other: Facts = facts(seed, number)
    other.identifiers = facts(1, number).identifiers
    return other


@pytest.mark.django_db
def test_words_of_the_database_are_used_and_ours_are_marked_where_they_are_missing():
    for number in range(5):
        Group.objects.create(slug=f"group-{number}", name_en=f"Group {number}")

    make_registry(60, 1)

    assert set(Organisation.objects.values_list("groups__slug", flat=True)) - {None} <= {
        f"group-{number}" for number in range(5)
    }
    assert Group.objects.count() == 5
    assert {area.name_en.endswith("(synthetic)") for area in FocusArea.objects.all()} == {True}
    assert {area.slug.startswith("synthetic-") for area in FocusArea.objects.all()} == {True}


@pytest.mark.django_db
def test_other_organisations_stay_as_they_are(development):
    mine = OrganisationFactory(name_en="Steppe Union")

    told(rows=5)

    mine.refresh_from_db()
    assert (mine.name_en, mine.slug) == ("Steppe Union", "steppe-union")


@pytest.mark.django_db
def test_production_refuses_invented_organisations(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="no place in production"):
        told(rows=5)

    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("options", [{"rows": -1}, {"rows": 5, "seed": -1}])
def test_negative_numbers_are_refused(development, options):
    with pytest.raises(CommandError, match="from 0"):
        told(**options)


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1251"])
def test_the_file_is_one_that_the_import_takes_whole(development, tmp_path, encoding):
    path = tmp_path / "register.csv"

    told(rows=80, csv=path, encoding=encoding)

    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=";"))
    assert len(rows) == 80
    assert not any("?" in row["Наименование организации"] for row in rows)
    assert Organisation.objects.count() == 0
    run = imported(path)
    assert run.figures | {"created": 80, "refused": 0, "set_aside": 0} == run.figures


def imported(path):
    source: Source = SourceFactory(country="")
    run = prepare(source=source, file=ContentFile(path.read_bytes()), name="register.csv")
    ImportRun.objects.filter(pk=run.pk).update(is_dry=False)
    return run_import(ImportRun.objects.get(pk=run.pk))
