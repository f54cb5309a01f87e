"""What makes a promise checkable, where it stands, who may assess it, and how its owner is asked to report."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from partnerships.asking import months_before
from partnerships.course import course_of
from partnerships.models import Assessment, Commitment
from partnerships.models.progress import Progress
from partnerships.thread import thread_of_commitment
from publishing.actions import PUBLICATION
from publishing.models import PublicationState
from tests.config.test_api_reading import problem, slugs
from tests.events.factories import SessionFactory
from tests.partnerships.factories import (
    AssessmentFactory,
    CommitmentFactory,
    PartnerFactory,
    PartnershipFactory,
    ProgressReportFactory,
)
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
MEASURED = {
    "unit": "wells",
    "baseline": 0,
    "target_value": 10,
    "due_on": date(2026, 1, 1),
    "unmeasurable_because_en": "",
}


def test_a_promise_is_published_once_it_can_be_checked_or_says_why_not():
    commitment = CommitmentFactory(publication_state="draft", unmeasurable_because_en="", unit="wells", target_value=10)

    with pytest.raises(ValidationError) as error:
        PUBLICATION.move(row=Commitment.objects.get(pk=commitment.pk), state=PublicationState.PUBLISHED)

    assert error.value.messages == [
        "To be checked it needs: baseline, due on. Or say why it cannot be measured as it was made."
    ]
    commitment.unmeasurable_because_en = "Nobody counted before"
    PUBLICATION.move(row=commitment, state=PublicationState.PUBLISHED)


def test_what_a_promise_does_not_say_is_shown_as_missing(client):
    commitment = CommitmentFactory(unmeasurable_because="A word from the stage")

    page = client.get(commitment.get_absolute_url()).text

    assert "unit of measure, baseline, target value, due on" in page
    assert "A word from the stage" in page


def test_a_promise_was_made_on_the_day_of_its_session():
    session = SessionFactory()
    commitment = CommitmentFactory()
    commitment.made_at_session = session

    commitment.save(update_fields=["made_at_session"])

    commitment.refresh_from_db()
    assert commitment.made_on == session.event.first_day


def test_where_promises_stand_is_told_as_at_a_day(api):
    on = timezone.localdate()
    day = timedelta(days=1)
    fresh = {"made_on": on}
    CommitmentFactory(slug="on_course", due_on=on + 91 * day, **fresh)
    CommitmentFactory(slug="due_soon", due_on=on + 90 * day, **fresh)
    CommitmentFactory(slug="overdue", due_on=on - day, made_on=on - 800 * day)
    CommitmentFactory(slug="silent", due_on=on + day, made_on=on - 366 * day)
    CommitmentFactory(slug="dropped", due_on=on - day, dropped_because="No money")
    kept = CommitmentFactory(slug="kept", due_on=on - day)
    ProgressReportFactory(commitment=kept, says_kept=True)
    heard = CommitmentFactory(slug="heard", made_on=on - 800 * day)
    ProgressReportFactory(commitment=heard, period_start=on - 400 * day, period_end=on - 365 * day)
    claimed = CommitmentFactory(slug="claimed", made_on=on, **{**MEASURED, "due_on": on + 200 * day})
    ProgressReportFactory(commitment=claimed, says_kept=True, value=3, period_start=on, period_end=on)

    found = dict(Commitment.objects.with_progress(on).values_list("slug", "progress"))

    assert found == {progress: progress for progress in Progress.values} | {
        "heard": "on_course",
        "claimed": "on_course",
    }
    assert slugs(api.get("/api/v1/commitments/", {"progress": "silent"})) == ["silent"]


def refused(assessment):
    with pytest.raises(ValidationError) as error:
        assessment.full_clean()
    return error.value.error_dict["assessor"][0].code


def test_nobody_assesses_a_promise_to_which_they_are_a_party():
    partner = PartnerFactory()
    commitment = CommitmentFactory(
        partnership=partner.partnership, owner=OrganisationFactory(parent=OrganisationFactory())
    )
    owner = commitment.owner
    related = [owner, owner.parent, OrganisationFactory(parent=owner), partner.organisation]

    assert [refused(AssessmentFactory.build(commitment=commitment, assessor=one)) for one in related] == ["party"] * 4
    AssessmentFactory.build(commitment=commitment, assessor=OrganisationFactory()).full_clean()
    with pytest.raises(ValidationError, match="a party to the commitment"):  # added together, in one form
        AssessmentFactory.build(commitment=Commitment(owner=owner), assessor=owner).clean()


def test_whoever_has_assessed_a_promise_becomes_no_party_to_it(api_as_editor):
    assessment = AssessmentFactory(commitment=CommitmentFactory(partnership=PartnershipFactory()))
    commitment, assessor = assessment.commitment, assessment.assessor
    sent = {"partnership": commitment.partnership.slug, "organisation": assessor.slug, "role": "lead"}

    as_partner = api_as_editor.post("/api/v1/partners/", sent)
    part = OrganisationFactory(parent=assessor)
    as_a_part = api_as_editor.post("/api/v1/partners/", {**sent, "organisation": part.slug})
    as_owner = api_as_editor.patch(f"/api/v1/commitments/{commitment.slug}/", {"owner": assessor.slug})

    assert problem(as_partner) == problem(as_a_part) == (400, "assessor", "organisation")
    assert problem(as_owner) == (400, "assessor", "non_field_errors")


def test_an_assessment_is_prepared_as_a_draft_and_shown_once_it_is_approved(client, api, api_as_editor, editor_client):
    commitment = CommitmentFactory(partnership=PartnershipFactory())
    assessor = OrganisationFactory()
    sent = {"commitment": commitment.slug, "assessor": assessor.slug, "grade": "limited", "assessed_on": "2025-03-01"}
    made = api_as_editor.post("/api/v1/assessments/", {**sent, "note": "Only half"}).json()
    row = Assessment.objects.get()
    readers = [commitment.get_absolute_url(), commitment.partnership.get_absolute_url()]
    panel = editor_client.get(reverse("admin:partnerships_assessment_change", args=[row.pk]))

    def told():
        listed = api.get("/api/v1/assessments/").json()["results"]
        return [("Only half" in client.get(address).text) for address in readers], len(listed)

    assert (made["state"], [move.name for move in panel.context["moves"]]) == ("draft", ["submit", "approve"])
    assert told() == ([False, False], 0)
    assert thread_of_commitment(commitment, AnonymousUser())[4]["present"] is False
    approved = api_as_editor.post(f"/api/v1/assessments/{row.pk}/approve/").json()
    assert approved["state"] == "approved"
    assert told() == ([True, True], 1)
    assert "state" not in api.get(f"/api/v1/assessments/{row.pk}/").json()
    assert thread_of_commitment(commitment, AnonymousUser())[4]["present"] is True


def test_assessments_stand_beside_the_reports_and_change_no_progress(client):
    commitment = CommitmentFactory(**{**MEASURED, "due_on": date(2150, 1, 1)}, made_on=timezone.localdate())
    AssessmentFactory(commitment=commitment, grade="complete", assessor__name="Observatory", note="All seen")
    AssessmentFactory(commitment=commitment, assessor=OrganisationFactory(publication_state="draft"), note="Secret")

    page = client.get(commitment.get_absolute_url())

    assert page.context["commitment"].progress == "on_course"
    for words in ("badge--complete", "Observatory", "All seen", "No progress has been reported yet."):
        assert words in page.text
    assert "Secret" not in page.text


def test_the_course_is_told_against_the_straight_line_as_far_as_it_is_approved(client, editor_client):
    commitment = CommitmentFactory(**MEASURED, made_on=date(2024, 1, 1), slug="wells")
    assert "No value has been reported yet" in course_of(commitment, []).sentence
    ProgressReportFactory(commitment=commitment, value="2.5", period_end=date(2024, 12, 31))
    ProgressReportFactory(commitment=commitment, value="9", state="submitted", period_end=date(2025, 6, 30))

    page = client.get(commitment.get_absolute_url())
    table = client.get(reverse("partnerships:course", args=["wells"]))

    figure = page.context["course"]
    assert "behind the straight line" in figure.sentence
    assert [row.cells for row in figure.rows] == [["0", "0"], ["2.5", "4.993"], ["–", "10"]]
    assert 'class="chart__dot"' in page.text
    assert editor_client.get(commitment.get_absolute_url()).context["course"].rows == figure.rows
    assert b"".join(table.streaming_content).decode().splitlines()[2] == "2024-12-31,2.500,4.993"


def test_a_falling_value_under_its_line_is_ahead():
    commitment = CommitmentFactory(
        **{**MEASURED, "baseline": 10, "target_value": 0}, made_on=date(2024, 1, 1), published_at=timezone.now()
    )
    report = ProgressReportFactory(commitment=commitment, value=2)
    commitment.refresh_from_db()
    report.refresh_from_db()

    assert "ahead of the straight line" in course_of(commitment, [report]).sentence


def test_a_promise_without_measure_has_no_course(client):
    commitment = CommitmentFactory()

    assert client.get(commitment.get_absolute_url()).context["course"] is None
    assert client.get(reverse("partnerships:course", args=[commitment.slug])).status_code == 404


def test_owners_are_asked_once_for_the_reports_that_are_due():
    today = timezone.localdate()
    owner = OrganisationFactory(email="owner@example.org")
    due = {"owner": owner, "made_on": months_before(today, 6)}
    CommitmentFactory(title="Dig wells", **due)
    CommitmentFactory(title="Plant trees", report_every=3, **due)
    CommitmentFactory(title="Not yet", owner=owner, made_on=today)
    CommitmentFactory(title="Once a year", report_every=12, **due)
    CommitmentFactory(title="Secret", publication_state="draft", **due)
    CommitmentFactory(title="Given up", dropped_because="No money", **due)
    CommitmentFactory(title="Without address", made_on=months_before(today, 6))

    for _time in range(2):
        call_command("ask_for_reports", verbosity=0)

    assert [letter.to for letter in mail.outbox] == [["owner@example.org"]]
    told = mail.outbox[0].body
    assert [words for words in ("Dig wells", "Plant trees") if words not in told] == []
    assert [words for words in ("Not yet", "Once", "Secret", "Given up", "Without") if words in told] == []


@pytest.mark.parametrize(("country", "languages"), [("KZ", ["kk", "ru"]), ("UZ", ["ru"]), ("", ["kk", "ru", "en"])])
def test_an_owner_is_asked_in_the_languages_of_its_country_in_one_mail(settings, country, languages):
    settings.LANGUAGE_CODE = "ru"
    due = CommitmentFactory(
        owner__email="owner@example.org",
        owner__country=country,
        made_on=months_before(timezone.localdate(), 6),
        title_kk="Құдық қазу",
        title_ru="Вырыть колодцы",
        title_en="Dig wells",
    )

    call_command("ask_for_reports", verbosity=0)

    letter = mail.outbox[0]
    titles = {"kk": "Құдық қазу", "ru": "Вырыть колодцы", "en": "Dig wells"}
    assert [code for code, title in titles.items() if title in letter.body] == languages
    assert letter.subject.count(" / ") == len(languages) - 1
    assert letter.body.count(f"/commitments/{due.slug}/") == len(languages)


def test_the_same_day_months_before_is_one_that_the_month_has():
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)


def test_evidence_is_sent_with_an_approved_report_only(client, editor_client):
    report = ProgressReportFactory(
        state="submitted", evidence_file=SimpleUploadedFile("proof.pdf", b"%PDF-1.7"), commitment__slug="wells"
    )
    address = reverse("partnerships:evidence", args=[report.pk])
    panel = [
        editor_client.get(reverse(f"admin:partnerships_{row._meta.model_name}_change", args=[row.pk]))
        for row in (report, report.commitment)
    ]

    assert [f'href="{address}"' in page.text for page in panel] == [True, True]
    assert client.get(address).status_code == 404
    assert b"".join(editor_client.get(address).streaming_content) == b"%PDF-1.7"
    report.state = "approved"
    report.save()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert answer["Content-Disposition"] == 'attachment; filename="wells-2024-12-31.pdf"'
    assert address in client.get(report.commitment.get_absolute_url()).text
