"""Dates and measures that make sense: what has been lies behind us, and nothing is due before it is promised."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnerships.models import Commitment
from tests.config.test_api_reading import problem
from tests.events.factories import SessionFactory
from tests.partnerships.factories import (
    AssessmentFactory,
    CommitmentFactory,
    PartnershipDocumentFactory,
    PartnershipFactory,
    PartnershipTagFactory,
    ProgressReportFactory,
)
from tests.reviews.factories import NationalReviewFactory, ReviewDocumentFactory

pytestmark = pytest.mark.django_db
DATES = {
    PartnershipFactory: ["signed_on", "starts_on", "ends_on", "halted_on", "planned_starts_on", "planned_ends_on"],
    PartnershipDocumentFactory: ["dated_on"],
    CommitmentFactory: ["made_on", "due_on"],
    ProgressReportFactory: ["period_start", "period_end"],
    AssessmentFactory: ["assessed_on"],
    NationalReviewFactory: ["contributions_open_on", "contributions_close_on", "presented_on"],
    ReviewDocumentFactory: ["dated"],
}
HAVE_BEEN = {"signed_on", "starts_on", "ends_on", "halted_on", "period_start", "period_end", "assessed_on"}


def codes(row, field):
    """Return the codes with which `field` of `row` is refused."""
    try:
        row.clean_fields()
    except ValidationError as error:
        return [one.code for one in error.error_dict.get(field, [])]
    return []


@pytest.mark.parametrize("factory", DATES)
def test_a_date_is_of_a_year_that_somebody_means_and_one_of_what_has_been_is_not_to_come(factory):
    row, tomorrow = factory(), timezone.localdate() + timedelta(days=1)

    for field in DATES[factory]:
        for day, expected in (
            (date(203, 1, 1), ["year_out_of_range"]),
            (tomorrow, ["not_yet"] if field in HAVE_BEEN else []),
            (timezone.localdate(), []),
        ):
            setattr(row, field, day)
            assert (field, day, codes(row, field)) == (field, day, expected)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"made_on": date(2025, 1, 2), "due_on": date(2025, 1, 1)}, "due before it is made"),
        ({"unit": "wells", "baseline": 10, "target_value": 10}, "nothing that can be measured"),
    ],
)
def test_a_commitment_is_due_after_it_is_made_and_changes_something(fields, rule):
    with pytest.raises(ValidationError, match=rule):
        CommitmentFactory.build(**fields).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFactory(**fields)


def test_the_api_refuses_what_would_be_due_before_its_session(api_as_editor):
    session = SessionFactory()
    owner = CommitmentFactory().owner
    sent = {"title": "Dig", "owner": owner.slug, "made_at_session": session.slug, "due_on": "1950-01-01"}

    answer = api_as_editor.post("/api/v1/commitments/", sent)

    assert answer.status_code == 400
    assert "due before it is made" in answer.text


def test_the_api_says_which_date_makes_no_sense(api_as_editor):
    partnership = PartnershipTagFactory().partnership

    answer = api_as_editor.patch(f"/api/v1/partnerships/{partnership.slug}/", {"ends_on": "9999-01-01"})

    assert problem(answer) == (400, "year_out_of_range", "ends_on")


def test_a_report_is_of_a_time_after_the_promise():
    report = ProgressReportFactory.build(commitment=CommitmentFactory(made_on=date(2025, 1, 1)))

    with pytest.raises(ValidationError, match="ends before the commitment was made"):
        report.clean()
    report.commitment.made_on = date(2024, 12, 31)
    report.clean()


def test_commitments_from_before_are_dated_by_their_session_and_what_breaks_the_rules_is_named():
    migration = import_module("partnerships.migrations.0007_approved_assessments_and_dates")
    late_evening = datetime(2025, 5, 1, 20, tzinfo=UTC)  # the next day in Almaty
    until = late_evening + timedelta(hours=1)
    session = SessionFactory(event__timezone="Asia/Almaty", starts_at=late_evening, ends_at=until)
    for slug, due_on in (("well", date(2025, 5, 2)), ("early", date(2025, 5, 1))):
        CommitmentFactory(slug=slug)
        Commitment.objects.filter(slug=slug).update(made_at_session=session, made_on=None, due_on=due_on)

    with pytest.raises(CommandError, match=r"then migrate again: early \([^)]*is dated\)\.$"):
        migration.date_and_check(apps, None)
    assert set(Commitment.objects.values_list("made_on", flat=True)) == {None}
    Commitment.objects.get(slug="early").delete()
    migration.date_and_check(apps, None)

    assert Commitment.objects.get().made_on == date(2025, 5, 2)
    assert migration.fault_of(Commitment(target_value=5, baseline=5)) == "its target value is its baseline"
    assert migration.fault_of(Commitment(target_value=5)) is None
