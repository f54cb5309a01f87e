"""The contribution desk: who may hand in what, when, and what becomes of it."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from publishing.actions import PUBLICATION
from reviews.models import Contribution, NationalReview
from tests.people.factories import OrganisationFactory, OrganisationIdentifierFactory, UserFactory
from tests.photos.pictures import encoded, exif
from tests.reviews.factories import ContributionFactory, NationalReviewFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def said(**fields):
    return {
        "organisation": "Water council",
        "goals": ["6", "17"],
        "targets": "6.5",
        "language": "en",
        "text": "Every well is counted.",
        "evidence_url": "https://wells.example.org/",
        "consent": "on",
        **fields,
    }


def wells():
    return SimpleUploadedFile("wells.pdf", b"%PDF-1.4 wells")


@pytest.fixture
def writer(client):
    """The browser of somebody who is signed in and has no permission."""
    client.user = UserFactory()
    client.force_login(client.user)
    return client


@pytest.fixture
def review(db):
    return NationalReviewFactory()


def desk(review):
    return reverse("reviews:contribute", args=[review.slug])


def closed_review():
    today = timezone.localdate()
    return NationalReviewFactory(contributions_open_on=today - 9 * DAY, contributions_close_on=today - DAY)


def test_whoever_does_not_sign_in_is_sent_to_do_so(client, review):
    response = client.get(desk(review))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_contribution_that_is_handed_in_waits_for_staff_with_all_that_was_said(writer, editor_client, review):
    council = OrganisationFactory(name_en="Water council")

    sent = writer.post(desk(review), said(evidence_url="", evidence_file=wells()), follow=True)

    row = Contribution.objects.get()
    told = row.organisation, row.text_en, row.consent, row.handed_in_by, row.publication_state, row.number
    assert sent.status_code == 200
    assert "What happens next" in sent.text
    assert told == (council, "Every well is counted.", True, writer.user, "submitted", None)
    assert row.consented_at is not None
    assert row.submitted_on == timezone.localdate()
    assert [str(tag.target_id or tag.goal_id) for tag in row.tags.in_order()] == ["6.5", "17"]
    hidden = [review.get_absolute_url(), reverse("reviews:annex", args=[review.slug])]
    assert [address for address in hidden if "Every well" in writer.get(address).text] == []
    assert writer.get(row.evidence).status_code == 404
    assert "Every well" in editor_client.get(reverse("admin:reviews_contribution_change", args=[row.pk])).text


def test_what_staff_publish_has_its_number_its_file_and_its_answer(client, review):
    row = ContributionFactory(
        review=review, publication_state="submitted", text_en="Every well is counted.", evidence_file=wells()
    )

    row.answer, row.answer_reason, row.answer_page = "partly", "No data of two regions", "41"
    PUBLICATION.move(row=row, state="published")

    page, file = client.get(review.get_absolute_url()).text, client.get(row.evidence)
    shown = ["No. 1", "Every well is counted.", "Partly accepted", "No data of two regions", "page 41", row.evidence]
    assert [words for words in shown if words not in page] == []
    assert b"".join(file.streaming_content) == b"%PDF-1.4 wells"
    assert file["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"organisation": "Nobody of that name"}, "organisation"),
        ({"organisation": "\x00"}, "organisation"),
        ({"goals": [], "targets": ""}, "goals"),
        ({"goals": ["99"]}, "goals"),
        ({"targets": "99.1"}, "targets"),
        ({"text": ""}, "text"),
        ({"text": "w" * 5001}, "text"),
        ({"language": "de"}, "language"),
        ({"evidence_url": "javascript:alert(1)"}, "evidence_url"),
        ({"evidence_file": SimpleUploadedFile("wells.html", b"<script>")}, "evidence_file"),
        ({"evidence_file": SimpleUploadedFile("wells.pdf", b"<script>")}, "evidence_file"),
        ({"evidence_file": SimpleUploadedFile("wells.jpg", b"<script>")}, "evidence_file"),
        ({"consent": ""}, "consent"),
    ],
)
def test_a_slip_is_told_at_its_field_and_nothing_typed_is_lost(writer, review, wrong, field):
    OrganisationFactory(name_en="Water council")

    response = writer.post(desk(review), said(**wrong))

    assert list(response.context["form"].errors) == [field]
    assert Contribution.objects.count() == 0
    assert "https://wells.example.org/" in response.text or field == "evidence_url"


def test_one_of_several_organisations_is_chosen_and_a_hidden_one_is_never_offered(writer, review):
    first, second = OrganisationFactory.create_batch(2, name_en="Water council")
    OrganisationFactory(name_en="Water council", publication_state="draft")

    asked = writer.post(desk(review), said())
    writer.post(desk(review), said(chosen=second.slug))

    assert [slug for slug, _label in asked.context["form"].fields["chosen"].choices] == [first.slug, second.slug]
    assert [row.organisation for row in Contribution.objects.all()] == [second]


def test_an_organisation_is_known_by_its_number(writer, review):
    identifier = OrganisationIdentifierFactory()

    writer.post(desk(review), said(organisation=f"KG-OKPO-{identifier.value}"))

    assert [row.organisation for row in Contribution.objects.all()] == [identifier.organisation]


def test_outside_the_window_nothing_is_taken_and_the_page_says_so(writer):
    OrganisationFactory(name_en="Water council")
    review, never = closed_review(), NationalReviewFactory(contributions_open_on=None, contributions_close_on=None)

    shown = [writer.get(desk(one)) for one in (review, never)]
    sent = writer.post(desk(review), said())

    assert ["not being taken" in page.text and "<textarea" not in page.text for page in shown] == [True, True]
    assert sent.context["form"].non_field_errors().data[0].code == "window_closed"
    assert "Every well is counted." in sent.text
    assert Contribution.objects.count() == 0


def test_staff_take_one_outside_the_window_on_purpose_only():
    row = ContributionFactory(review=closed_review(), publication_state="draft")

    with pytest.raises(ValidationError) as refused:
        PUBLICATION.move(row=row, state="submitted")
    row = Contribution.objects.get()
    row.late_because = "Their letter came in time and was lost here"
    row.save()
    PUBLICATION.move(row=row, state="submitted")
    trail = LogEntry.objects.get_for_object(row).order_by("pk")

    assert refused.value.error_dict["__all__"][0].code == "window_closed"
    assert Contribution.objects.get().publication_state == "submitted"
    assert trail.last().changes["publication_state"] == ["draft", "submitted"]
    assert [one.changes for one in trail if "late_because" in one.changes] == []


def test_what_was_handed_in_in_time_may_be_mended_and_sent_again_later():
    row = ContributionFactory(publication_state="submitted")
    today = timezone.localdate()
    row.review.contributions_open_on, row.review.contributions_close_on = today - 9 * DAY, today - DAY
    row.submitted_on = today - 2 * DAY
    row.review.save()
    row.save()

    PUBLICATION.move(row=row, state="returned", reason="Which wells?")
    PUBLICATION.move(row=row, state="submitted")

    assert Contribution.objects.get().submitted_on == today - 2 * DAY


def test_numbers_stay_whatever_is_withdrawn_and_belong_to_their_review():
    first = ContributionFactory()
    second = ContributionFactory(review=first.review)
    PUBLICATION.move(row=first, state="draft")
    third = ContributionFactory(review=first.review)
    PUBLICATION.move(row=first, state="published")
    first.review = NationalReviewFactory()

    with pytest.raises(ValidationError, match="stays there"):
        first.full_clean()

    assert [first.number, second.number, third.number] == [1, 2, 3]


def test_a_number_is_given_once_though_what_had_it_is_deleted_and_the_review_saved_as_it_was_read():
    first = ContributionFactory()
    as_read = NationalReview.objects.get()
    second = ContributionFactory(review=first.review)
    second.delete()
    as_read.save()

    third = ContributionFactory(review=first.review)

    assert [first.number, second.number, third.number] == [1, 2, 3]


def test_a_day_that_nobody_kept_is_not_made_up_when_the_row_is_saved_again():
    row = ContributionFactory(publication_state="submitted")
    Contribution.objects.update(consented_at=None, submitted_on=None)
    NationalReview.objects.update(contributions_open_on=None, contributions_close_on=None)
    row = Contribution.objects.get()

    row.full_clean()
    row.save()

    assert Contribution.objects.values_list("consented_at", "submitted_on").get() == (None, None)


def test_consent_that_is_withdrawn_is_no_longer_dated():
    row = ContributionFactory()
    agreed = row.consented_at

    row.consent = False
    row.save()

    assert agreed is not None
    assert Contribution.objects.get().consented_at is None


def test_too_many_from_one_account_wait_with_all_that_was_typed(writer, review, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"contribution": "1/hour"}}
    OrganisationFactory(name_en="Water council")

    answers = [writer.post(desk(review), said()) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 429]
    assert "Every well is counted." in answers[1].text
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_picture_is_kept_without_where_it_was_taken(ending):
    content = encoded({"jpg": "JPEG"}.get(ending, ending), exif=exif().tobytes())
    row = ContributionFactory(evidence_file=SimpleUploadedFile(f"wells.{ending}", content))

    with row.evidence_file.open() as file, Image.open(file) as kept:
        assert (kept.size, dict(kept.getexif())) == ((64, 48), {})


def test_a_file_goes_with_its_row(django_capture_on_commit_callbacks):
    row = ContributionFactory(evidence_file=SimpleUploadedFile("wells.pdf", b"%PDF-1.4"))
    storage, name = row.evidence_file.storage, row.evidence_file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        row.delete()

    assert not storage.exists(name)
