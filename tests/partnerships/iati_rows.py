"""Partnerships that nothing keeps from IATI."""

from datetime import date

from partnerships.models import Partner, Partnership
from people.models.organisations import Kind
from places.models import Region
from tests.partnerships.factories import (
    CommitmentFactory,
    PartnerFactory,
    PartnershipDocumentFactory,
    PartnershipFactory,
    PartnershipTagFactory,
    ProgressReportFactory,
)
from tests.people.factories import GroupFactory, OrganisationIdentifierFactory

Role = Partner.Role


def reporter(**told):
    """An organisation that IATI knows by a number."""
    return OrganisationIdentifierFactory(
        **{f"organisation__{name}": value for name, value in told.items()}
    ).organisation


def told_partnership(**told):
    """A partnership that nothing keeps from IATI, with as little as that takes."""
    told = {"reporting_organisation": reporter(), "summary_en": "Wells", "countries": ["KG"], **told}
    tag = PartnershipTagFactory(partnership=PartnershipFactory(**told), goal_id=6)
    PartnerFactory(partnership=tag.partnership)
    return tag.partnership


def partnership_of_which_all_is_known():
    partnership = told_partnership(
        title_en="Water & people", title_kk="Су және адамдар", summary_en="**Clean** water", summary_ru="Чистая вода",
        kind=Partnership.Kind.MEMORANDUM, signed_on=date(2024, 1, 10), planned_starts_on=date(2024, 2, 1),
        starts_on=date(2024, 2, 15), planned_ends_on=date(2024, 12, 31), countries=["KG", "KZ", "UZ"],
        website="https://water.example.org/",
    )  # fmt: skip
    partnership.regions.set(Region.objects.filter(code__in=["KZ-71", "TJ-DU"]))
    partnership.groups.set([GroupFactory(name_en="Women", name_ru="Женщины"), GroupFactory(name_en="Youth")])
    PartnershipTagFactory(partnership=partnership, goal_id=5, target_id="5.5")
    PartnershipTagFactory(partnership=partnership, goal_id=17, weight="secondary")
    funder = reporter(name_en="Fund", kind=Kind.FOUNDATION)
    PartnerFactory(partnership=partnership, organisation=funder, role=Role.FUNDER, amount=1500, currency="EUR")
    own = partnership.reporting_organisation
    PartnerFactory(partnership=partnership, organisation=own, role=Role.IMPLEMENTER, amount="20.5", currency="EUR")
    PartnerFactory(partnership=partnership, organisation__kind=Kind.BODY, role=Role.OBSERVER)
    PartnershipDocumentFactory(partnership=partnership, language="ru", dated_on=date(2024, 1, 10))
    PartnershipDocumentFactory(partnership=partnership, kind="report", url="https://example.org/r", language="xyz")
    PartnershipDocumentFactory(partnership=partnership, kind="other")  # IATI has no category for it
    promised(partnership)
    return partnership


def promised(partnership):
    """A promise that is measured, with a report of numbers, and one that is told in words."""
    wells = CommitmentFactory(
        partnership=partnership, title_en="Dig wells", unit="wells", baseline=2, target_value=10,
        made_on=date(2024, 1, 10), due_on=date(2024, 12, 1),
    )  # fmt: skip
    ProgressReportFactory(commitment=wells, value="3.500", narrative_en="Half way", evidence_url="https://e.org/a.pdf")
    ProgressReportFactory(commitment=wells, period_end=date(2025, 1, 31), narrative_en="It rains")
    ProgressReportFactory(commitment=CommitmentFactory(partnership=partnership, title_en="Meet"), narrative_en="We met")
