"""The page of an organisation: its names and numbers, where each fact comes from, what machines read of it."""

import json
import re
from datetime import date

import pytest

from people.models import Organisation
from people.models.organisations import Kind
from registry.models import ImportRun, SourceRecord
from tests.events.factories import AppearanceFactory
from tests.people.factories import (
    FocusAreaFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
    PersonFactory,
)
from tests.photos.factories import PhotoFactory
from tests.registry.factories import SourceFactory
from tests.registry.test_imports import HEADINGS, SPRING, imported, with_cell

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}


def facts_on(page):
    """Return [(label, name of the source or None)] of the table of origins."""
    return [(str(fact.label), fact.record and fact.record.source.name) for fact in page.context["facts"]]


def json_ld_on(page):
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    return json.loads(script)


@pytest.fixture
def spring():
    """An organisation that the register has brought, and the editors have described."""
    source = SourceFactory(name="Register", licence="CC-BY-4.0", website="https://example.org/register")
    imported(source, [HEADINGS, SPRING])
    organisation = Organisation.objects.get()
    organisation.description_en = "Works with water"
    organisation.save()
    return organisation


def test_it_shows_the_names_in_all_languages_and_what_the_numbers_are(client):
    organisation = OrganisationFactory(name_en="Agency", name_kk="Агенттік", name_ru="Агентство")
    OrganisationNameFactory(organisation=organisation, text="The Old Agency", kind="former")
    OrganisationIdentifierFactory(organisation=organisation, scheme="KG-OKPO", value="12345678")

    page = client.get(organisation.get_absolute_url()).text

    assert '<dt>Name (Kazakh)</dt><dd lang="kk">Агенттік</dd>' in page
    assert '<dt>Name (Russian)</dt><dd lang="ru">Агентство</dd>' in page
    assert "<dt>Name (English)</dt>" not in page
    assert "The Old Agency" in page
    assert 'href="https://org-id.guide/list/KG-OKPO"' in page


def test_what_it_does_leads_to_the_others_who_do_the_same(client):
    organisation = OrganisationFactory()
    area = FocusAreaFactory(name_en="Rivers", slug="rivers")
    organisation.focus_areas.add(area)

    page = client.get(organisation.get_absolute_url()).text

    assert 'href="/en/organisations/?focus_area=rivers">Rivers</a>' in page


def test_each_fact_names_the_register_the_run_and_the_file_that_brought_it(client, spring):
    run = ImportRun.objects.get()

    page = client.get(spring.get_absolute_url())

    assert facts_on(page) == [
        ("name (Russian)", "Register"),
        ("KZ-BIN", "Register"),
        ("kind", None),
        ("country", "Register"),
        ("region", "Register"),
        ("founded on", "Register"),
        ("status", "Register"),
        ("description (English)", None),
    ]
    assert {fact.run for fact in page.context["facts"] if fact.record} == {run}
    assert f'<abbr class="provenance__hash" title="SHA-256 {run.file_hash}">{run.file_hash[:8]}</abbr>' in page.text
    assert "CC-BY-4.0" in page.text
    assert "register.csv" not in page.text


def test_a_fact_has_the_date_of_the_run_that_brought_it_or_of_the_edit(client, spring):
    later = imported(spring.source_records.get().source, [HEADINGS, with_cell(SPRING, "Статус", "Приостановлена")])

    facts = {str(fact.label): fact for fact in client.get(spring.get_absolute_url()).context["facts"]}

    assert facts["status"].run == later
    assert facts["status"].since == later.finished_at
    assert facts["founded on"].run.pk < later.pk
    assert facts["description (English)"].since is not None
    assert facts["kind"].since is None


def test_what_a_source_says_otherwise_than_we_do_is_not_shown(client, spring):
    record = SourceRecord.objects.get()
    record.values |= {"email": {"value": "private@example.org", "run": record.last_run_id}}
    record.values["status"]["value"] = "liquidation"
    record.save()

    page = client.get(spring.get_absolute_url())

    assert ("status", None) in facts_on(page)
    assert "private@example.org" not in page.text
    assert "iquidation" not in page.text


def test_what_a_full_source_no_longer_lists_is_inactive_by_that_source(client, spring):
    source = SourceRecord.objects.get().source
    type(source).objects.update(is_full=True)
    source.refresh_from_db()
    gone = imported(source, [HEADINGS, with_cell(with_cell(SPRING, "БИН", ""), "Наименование организации", "Другая")])

    page = client.get(spring.get_absolute_url())

    [status] = [fact for fact in page.context["facts"] if str(fact.label) == "status"]
    assert (status.record.source, status.run) == (source, gone)
    assert "no longer listed" in page.text


def test_facts_of_two_sources_are_told_of_both(client, spring):
    imported(SourceFactory(name="Second register"), [HEADINGS[:2], SPRING[:2]])

    told = facts_on(client.get(spring.get_absolute_url()))

    assert told[:4] == [
        ("name (Russian)", "Register"),
        ("name (Russian)", "Second register"),
        ("KZ-BIN", "Register"),
        ("KZ-BIN", "Second register"),
    ]


