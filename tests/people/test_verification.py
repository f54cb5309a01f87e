"""A verification: its rules, and what ends it."""

from datetime import date, timedelta

import pytest
from auditlog.context import set_actor
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.actions import void_verifications
from people.models import Organisation, OrganisationIdentifier, OrganisationName, Verification
from tests.people.factories import (
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    VerificationFactory,
)
from tests.registry.factories import SourceFactory
from tests.registry.test_imports import HEADINGS, SPRING, imported, with_cell

pytestmark = pytest.mark.django_db
ORGANISATIONS = "/api/v1/organisations/"
DAY = timedelta(days=1)


@pytest.fixture
def verification():
    return VerificationFactory(organisation__slug="agency", organisation__name_en="Agency")


def reason_of(verification):
    """Return why it was voided, with the day; ("", None) while it stands."""
    verification.refresh_from_db()
    return verification.void_reason, verification.voided_on


def stands(verification):
    return reason_of(verification) == ("", None)


def test_it_is_valid_from_the_check_to_the_last_day_and_expired_after():
    checked, last = date(2026, 5, 3), date(2027, 5, 3)
    row = VerificationFactory(checked_on=checked, expires_on=last)
    valid, expired = Verification.objects.valid, Verification.objects.expired

    found = [list(valid(on)) == [row] for on in (checked - DAY, checked, last, last + DAY)]

    assert found == [False, True, True, False]
    assert [list(expired(on)) == [row] for on in (last, last + DAY)] == [False, True]
    assert [row.state_on(on) for on in (checked, last, last + DAY)] == ["valid", "valid", "expired"]


def test_what_was_voided_is_neither_valid_nor_expired():
    today = timezone.localdate()
    row = VerificationFactory(voided_on=today, void_reason="withdrawn")

    assert row.state_on(today) == "voided"
    assert list(Verification.objects.voided()) == [row]
    assert not Verification.objects.valid(today).exists()
    assert not Verification.objects.expired(row.expires_on + DAY).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires_on": date(2026, 5, 3)},
        {"voided_on": date(2026, 6, 1)},
        {"void_reason": "name"},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationFactory(**{"checked_on": date(2026, 5, 3), "expires_on": date(2027, 5, 3), **wrong})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("checklist", []),
        ("checklist", ["astrology"]),
        ("checklist", ["name", "name"]),
        ("checklist", "name"),
        ("checklist", [["name"]]),
        ("checked_on", timezone.localdate() + 2 * DAY),
        ("level", "hearsay"),
    ],
)
def test_what_nobody_could_have_checked_is_refused(field, value):
    row = VerificationFactory.build(organisation=OrganisationFactory(), **{field: value})

    with pytest.raises(ValidationError) as refused:
        row.full_clean()

    assert set(refused.value.message_dict) == {field}


def test_each_day_has_those_that_were_checked_by_then_and_had_not_expired(verification):
    today = timezone.localdate()
    expired = VerificationFactory(checked_on=today - 9 * DAY, expires_on=today - DAY)
    VerificationFactory(voided_on=today, void_reason="name")

    valid = Verification.objects.valid

    assert list(valid(today)) == [verification]
    assert set(valid(today - 5 * DAY)) == {verification, expired}


def test_the_most_thorough_counts_most_and_of_these_the_latest(editor, verification):
    organisation, today = verification.organisation, timezone.localdate()
    latest = VerificationFactory(organisation=organisation, checked_on=today - DAY)
    VerificationFactory(organisation=organisation, checked_on=today, level="register")

    fetched = Organisation.objects.with_verification(editor).get(pk=organisation.pk)

    assert fetched.verification == latest


@pytest.mark.parametrize("column", ["name_en", "name_kk", "name_uz"])
def test_a_name_changed_in_any_language_voids_it_at_once(verification, column):
    setattr(verification.organisation, column, "Another name")
    verification.organisation.save()

    assert reason_of(verification) == ("name", timezone.localdate())


@pytest.mark.parametrize(
    "change",
    [
        {"address": "Elsewhere"},
        {"name_en": "Agency"},
        {"name_kk": ""},
        {"status": "suspended"},
        {"publication_state": "archived"},
    ],
)
def test_another_change_leaves_it_standing(verification, change):
    for name, value in change.items():
        setattr(verification.organisation, name, value)
    verification.organisation.save()

    assert stands(verification)


def test_a_name_that_is_not_saved_is_no_change(verification):
    verification.organisation.name_en = "Another name"
    verification.organisation.save(update_fields=["address"])

    assert stands(verification)


