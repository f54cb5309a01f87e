from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from publishing.models import PublicationState
from tests.events.factories import SessionFactory
from tests.knowledge.factories import StoryFactory
from tests.partnerships.factories import (
    CommitmentFactory,
    CommitmentTagFactory,
    PartnerFactory,
    PartnershipFactory,
    PartnershipTagFactory,
    ProgressReportFactory,
)
from tests.people.factories import OrganisationFactory
from tests.reviews.factories import ContributionFactory

DRAFT = {"publication_state": PublicationState.DRAFT}
LISTS = ["partnerships:list", "partnerships:commitments"]


def rows(client, route, **query):
    return client.get(reverse(route), query).context["object_list"]


def test_partnership_list_shows_published_ones_latest_first(client):
    unsigned = PartnershipFactory(signed_on=None)
    old = PartnershipFactory(signed_on=date(2020, 1, 1))
    new = PartnershipFactory(signed_on=date(2021, 1, 1))
    PartnershipFactory(**DRAFT)

    assert rows(client, "partnerships:list") == [new, old, unsigned]


def test_commitment_list_shows_public_ones_soonest_first(client):
    undated = CommitmentFactory()
    late = CommitmentFactory(due_on=date(2030, 1, 1))
    soon = CommitmentFactory(due_on=date(2029, 1, 1))
    CommitmentFactory(**DRAFT)
    CommitmentFactory(owner=OrganisationFactory(**DRAFT))
    CommitmentFactory(partnership=PartnershipFactory(**DRAFT))

    assert rows(client, "partnerships:commitments") == [soon, late, undated]


def test_lists_show_drafts_to_staff_with_a_badge(editor_client):
    PartnershipFactory(title="River council", **DRAFT)

    page = editor_client.get(reverse("partnerships:list")).text

    assert "River council" in page
    assert "badge--draft" in page


def test_lists_show_status_and_progress_of_today(client):
    PartnershipFactory(starts_on=timezone.localdate())
    CommitmentFactory(due_on=date(2020, 1, 1))

    assert "badge--running" in client.get(reverse("partnerships:list")).text
    assert "badge--overdue" in client.get(reverse("partnerships:commitments")).text


def test_lists_hide_draft_partners_also_among_the_choices(client):
    partner = PartnerFactory(organisation__name="Public partner")
    PartnerFactory(partnership=partner.partnership, organisation=OrganisationFactory(name="Secret partner", **DRAFT))

    page = client.get(reverse("partnerships:list")).text

    assert "Public partner" in page
    assert "Secret partner" not in page


def test_partnership_list_costs_the_same_for_thirty(client, flat_queries):
    def make_partnership():
        partnership = PartnershipTagFactory().partnership
        PartnerFactory(partnership=partnership)

    flat_queries(make_partnership, client.get, reverse("partnerships:list"))