def test_a_page_without_a_register_says_whence_its_editors_have_their_facts(client):
    organisation = OrganisationFactory(source="A yearbook", source_url="https://example.org/yearbook")

    page = client.get(organisation.get_absolute_url())

    assert set(facts_on(page)) == {("name (English)", None), ("kind", None), ("country", None)}
    assert page.text.count('<a href="https://example.org/yearbook" rel="external">A yearbook</a>') == 4


def test_sessions_of_its_members_count_as_its_own_unless_they_spoke_for_somebody_else(client):
    organisation = OrganisationFactory()
    member = MembershipFactory(organisation=organisation, since=date(2023, 1, 1)).person
    former = MembershipFactory(organisation=organisation, until=date(2020, 1, 1)).person
    AppearanceFactory(person=member, organisation=None, session__title_en="As a member")
    AppearanceFactory(person=member, session__title_en="For somebody else")
    AppearanceFactory(person=former, organisation=None, session__title_en="After leaving")
    AppearanceFactory(organisation=organisation, session__title_en="In its name")
    AppearanceFactory(organisation=None, session__title_en="A stranger")

    shown = client.get(organisation.get_absolute_url()).context["appearances"]

    assert {row.session.title_en for row in shown} == {"As a member", "In its name"}


def linked(name):
    url = f"http://testserver/en/organisations/{name.lower()}/"
    return {"@type": "Organization", "name": name, "url": url}


@pytest.fixture
def agency():
    """An organisation with a name, number and goals, above it a union, below it a branch, and a council that it sits in."""
    parent = OrganisationFactory(name_en="Union", slug="union")
    agency = OrganisationFactory(slug="agency", name_en="Agency", name_kk="Агенттік", parent=parent)
    OrganisationNameFactory(organisation=agency, text="AG", kind="acronym")
    OrganisationIdentifierFactory(organisation=agency, scheme="KG-OKPO", value="12345678")
    OrganisationTagFactory(organisation=agency, goal_id=6)
    OrganisationTagFactory(organisation=agency, goal_id=6, target_id="6.5")
    agency.focus_areas.add(FocusAreaFactory(name_en="Rivers"))
    OrganisationFactory(name_en="Branch", slug="branch", parent=agency)
    council = OrganisationFactory(name_en="Council", slug="council", kind=Kind.BODY)
    MembershipFactory(organisation=council, person=None, member_organisation=agency)
    return agency


def test_machines_read_what_an_organisation_is(client, agency):
    agency.description_en, agency.address, agency.founded_on = "Works with water", "1 River Street", date(2005, 2, 1)
    agency.website = "https://example.org"
    agency.save()

    told = json_ld_on(client.get(agency.get_absolute_url()))

    assert {name: told[name] for name in ("@type", "name", "url")} == linked("Agency")
    assert told["alternateName"] == ["Агенттік", "AG"]
    assert told["address"] == {"@type": "PostalAddress", "streetAddress": "1 River Street", "addressCountry": "KZ"}
    assert (told["description"], told["foundingDate"]) == ("Works with water", "2005-02-01")
    assert told["sameAs"] == "https://example.org"
    [number] = told["identifier"]
    assert (number["@type"], number["propertyID"], number["value"]) == ("PropertyValue", "KG-OKPO", "12345678")
    assert number["url"] == "https://org-id.guide/list/KG-OKPO"


def test_machines_read_to_whom_it_belongs_and_what_it_works_for(client, agency):
    told = json_ld_on(client.get(agency.get_absolute_url()))

    goal, area = told["knowsAbout"]
    assert (told["parentOrganization"], told["subOrganization"]) == (linked("Union"), [linked("Branch")])
    assert told["memberOf"] == [linked("Council")]
    assert (goal["@type"], goal["url"]) == ("DefinedTerm", "http://testserver/en/goals/6/")
    assert area == {"@type": "DefinedTerm", "name": "Rivers"}


def test_machines_read_nothing_that_is_not_public(client):
    organisation = OrganisationFactory(
        parent=OrganisationFactory(name_en="Secret parent", **DRAFT),
        logo=PhotoFactory(credit="Secret logo", **DRAFT),
    )
    OrganisationFactory(name_en="Secret branch", parent=organisation, **DRAFT)
    council = OrganisationFactory(name_en="Secret council", kind=Kind.BODY, **DRAFT)
    MembershipFactory(organisation=council, person=None, member_organisation=organisation)
    MembershipFactory(organisation=organisation, person=PersonFactory(name_en="Secret member", is_public=False))
    hidden = MembershipFactory(organisation=organisation, person=PersonFactory(is_public=False)).person
    AppearanceFactory(person=hidden, organisation=None, session__title_en="Secret session")

    page = client.get(organisation.get_absolute_url())

    assert set(json_ld_on(page)) == {"@context", "@type", "name", "address", "url"}
    assert "Secret" not in page.text


def test_where_facts_come_from_costs_the_same_for_thirty_sources(client, spring, flat_queries):
    def make_source():
        imported(SourceFactory(), [HEADINGS, SPRING])

    flat_queries(make_source, client.get, spring.get_absolute_url(), at_most=35)
