"""What was exported comes back: the same file, imported again, changes nothing, in every language and either format."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import translation

from goals.models import Target
from people.columns import EXPORTED
from people.models import Organisation, OrganisationIdentifier, OrganisationName
from places.models import Region
from registry.imports import runs
from registry.imports.columns import guess
from registry.imports.tables import read_table
from registry.models import ImportRun, Source
from tests.people.factories import (
    FocusAreaFactory,
    GroupFactory,
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
)

pytestmark = pytest.mark.django_db
NOTHING = {"created": 0, "changed": 0, "closed": 0, "refused": 0, "conflicts": 0, "set_aside": 0}
FORMULA = '=HYPERLINK("http://example.org";"click")'


@pytest.fixture
def registry(db):
    """Organisations that are hard to write down in a table."""
    full = OrganisationFactory(
        name_en=' "Spring"; a public  association', name_ru="ОО «Родник»", name_kk="Әңгүріш ұйымы һ", kind="22",
        legal_form="ОО", region=Region.objects.get(code="KZ-75"), address="+7 (727) 123; ул. Мира,\t1", status="active",
        founded_on=datetime.date(1899, 1, 2), website="ftp://user@example.org:21/a;b", email="Office@Example.org",
        description_en="First line;\r\n\r\n- an item  \r\n- “another”\r\n", description_kk=FORMULA,
    )  # fmt: skip
    full.regions.set(Region.objects.filter(code__in=["KZ-11", "KG-GB"]))
    full.groups.set([GroupFactory(), GroupFactory()])
    full.focus_areas.set([FocusAreaFactory()])
    for scheme, value in [("KZ-BIN", "050140000011"), ("KG-OKPO", "00000001"), ("GB-COH", "SC-12;3")]:
        OrganisationIdentifierFactory(organisation=full, scheme=scheme, value=value)
    for kind, text in [("former", "Бұлақ; қор"), ("former", "=1+1"), ("acronym", "ОО\\Р"), ("alias", "'-Spring"),
                       ("transliteration", "Rodnik  union")]:  # fmt: skip
        OrganisationNameFactory(organisation=full, kind=kind, text=text)
    target = Target.objects.get(code="6.5")
    OrganisationTagFactory(organisation=full, goal_id=6, why="It said so.")
    OrganisationTagFactory(organisation=full, goal_id=6, target=target)
    OrganisationTagFactory(organisation=full, goal_id=17, weight="secondary")
    others()
    return full


def others():
    """Fifteen that the public sees and one that it does not."""
    for name in (FORMULA, "+7 701 000 00 00", "-1", "@home", "'=quoted", "＝wide", "#N/A", "007", "a,b;c\td", "\\;"):
        OrganisationFactory(name_en=name)
    OrganisationFactory(name_en="", name_uz="Ikki", country="", kind="body", status="suspended")
    OrganisationFactory(name_en="Ikki", country="", region=Region.objects.get(code="UZ-TK"))
    OrganisationFactory(name_en="Elsewhere", country="KG", region=Region.objects.get(code="KZ-71"), kind="15")
    OrganisationFactory(name_en="Twin"), OrganisationFactory(name_en="Twin")
    OrganisationFactory(name_en="Draft", publication_state="draft")


def exported(client, form, language="en"):
    with translation.override(language):
        address = reverse("people:export", args=[form])
    return io.BytesIO(b"".join(client.get(address).streaming_content))


def imported(file, source=None, **options):
    source = source or Source.objects.get_or_create(name="Export")[0]
    run = runs.prepare(source=source, file=file, name="export")
    ImportRun.objects.filter(pk=run.pk).update(**{"is_dry": False, **options})
    return runs.run_import(ImportRun.objects.get(pk=run.pk))


def everything():
    """Return all that organisations are."""
    translation.activate("en")  # values() would else tell names in the language of the last request
    return (
        list(Organisation.objects.order_by("pk").values()),
        list(OrganisationIdentifier.objects.order_by("pk").values()),
        list(OrganisationName.objects.order_by("pk").values()),
        list(Organisation.tags.rel.related_model.objects.order_by("pk").values()),
        [sorted(row.groups.values_list("pk")) for row in Organisation.objects.order_by("pk")],
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en", "uz"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_changes_nothing_when_it_comes_back(registry, client, form, language):
    before = everything()
    file = exported(client, form, language)

    first, second = imported(file), imported(file)

    assert first.rows.count() == 0, [(row.label, row.changes, row.problems) for row in first.rows.all()]
    assert first.figures == second.figures == {**NOTHING, "left": 16}
    assert everything() == before


@pytest.mark.parametrize("language", ["kk", "ru", "en", "uz"])
def test_every_heading_is_known_for_the_field_that_it_is(client, language):
    OrganisationFactory()

    table = read_table(exported(client, "csv", language))

    assert list(guess(table.headings)) == EXPORTED


def test_a_source_of_one_country_says_nothing_of_an_organisation_that_has_none(registry, client):
    source = Source.objects.create(name="Ministry", country="KZ", scheme="KZ-BIN")

    assert imported(exported(client, "csv"), source).figures == {**NOTHING, "left": 16}


def test_an_empty_registry_gets_back_what_was_exported(registry, client):
    file, names = exported(client, "csv"), set(Organisation.objects.published().values_list("guid", "name_en"))
    OrganisationIdentifier.objects.all().delete()
    Organisation.objects.all().delete()

    run = imported(file)

    spring = Organisation.objects.get(guid=registry.guid)
    assert run.figures["created"] == 15  # one lies in a region of another country, which nobody may bring in anew
    assert [problem["code"] for row in run.rows.filter(outcome="refused") for problem in row.problems] == ["region"]
    assert {guid for guid, _name in names} >= set(Organisation.objects.values_list("guid", flat=True))
    assert sorted(map(str, spring.identifiers.all())) == ["GB-COH-SC-12;3", "KG-OKPO-00000001", "KZ-BIN-050140000011"]
    assert sorted(spring.other_names.values_list("kind", "text")) == [
        ("acronym", "ОО\\Р"), ("alias", "'-Spring"), ("former", "=1+1"), ("former", "Бұлақ; қор"),
        ("transliteration", "Rodnik union"),
    ]  # fmt: skip
    assert sorted(spring.tags.values_list("goal", "target_id"), key=str) == [(17, None), (6, "6.5"), (6, None)]
    assert (spring.description_kk, spring.description_en) == (FORMULA, "First line;\n\n- an item\n- “another”")


def test_a_cell_that_somebody_edited_is_the_only_thing_that_is_asked_about(registry, client):
    text = exported(client, "csv").getvalue().decode("utf-8-sig").replace("ОО «Родник»", "ОО «Родники»")

    run = imported(io.BytesIO(text.encode("utf-8-sig")))

    assert run.figures == {**NOTHING, "left": 16, "conflicts": 1}


def test_targets_are_changed_without_touching_the_reasons_of_others(registry):
    rows = "guid,name_en,goals,targets\n{guid},,6,6.1; 6.5\n"
    source = Source.objects.create(name="Editors")
    imported(io.BytesIO(rows.format(guid=registry.guid).replace(",,", ",Spring,").encode()), source)

    assert registry.tags.get(goal=6, target=None).why == "It said so."


def test_a_number_of_another_organisation_is_refused_and_the_rest_of_the_file_comes_in(registry):
    OrganisationIdentifierFactory(scheme="KZ-BIN", value="050140000021")
    rows = f"guid,identifier,name_en\n{registry.guid},KZ-BIN-050140000021,Spring\n,,New\n"

    run = imported(io.BytesIO(rows.encode()))

    refused = run.rows.get(outcome="refused")
    assert (run.figures["created"], run.figures["refused"]) == (1, 1)
    assert refused.problems == [
        {"code": "of_another", "column": "identifier", "params": {"value": "KZ-BIN-050140000021"}}
    ]


def test_a_guid_that_is_none_is_refused():
    run = imported(io.BytesIO(b"guid,name_en\n17,New\n"))

    assert [row.problems[0]["code"] for row in run.rows.all()] == ["guid"]