def test_commitment_list_costs_the_same_for_thirty(client, flat_queries):
    def make_commitment():
        partnership = PartnershipFactory()
        CommitmentTagFactory(commitment__partnership=partnership, commitment__made_at_session=SessionFactory())

    flat_queries(make_commitment, client.get, reverse("partnerships:commitments"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_answer_in_every_language_of_the_interface(client, language):
    partnership, commitment = PartnershipFactory(), CommitmentFactory()
    with translation.override(language):
        addresses = [*map(reverse, LISTS), partnership.get_absolute_url(), commitment.get_absolute_url()]

    assert [client.get(address).status_code for address in addresses] == [200] * 4


@pytest.mark.parametrize("make", [PartnershipFactory, CommitmentFactory])
def test_pages_of_drafts_are_not_found_but_shown_to_staff(client, editor_client, make):
    address = make(**DRAFT).get_absolute_url()

    assert client.get(address).status_code == 404
    assert "badge--draft" in editor_client.get(address).text


def test_a_commitment_of_a_hidden_owner_is_not_found(client):
    commitment = CommitmentFactory(owner=OrganisationFactory(**DRAFT))

    assert client.get(commitment.get_absolute_url()).status_code == 404


def test_partnership_page_shows_partners_with_role_and_money_and_adds_nothing_up(client):
    partnership = PartnershipFactory(summary="Shares **water**", countries=["KZ", "TM"])
    PartnerFactory(partnership=partnership, organisation__name="Donor", role="funder", amount=1000, currency="EUR")
    PartnerFactory(partnership=partnership, organisation__name="Agency", role="funder", amount=500, currency="KZT")

    page = client.get(partnership.get_absolute_url()).text

    wanted = ["<strong>water</strong>", "Kazakhstan", "Turkmenistan", "Donor", "Funder", "1,000.00 EUR", "500.00 KZT"]
    assert [words for words in wanted if words not in page] == []
    assert "1,500" not in page


def test_partnership_page_shows_no_more_of_the_date_than_is_known(client):
    partnership = PartnershipFactory(signed_on=date(2021, 7, 1), signed_precision="month")

    page = client.get(partnership.get_absolute_url()).text

    assert '<time datetime="2021-07">July 2021</time>' in page
    assert "1 July 2021" not in page


def test_partnership_page_shows_session_commitments_reports_and_stories(client):
    partnership = PartnershipFactory(signed_at_session=SessionFactory(title="Irrigation"))
    commitment = CommitmentFactory(partnership=partnership, title="Clean one river")
    ProgressReportFactory(commitment=commitment, narrative="Half is clean")
    StoryFactory(title="A story").partnerships.add(partnership)

    page = client.get(partnership.get_absolute_url())

    for words in ("Irrigation", "Clean one river", "Half is clean", "A story"):
        assert words in page.text
    assert [step["present"] for step in page.context["steps"]] == [True, True, True, True, False, False]


def test_partnership_page_hides_all_that_is_not_public(client):
    partnership = PartnershipFactory(
        signed_at_session=SessionFactory(title="Secret session", **DRAFT),
        reporting_organisation=OrganisationFactory(name="Secret reporter", **DRAFT),
    )
    PartnerFactory(partnership=partnership, organisation=OrganisationFactory(name="Secret partner", **DRAFT))
    commitment = CommitmentFactory(partnership=partnership, title="Secret promise", **DRAFT)
    ProgressReportFactory(commitment=commitment, narrative="Secret report of a draft")
    ProgressReportFactory(commitment__partnership=partnership, narrative="Secret report", state="submitted")
    StoryFactory(title="Secret story", **DRAFT).partnerships.add(partnership)

    assert "Secret" not in client.get(partnership.get_absolute_url()).text


def test_commitment_page_shows_owner_measure_progress_and_approved_reports(client):
    commitment = CommitmentFactory(
        title="Dig wells",
        owner__name="Agency",
        unit="wells",
        baseline=2,
        target_value=10,
        partnership=PartnershipFactory(title="Council"),
    )
    ProgressReportFactory(commitment=commitment, value=10, narrative="All are dug")
    ContributionFactory(led_to=commitment, text="Told the review")

    page = client.get(commitment.get_absolute_url()).text

    wanted = ["Dig wells", "Agency", "10 wells", "2 wells", "badge--kept", "All are dug", "Council", "Told the review"]
    assert [words for words in wanted if words not in page] == []


def test_commitment_page_hides_all_that_is_not_public(client):
    commitment = CommitmentFactory(
        unit="wells", target_value=10, made_at_session=SessionFactory(title="Secret session", **DRAFT)
    )
    ProgressReportFactory(commitment=commitment, narrative="Secret draft", state="draft", value=10)
    ContributionFactory(led_to=commitment, text="Secret chapter", **DRAFT)

    page = client.get(commitment.get_absolute_url()).text

    assert "not reported" in page
    assert "Secret" not in page


def test_partnership_page_costs_the_same_for_thirty_of_everything(client, flat_queries):
    partnership = PartnershipFactory(signed_at_session=SessionFactory())

    def make_more():
        PartnerFactory(partnership=partnership)
        ProgressReportFactory(commitment__partnership=partnership)

    flat_queries(make_more, client.get, partnership.get_absolute_url(), at_most=24)


def test_commitment_page_costs_the_same_for_thirty_reports(client, flat_queries):
    commitment = CommitmentFactory(partnership=PartnershipFactory())
    years = iter(range(1900, 2000))

    def make_report():
        year = next(years)
        ProgressReportFactory(commitment=commitment, period_start=date(year, 1, 1), period_end=date(year, 12, 31))

    flat_queries(make_report, client.get, commitment.get_absolute_url(), at_most=20)