def test_an_identifier_or_other_name_added_changed_or_deleted_voids_it(verification):
    organisation = verification.organisation
    number = OrganisationIdentifierFactory(organisation=organisation)
    other_name = OrganisationNameFactory(organisation=organisation)

    def reason_after(act):
        row = VerificationFactory(organisation=organisation)
        act()
        return reason_of(row)[0]

    number.value, other_name.text = "87654321", "Another"
    reasons = [reason_after(act) for act in (number.save, other_name.save, number.save, number.delete)]
    last = reason_after(organisation.other_names.all().delete)

    assert reason_of(verification)[0] == "identifier"
    assert (reasons, last) == (["identifier", "name", "", "identifier"], "name")


def test_an_identifier_that_moves_voids_that_of_both_organisations(verification):
    number = OrganisationIdentifierFactory()
    left, joined = VerificationFactory(organisation=number.organisation), verification

    number.organisation = joined.organisation
    number.save()

    assert (reason_of(left)[0], reason_of(joined)[0]) == ("identifier", "identifier")


def test_what_others_change_leaves_it_standing(verification):
    OrganisationIdentifierFactory().delete()
    other = OrganisationFactory()
    other.name_en = "Renamed"
    other.save()

    assert stands(verification)


def test_what_has_expired_stays_expired(verification):
    today = timezone.localdate()
    old = VerificationFactory(
        organisation=verification.organisation, checked_on=today - 9 * DAY, expires_on=today - DAY
    )

    OrganisationIdentifierFactory(organisation=verification.organisation)

    assert stands(old)


def test_the_audit_trail_tells_who_voided_it_and_why(verification, editor):
    verification.organisation.name_en = "Another name"
    with set_actor(editor):
        verification.organisation.save()

    entry = LogEntry.objects.get_for_object(verification).get(action=LogEntry.Action.UPDATE)

    assert entry.actor == editor
    assert entry.changes["void_reason"] == ["", "name"]
    assert set(entry.changes) == {"voided_on", "void_reason"}


def test_an_organisation_is_deleted_with_its_numbers_and_verifications(verification):
    OrganisationIdentifierFactory(organisation=verification.organisation)

    verification.organisation.delete()

    assert not Verification.objects.exists()


def test_a_number_or_name_sent_over_the_api_voids_it_and_the_same_ones_do_not(api_as_editor, verification):
    address = f"{ORGANISATIONS}agency/"
    number = OrganisationIdentifierFactory(organisation=verification.organisation)
    row = VerificationFactory(organisation=verification.organisation)
    before = {"scheme": number.scheme, "value": number.value}

    same = api_as_editor.patch(address, {"identifiers": [before], "other_names": [], "address": "Elsewhere"})
    kept = stands(row)
    more = api_as_editor.patch(address, {"identifiers": [before, {"scheme": "KG-OKPO", "value": "99999999"}]})

    assert (same.status_code, more.status_code, kept) == (200, 200, True)
    assert OrganisationIdentifier.objects.count() == 2
    assert reason_of(row)[0] == "identifier"
    assert LogEntry.objects.get_for_object(row).latest().actor.email == "editor@example.org"


@pytest.mark.parametrize(
    ("heading", "text", "reason"),
    [
        ("Наименование организации", "ОО «Исток»", "name"),
        ("БИН", "050140000021", "identifier"),
        ("Дата регистрации", "03.03.2006", ""),
    ],
)
def test_an_import_voids_it_with_a_name_or_number_and_with_nothing_else(editor, heading, text, reason):
    headings, row = ["Код", *HEADINGS], ["1", *SPRING]
    source = SourceFactory()
    imported(source, [headings, row])
    verification = VerificationFactory(organisation=Organisation.objects.get())

    run = imported(source, [headings, ["1", *with_cell(SPRING, heading, text)]], started_by=editor)

    voided = LogEntry.objects.get_for_object(verification).filter(action=LogEntry.Action.UPDATE)
    assert run.figures["changed"] == 1
    assert reason_of(verification)[0] == reason
    assert [entry.actor for entry in voided] == ([editor] if reason else [])


def test_an_acronym_that_an_import_brings_voids_it():
    source = SourceFactory()
    imported(source, [HEADINGS, SPRING])
    verification = VerificationFactory(organisation=Organisation.objects.get())

    imported(source, [[*HEADINGS, "Аббревиатура"], [*SPRING, "РДН"]])

    assert OrganisationName.objects.get().text == "РДН"
    assert reason_of(verification)[0] == "name"


def test_a_hundred_organisations_without_verifications_cost_an_import_one_question(django_assert_max_num_queries):
    organisations = [OrganisationFactory().pk for _ in range(100)]

    with django_assert_max_num_queries(3):
        void_verifications(organisations=organisations, reason="name", on=timezone.localdate())
