"""What a partnership must tell to be published, where it stands, and what it wrote down."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from partnerships.balance import balance_of
from partnerships.models import Partner, Partnership, PartnershipDocument
from people.models.organisations import Kind
from places.models import Region
from publishing.actions import PUBLICATION
from publishing.models import PublicationState
from tests.config.test_api_reading import slugs
from tests.partnerships.factories import (
    CommitmentFactory,
    PartnerFactory,
    PartnershipDocumentFactory,
    PartnershipFactory,
    PartnershipTagFactory,
    ProgressReportFactory,
)
from tests.photos.pictures import encoded, exif
from tests.reviews.factories import ContributionFactory, ReviewDocumentFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"


def test_a_partnership_is_published_once_both_sides_a_start_and_a_goal_are_named():
    partnership = PartnershipFactory(publication_state="draft", signed_on=None, one_sided_because_en="")

    def refusal():
        with pytest.raises(ValidationError) as error:
            PUBLICATION.move(row=Partnership.objects.get(pk=partnership.pk), state=PublicationState.PUBLISHED)
        return error.value.messages

    assert refusal() == [
        "Say when it was signed or starts.",
        "Name at least one civil and one state or international partner, or say why one side is missing.",
        "Name at least one goal or target that it serves.",
    ]
    partnership.planned_starts_on = date(2027, 1, 1)
    partnership.save()
    PartnershipTagFactory(partnership=partnership)
    PartnerFactory(partnership=partnership, organisation__kind=Kind.NATIONAL_NGO)
    PartnerFactory(partnership=partnership, organisation__kind=Kind.PRIVATE)
    assert refusal() == [
        "Name at least one civil and one state or international partner, or say why one side is missing."
    ]
    PartnerFactory(partnership=partnership, organisation__kind=Kind.LOCAL_GOVERNMENT)
    PUBLICATION.move(row=partnership, state=PublicationState.PUBLISHED)


def test_the_api_says_what_a_partnership_lacks(api_as_editor):
    partnership = PartnershipFactory(publication_state="draft", one_sided_because_en="")

    response = api_as_editor.post(f"/api/v1/partnerships/{partnership.slug}/publish/")

    assert response.status_code == 400
    assert "one civil and one state or international partner" in response.text


def test_the_panel_says_beforehand_what_a_partnership_lacks(editor_client):
    partnership = PartnershipFactory(publication_state="draft")

    page = editor_client.get(reverse("admin:partnerships_partnership_change", args=[partnership.pk])).text

    assert "<p>Name at least one goal or target that it serves.</p>" in page
    assert "Say when it was signed" not in page
    assert editor_client.get(reverse("admin:partnerships_commitment_add")).status_code == 200


def test_a_reason_stands_for_a_side_that_nobody_can_name(client):
    partnership = PartnershipTagFactory(partnership__one_sided_because="Two signed, both international").partnership
    PartnerFactory(partnership=partnership, organisation__kind=Kind.MULTILATERAL)

    partnership.full_clean()
    page = client.get(partnership.get_absolute_url()).text

    assert "Two signed, both international" in page
    assert page.count("no partner</span>") == 2


def test_partnerships_are_found_and_sorted_by_where_they_stand(client, api):
    today, day = timezone.localdate(), timedelta(days=1)
    halted = {"starts_on": today - 9 * day, "halted_on": today - day, "halted_because": "No money"}
    PartnershipFactory(slug="cancelled", may_resume=False, **halted)
    PartnershipFactory(slug="ended", starts_on=today - 9 * day, ends_on=today - day)
    PartnershipFactory(slug="suspended", **halted)
    PartnershipFactory(slug="signed")
    PartnershipFactory(slug="planned", starts_on=today + day)
    PartnershipFactory(slug="overdue", starts_on=today - 9 * day, planned_ends_on=today - day)
    PartnershipFactory(slug="running", starts_on=today)
    order = ["running", "overdue", "planned", "signed", "suspended", "ended", "cancelled"]

    shown = client.get(reverse("partnerships:list"), {"sort": "status"}).context["object_list"]
    beyond = client.get(reverse("partnerships:list"), {"sort": "status", "after": f"4~{shown[4].pk}"})
    broken = client.get(reverse("partnerships:list"), {"sort": "status", "after": f"{'9' * 300}~1"})

    assert [row.slug for row in shown] == order
    assert [row.slug for row in beyond.context["object_list"]] == order[5:]
    assert broken.status_code == 200
    assert slugs(api.get("/api/v1/partnerships/", {"ordering": "status"})) == order
    assert [slugs(api.get("/api/v1/partnerships/", {"status": one})) for one in order] == [[one] for one in order]


def test_balance_counts_each_organisation_once_and_adds_up_no_two_currencies():
    partnership = PartnershipFactory()
    civil = PartnerFactory(partnership=partnership, organisation__kind=Kind.NATIONAL_NGO, amount=100, currency="KZT")
    PartnerFactory(partnership=partnership, organisation=civil.organisation, role="lead", amount=50, currency="EUR")
    PartnerFactory(partnership=partnership, organisation__kind=Kind.REGIONAL_NGO, amount=1900, currency="KZT")
    PartnerFactory(partnership=partnership, organisation__kind=Kind.MULTILATERAL)

    sides = balance_of(Partner.objects.select_related("organisation").order_by("pk"))

    assert [(side["side"], side["count"], side["money"]) for side in sides] == [
        ("civil", 2, ["50.00 EUR", "2,000.00 KZT"]),
        ("state", 0, []),
        ("international", 1, []),
    ]


def test_timeline_tells_in_order_what_happened_and_what_is_to_come(client):
    partnership = PartnershipFactory(starts_on=date(2022, 1, 1), planned_ends_on=date(2150, 1, 1))
    ProgressReportFactory(commitment=CommitmentFactory(partnership=partnership), period_end=date(2024, 12, 31))
    ProgressReportFactory(commitment__partnership=partnership, state="draft")

    timeline = client.get(partnership.get_absolute_url()).context["timeline"]

    assert [(moment["on"].year, moment["label"], moment["is_ahead"]) for moment in timeline] == [
        (2021, "Signed", False),
        (2022, "Started", False),
        (2024, "Progress report", False),
        (2150, "Planned end", True),
    ]


def test_map_marks_the_regions_and_leads_to_what_else_happens_there(client):
    partnership = PartnershipFactory()
    assert "tile-map" not in client.get(partnership.get_absolute_url()).text

    partnership.regions.add(Region.objects.get(code="KZ-71"))
    page = client.get(partnership.get_absolute_url())

    assert [tile.url for tile in page.context["map"].tiles if tile.number] == ["/en/partnerships/?region=KZ-71"]
    assert page.text.count('class="tile tile--4"') == 1


def uploaded(content, name):
    return SimpleUploadedFile(name, content)


def office_file(*members, packed=zipfile.ZIP_STORED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as archive:
        for member in members:
            archive.writestr(member, "content")
    return made.getvalue()


def garbled(packed):
    """Return an ODF file whose first member cannot be unpacked."""
    whole = office_file("mimetype", packed=packed)
    begin, end = 30 + len("mimetype"), whole.index(b"PK\x01\x02")  # behind the local header, before the directory
    return whole[:begin] + b"\xff" * (end - begin) + whole[end:]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("agreement.pdf", PDF, None),
        ("agreement.docx", office_file("word/document.xml"), None),
        ("agreement.pdf", b"<html><script>", "broken"),
        ("agreement.docx", office_file("word/document.xml", "word/vbaProject.bin"), "broken"),
        ("agreement.odt", office_file("content.xml"), "broken"),
        ("agreement.odt", b"PK\x03\x04 cut off", "broken"),
        ("agreement.odt", garbled(zipfile.ZIP_DEFLATED), "broken"),
        ("agreement.odt", garbled(zipfile.ZIP_BZIP2), "broken"),
        ("agreement.odt", garbled(zipfile.ZIP_LZMA), "broken"),
        ("agreement.txt", "Құдық, wells\t1\r\n".encode(), None),
        ("agreement.csv", "колодцы;1\n".encode("cp1251"), None),
        ("agreement.csv", b"MZ\x90\x00\x03", "broken"),
        ("agreement.txt", PDF, "broken"),
        ("agreement.png", encoded("PNG"), None),
        ("agreement.jpg", b"<svg onload=alert(1)>", "unsupported"),
        ("agreement.svg", b"<svg/>", "unsupported"),
        ("agreement.html", b"<html>", "unsupported"),
    ],
)
def test_documents_are_judged_by_what_they_are_inside(name, content, code):
    document = PartnershipDocumentFactory.build(partnership=PartnershipFactory(), url="", file=uploaded(content, name))

    try:
        document.full_clean()
        found = None
    except ValidationError as error:
        found = error.error_dict["file"][0].code

    assert found == code


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda file: PartnershipDocumentFactory(url="", file=file), "file"),
        (lambda file: ProgressReportFactory(evidence_file=file), "evidence_file"),
        (lambda file: ReviewDocumentFactory(url="", file=file), "file"),
        (lambda file: ContributionFactory(evidence_file=file), "evidence_file"),
    ],
)
def test_every_kept_file_is_bare_is_a_download_and_goes_with_its_row(
    client, make, field, django_capture_on_commit_callbacks
):
    row = make(uploaded(encoded(exif=exif().tobytes()), "wells.jpg"))
    file = getattr(row, field)

    answer = client.get(row.get_file_url())
    with Image.open(io.BytesIO(b"".join(answer.streaming_content))) as sent:
        assert (sent.size, dict(sent.getexif())) == ((64, 48), {})
    with django_capture_on_commit_callbacks(execute=True):
        type(row).objects.all().delete()

    assert answer["Content-Disposition"].startswith("attachment; ")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not file.storage.exists(file.name)


def test_a_document_is_a_file_or_an_address():
    for fields in ({"url": ""}, {"file": uploaded(PDF, "a.pdf")}):
        with pytest.raises(ValidationError, match="Give either a file or an address"):
            PartnershipDocumentFactory.build(partnership=PartnershipFactory(), **fields).full_clean()


def test_a_kept_document_is_sent_to_whoever_may_see_its_partnership(
    client, editor_client, api_as_editor, django_capture_on_commit_callbacks
):
    partnership = PartnershipFactory(publication_state="draft")
    sent = {"partnership": partnership.slug, "title": "Text, signed", "language": "kk", "file": uploaded(PDF, "x.pdf")}
    made = api_as_editor.post("/api/v1/partnership-documents/", sent, format="multipart").json()
    document = PartnershipDocument.objects.get()
    address = reverse("partnerships:document", args=[document.pk])
    panel = editor_client.get(reverse("admin:partnerships_partnership_change", args=[partnership.pk]))

    assert f'href="{address}"' in panel.text
    assert made["address"].endswith(f"/partnerships/documents/{document.pk}/")
    assert client.get(address).status_code == 404
    assert b"".join(editor_client.get(address).streaming_content) == PDF
    Partnership.objects.update(publication_state="published")
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF
    told = answer["Content-Type"], answer["Content-Disposition"]
    assert told == ("application/pdf", 'attachment; filename="text-signed.pdf"')
    assert address in client.get(partnership.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert not document.file.storage.exists(document.file.name)
    assert client.get(address).status_code == 404
