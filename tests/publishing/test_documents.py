"""Kept files: none stays that no row has, and the limits are told as they are."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from partnerships.models import PartnershipDocument
from publishing import bitmaps, documents
from publishing.gathering import gathered
from tests.partnerships.factories import PartnershipDocumentFactory, ProgressReportFactory


def pdf(name="text.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4 text")


def kept(settings):
    """The names of all files in the private storage."""
    return sorted(path.name for path in Path(settings.PRIVATE_MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.mark.django_db
def test_a_file_that_is_replaced_or_cleared_goes_once_that_is_certain(settings, django_capture_on_commit_callbacks):
    report, document = ProgressReportFactory(evidence_file=pdf("first.pdf")), PartnershipDocumentFactory()

    with django_capture_on_commit_callbacks(execute=True):
        report.evidence_file = pdf("second.pdf")
        report.save()
        assert kept(settings) == ["first.pdf", "second.pdf"]
    assert kept(settings) == ["second.pdf"]
    with django_capture_on_commit_callbacks(execute=True):
        report.save()
        document.file = ""
        document.save()
    assert kept(settings) == ["second.pdf"]
    with django_capture_on_commit_callbacks(execute=True):
        report.evidence_file = ""
        report.save(update_fields=["evidence_file"])
    assert kept(settings) == []


@pytest.mark.django_db
def test_what_was_loaded_before_its_file_was_replaced_takes_no_file_away(settings, django_capture_on_commit_callbacks):
    report = ProgressReportFactory(evidence_file=pdf("first.pdf"))
    loaded_before = type(report).objects.get(pk=report.pk)

    with django_capture_on_commit_callbacks(execute=True):
        report.evidence_file = pdf("second.pdf")
        report.save()
        loaded_before.state = "submitted"
        loaded_before.save()

    report.refresh_from_db()
    assert (report.state, Path(report.evidence_file.name).name) == ("submitted", "second.pdf")
    assert kept(settings) == ["second.pdf"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_a_file_stays_until_the_row_has_another(settings):
    document = PartnershipDocumentFactory(url="", file=pdf("first.pdf"))

    document.file, document.partnership_id = pdf("second.pdf"), None
    with pytest.raises(IntegrityError):
        document.save()

    assert "first.pdf" in kept(settings)


@pytest.mark.django_db
def test_of_a_change_that_fails_no_file_stays_and_none_is_lost(settings):
    document = PartnershipDocumentFactory(url="", file=pdf("first.pdf"))

    def fail():
        with gathered():
            document.file = pdf("second.pdf")
            document.save()
            PartnershipDocumentFactory(url="", file=pdf("third.pdf"))
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert kept(settings) == ["first.pdf"]
    assert Path(PartnershipDocument.objects.get().file.name).name == "first.pdf"


def test_the_hint_tells_the_limits_that_are_asked():
    limits = [f"{limit // 1024**2} MB" for limit in (documents.MAX_BYTES, bitmaps.MAX_BYTES)]

    assert re.findall(r"\d+ MB", str(documents.HINT)) == limits
