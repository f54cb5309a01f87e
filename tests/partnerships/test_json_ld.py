"""The facts of partnerships in schema.org's words, read by extruct."""

from datetime import date

import pytest

from partnerships.models import Partner, Partnership
from tests.partnerships.factories import PartnerFactory, PartnershipFactory, PartnershipTagFactory
from tests.people.factories import OrganisationFactory
from tests.structured import SITE, json_ld

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}


@pytest.fixture
def partnership():
    told = {"title": "Wells", "starts_on": date(2024, 1, 1), "ends_on": date(2025, 1, 1), "countries": ["KZ"]}
    partnership = PartnershipFactory(website="https://wells.example.org/", **told)
    PartnershipTagFactory(partnership=partnership, goal_id=6, target_id="6.1")
    PartnerFactory(partnership=partnership, organisation__name="Village")
    fund = OrganisationFactory(name="Fund")
    PartnerFactory(partnership=partnership, organisation=fund, role=Partner.Role.FUNDER, amount=1500, currency="EUR")
    PartnerFactory(partnership=partnership, organisation=OrganisationFactory(name="Secret", **DRAFT), role="funder")
    return partnership


def facts_of(client, row):
    return json_ld(client.get(row.get_absolute_url()))


def test_a_partnership_is_a_project_with_members_funders_goals_and_dates(client, partnership):
    facts = facts_of(client, partnership)

    assert (facts["@type"], facts["name"], facts["identifier"]) == ("Project", "Wells", f"urn:uuid:{partnership.guid}")
    assert (facts["foundingDate"], facts["dissolutionDate"]) == ("2024-01-01", "2025-01-01")
    members = [(one["roleName"], one["member"]["name"]) for one in facts["member"]]
    assert members == [("Signatory", "Village"), ("Funder", "Fund")]
    assert [one["name"] for one in facts["funder"]] == ["Fund"]
    money = {"@type": "MonetaryAmount", "value": "1500.00", "currency": "EUR"}
    assert [one["amount"] for one in facts["funding"]] == [money]
    assert [one["sameAs"] for one in facts["keywords"]] == ["http://metadata.un.org/sdg/6.1"]
    assert [(one["@type"], one["identifier"]) for one in facts["areaServed"]] == [("Country", "KZ")]


@pytest.mark.parametrize(("precision", "told"), [("day", "2024-07-01"), ("month", "2024-07"), ("year", "2024")])
def test_of_a_day_of_signing_as_much_is_told_as_is_known(client, precision, told):
    partnership = PartnershipFactory(signed_on=date(2024, 7, 1), signed_precision=precision)

    assert facts_of(client, partnership)["foundingDate"] == told


def test_a_grant_funds_a_project_of_its_own_name(client, partnership):
    partnership.kind = Partnership.Kind.GRANT
    partnership.save()

    facts = facts_of(client, partnership)

    assert (facts["@type"], facts["@id"]) == ("Grant", SITE + partnership.get_absolute_url())
    assert [one["name"] for one in facts["funder"]] == ["Fund"]
    assert (facts["fundedItem"]["@type"], facts["fundedItem"]["@id"]) == ("Project", facts["@id"] + "#project")
    assert len(facts["fundedItem"]["member"]) == 2


def test_an_organisation_is_a_member_of_the_partnerships_that_may_be_seen(client, partnership):
    village = partnership.partners.get(organisation__name_en="Village").organisation
    PartnerFactory(organisation=village, partnership=PartnershipFactory(title="Secret", **DRAFT))

    member_of = facts_of(client, village)["memberOf"]

    address = SITE + partnership.get_absolute_url()
    assert member_of == [{"@type": "Project", "@id": address, "name": "Wells", "url": address}]
