"""Invented partnerships: right by every rule of their models, marked in every title, never of real organisations."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from partnerships.iati.obstacles import told as told_to_iati
from partnerships.models import (
    Assessment,
    Commitment,
    CommitmentTag,
    Partner,
    Partnership,
    PartnershipDocument,
    PartnershipTag,
    ProgressReport,
)
from partnerships.models.commitments import Progress
from partnerships.models.partnerships import Status
from partnerships.synthetic import writing
from partnerships.synthetic.writing import Made, Wanted, make_partnerships
from people.models import Organisation, OrganisationIdentifier
from portal.models import SearchDocument
from publishing import content_version, search
from publishing.wording import languages_with
from registry.synthetic.words import mark
from registry.synthetic.writing import make_registry
from tests.events.factories import SessionFactory
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
ALL = [
    Partnership,
    Partner,
    PartnershipTag,
    PartnershipDocument,
    Commitment,
    CommitmentTag,
    ProgressReport,
    Assessment,
]


@pytest.fixture
def registry():
    make_registry(40, 1)


def told(**options):
    out = io.StringIO()
    call_command("make_partnerships", stdout=out, **options)
    return out.getvalue()


def made(*wanted, seed=1):
    return make_partnerships(Wanted(*wanted), seed=seed, day=timezone.localdate())


def everything():
    """All that was written, without keys and times of writing."""
    partnerships, commitments = Partnership.objects.order_by("slug"), Commitment.objects.order_by("slug")
    reports = ProgressReport.objects.order_by("commitment__slug", "period_end")
    return [
        list(partnerships.values_list("slug", "guid", "title_ru", "signed_on", "planned_ends_on", "halted_on")),
        list(partnerships.order_by("slug", "regions__code").values_list("slug", "regions__code")),
        list(partnerships.order_by("slug", "groups__slug").values_list("slug", "groups__slug")),
        list(
            Partner.objects.order_by("partnership__slug", "position").values_list(
                "partnership__slug", "organisation__slug", "role", "amount", "currency"
            )
        ),
        list(commitments.values_list("slug", "guid", "partnership__slug", "owner__slug", "made_on", "due_on", "unit")),
        list(reports.values_list("commitment__slug", "period_start", "period_end", "value", "state")),
        list(
            Assessment.objects.order_by("commitment__slug").values_list("commitment__slug", "assessor__slug", "grade")
        ),
    ]


def test_every_row_is_right_by_the_rules_of_its_model_and_there_are_as_many_as_asked_for(registry):
    assert made(40, 90, 300) == Made(40, 90, 300)

    for model in ALL:
        for row in model.objects.all()[::4]:
            row.full_clean()
    assert (Partnership.objects.published().count(), Commitment.objects.published().count()) == (40, 90)
    assert ProgressReport.objects.count() == 300
    assert all(model.objects.exists() for model in ALL)


def test_all_can_be_told_to_iati_and_what_no_register_knows_says_so(registry):
    made(40, 0, 0)

    assert told_to_iati(Partnership.objects.all(), timezone.localdate()).count() == 40
    given = OrganisationIdentifier.objects.filter(organisation__source="Synthetic")
    assert set(given.values_list("scheme", flat=True)) == {"XI-SYNTHETIC"}
    for one in given:
        one.full_clean()


def test_every_state_and_status_is_there_and_every_title_is_marked(registry):
    made(60, 120, 400)
    today = timezone.localdate()

    assert set(Commitment.objects.with_progress(today).values_list("progress", flat=True)) == set(Progress)
    assert set(Partnership.objects.with_status(today).values_list("status", flat=True)) == set(Status)
    assert set(ProgressReport.objects.values_list("state", flat=True)) == set(ProgressReport.State)
    assert len(set(Partner.objects.exclude(currency="").values_list("currency", flat=True))) > 2
    assert Commitment.objects.filter(partnership=None).exists()
    assert Commitment.objects.filter(made_at_session__event__slug__startswith="synthetic-").exists()
    titled = [*Partnership.objects.all(), *Commitment.objects.all(), *Organisation.objects.filter(source="Synthetic")]
    fields = {Organisation: "name"}
    unmarked = [
        row.slug
        for row in titled
        for code in languages_with(row, fields.get(type(row), "title"))
        if not getattr(row, f"{fields.get(type(row), 'title')}_{code}").endswith(mark(code))
    ]
    assert unmarked == []


def test_a_run_that_is_stopped_goes_on_as_if_it_had_not_been_and_a_second_doubles_nothing(registry, monkeypatch):
    with transaction.atomic():
        made(30, 60, 200)
        at_once = everything()
        transaction.set_rollback(True)
    monkeypatch.setattr(writing, "BATCH", 10)
    finish = writing.finish

    def stop_at_the_second(model, rows):
        finish(model, rows)
        if Commitment.objects.count() > 10:
            raise KeyboardInterrupt

    monkeypatch.setattr(writing, "finish", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        made(30, 60, 200)
    monkeypatch.setattr(writing, "finish", finish)

    assert (Partnership.objects.count(), Commitment.objects.count()) == (30, 10)
    assert made(30, 60, 200)[:2] == (0, 50)
    assert everything() == at_once
    assert made(30, 60, 200) == Made(0, 0, 0)
    assert made(5, 5, 5, seed=2) == Made(5, 5, 5)


def test_what_is_made_is_found_and_shown_and_needs_no_indexing_again(registry, client):
    before = content_version.current()
    made(12, 20, 60)
    documents = SearchDocument.objects.filter(kind__in=["partnership", "commitment"]).order_by("pk")
    written = list(documents.values())

    for model in (Partnership, Commitment):
        search.refresh(model, list(model.objects.values_list("pk", flat=True)))

    assert list(documents.values()) == written
    assert len(written) == 32
    assert content_version.current() > before
    assert client.get("/en/partnerships/").context["count"] == "12 partnerships"
    assert client.get("/en/organisations/", {"side": "state"}).context["count"] == "54 organisations"


def test_no_real_organisation_and_no_real_session_is_drawn_into_it(registry):
    OrganisationFactory.create_batch(3, kind="22", country="KZ")
    SessionFactory()

    made(12, 20, 60)

    parties = Organisation.objects.filter(partner_roles__isnull=False) | Organisation.objects.filter(
        commitments__isnull=False
    )
    assert [row.slug for row in parties if not row.slug.startswith("synthetic-")] == []
    assert not Commitment.objects.exclude(made_at_session=None).exclude(made_at_session__slug__startswith="synthetic-")


def test_the_command_says_what_it_made(registry, settings):
    settings.DEBUG = True

    said = [told(partnerships=4, commitments=6, reports=18) for _time in range(2)]

    assert said == [
        "4 partnerships, 6 commitments and 18 reports made; 0 partnerships and 0 commitments were there.\n",
        "0 partnerships, 0 commitments and 0 reports made; 4 partnerships and 6 commitments were there.\n",
    ]


@pytest.mark.parametrize(
    ("debug", "options", "reason"),
    [
        (False, {}, "no place in production"),
        (True, {"partnerships": -1}, "from 0"),
        (True, {"commitments": 1, "reports": 21}, "at most 20 reports"),
        (True, {}, "run make_registry first"),
    ],
)
def test_it_refuses_what_it_cannot_do_and_writes_nothing(settings, debug, options, reason):
    settings.DEBUG = debug

    with pytest.raises(CommandError, match=reason):
        told(**options)

    assert (Partnership.objects.count(), Organisation.objects.count()) == (0, 0)
