from datetime import date

import pytest
from django.urls import reverse

from places.models import Region
from tests.config.test_api_reading import problem, slugs
from tests.partnerships.factories import (
    CommitmentFactory,
    PartnerFactory,
    PartnershipFactory,
    PartnershipTagFactory,
    ProgressReportFactory,
)

PARTNERSHIPS = "/api/v1/partnerships/"


def test_api_and_page_agree_on_filters_of_partnerships_together(api, client):
    wanted = PartnershipFactory(slug="wanted", title_en="Water pact", countries=["KZ"], ends_on=date(2022, 1, 1))
    PartnershipTagFactory(partnership=wanted, goal_id=6)
    wanted.regions.add(Region.objects.get(code="KZ-71"))
    partner = PartnerFactory(partnership=wanted, amount=5, currency="EUR")
    PartnershipFactory()
    query = {"q": "pact", "status": "ended", "country": "KZ", "goal": 6, "organisation": partner.organisation.slug}
    query |= {"currency": "EUR", "region": "KZ-71"}

    page = client.get(reverse("partnerships:list"), query)

    assert slugs(api.get(PARTNERSHIPS, query)) == ["wanted"]
    assert [one.slug for one in page.context["object_list"]] == ["wanted"]


def test_a_partnership_shows_its_status_of_today_and_its_partners(api):
    partner = PartnerFactory(partnership__ends_on=date(2022, 1, 1), amount="1000.50", currency="EUR")

    shown = api.get(f"{PARTNERSHIPS}{partner.partnership.slug}/").json()

    assert shown["status"] == "ended"
    assert [(one["organisation"], one["amount"]) for one in shown["partners"]] == [
        (partner.organisation.slug, "1000.50")
    ]


def test_a_commitment_shows_how_far_it_came_by_the_last_approved_report(api):
    commitment = CommitmentFactory(unit="schools", target_value=10)
    ProgressReportFactory(commitment=commitment, value=10, state="approved")
    ProgressReportFactory(commitment=commitment, value=99, state="submitted", period_end=date(2025, 12, 31))

    shown = api.get(f"/api/v1/commitments/{commitment.slug}/").json()

    assert (shown["progress"], shown["latest_value"], shown["target_value"]) == ("kept", "10.000", "10.000")


@pytest.mark.parametrize("half", [{"amount": "10.00"}, {"currency": "KZT"}])
def test_an_amount_needs_its_currency_and_a_currency_its_amount(api_as_editor, half):
    partner = PartnerFactory()

    response = api_as_editor.patch(f"/api/v1/partners/{partner.pk}/", half)

    assert problem(response) == (400, "invalid", "non_field_errors")


def test_reports_are_found_by_their_commitment(api):
    wanted = ProgressReportFactory(state="approved")
    ProgressReportFactory(state="approved")

    rows = api.get("/api/v1/progress-reports/", {"commitment": wanted.commitment.slug}).json()["results"]

    assert [row["id"] for row in rows] == [wanted.pk]


def test_a_report_without_a_figure_takes_no_kept_promise_back(api):
    commitment = CommitmentFactory(unit="schools", target_value=10, due_on=date(2024, 12, 31))
    ProgressReportFactory(
        commitment=commitment, value=12, state="approved", period_start=date(2023, 1, 1), period_end=date(2023, 12, 31)
    )
    ProgressReportFactory(commitment=commitment, value=None, state="approved", period_end=date(2024, 12, 31))

    shown = api.get(f"/api/v1/commitments/{commitment.slug}/").json()

    assert (shown["progress"], shown["latest_value"]) == ("kept", "12.000")


def test_a_report_changes_its_state_by_its_moves_alone(api_as_editor):
    report = ProgressReportFactory(state="submitted")
    address = f"/api/v1/progress-reports/{report.pk}/"

    patched = api_as_editor.patch(address, {"state": "approved"}).json()
    returned = api_as_editor.post(f"{address}return/", {"reason": "Which schools?"}).json()
    again = api_as_editor.post(f"{address}return/", {"reason": "Once more"})
    approved = api_as_editor.post(f"{address}approve/").json()

    assert patched["state"] == "submitted"
    assert (returned["state"], returned["return_reason"]) == ("returned", "Which schools?")
    assert again.status_code == 400
    assert (approved["state"], approved["return_reason"]) == ("approved", "")
