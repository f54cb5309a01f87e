"""Who sees a verification, and who may make and withdraw one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Verification
from tests.knowledge.factories import StoryFactory
from tests.partnerships.factories import PartnerFactory
from tests.people.factories import OrganisationFactory, VerificationFactory
from tests.people.test_verification import reason_of, stands

pytestmark = pytest.mark.django_db
ORGANISATIONS = "/api/v1/organisations/"
DAY = timedelta(days=1)
LISTED = "admin:people_verification_changelist"


@pytest.fixture
def verification():
    return VerificationFactory(organisation__slug="agency", organisation__name_en="Agency")


def test_the_api_tells_what_is_valid_and_not_who_checked(api, editor, verification):
    Verification.objects.update(checked_by=editor, note="Seen at the kitchen door")
    other = VerificationFactory(voided_on=timezone.localdate(), void_reason="name")

    shown = {row["slug"]: row["verification"] for row in api.get(ORGANISATIONS).json()["results"]}

    assert shown == {
        "agency": {
            "level": "documents",
            "checklist": ["name", "charter"],
            "checked_on": verification.checked_on.isoformat(),
            "expires_on": verification.expires_on.isoformat(),
        },
        other.organisation.slug: None,
    }


def test_nobody_verifies_over_the_api(api_as_editor, verification):
    answer = api_as_editor.patch(f"{ORGANISATIONS}agency/", {"verification": {"level": "visit"}})

    verification.refresh_from_db()
    assert answer.json()["verification"]["level"] == verification.level == "documents"


def test_the_api_list_costs_the_same_for_thirty_verified_organisations(api, flat_queries):
    flat_queries(VerificationFactory, api.get, ORGANISATIONS)


def test_a_badge_says_what_was_checked_how_when_and_until_when(client, verification):
    Verification.objects.update(checked_on=date(2026, 5, 3), expires_on=date(2126, 5, 3), note="Private words")

    page = client.get(verification.organisation.get_absolute_url()).text

    wanted = ["Verified: documents seen", "name as in the register, charter", "3 May 2026", "3 May 2126"]
    assert [words for words in wanted if words not in page] == []
    assert "Private words" not in page


@pytest.mark.parametrize(
    "ended",
    [
        {"voided_on": date(2026, 6, 1), "void_reason": "name"},
        {"checked_on": date(2020, 1, 1), "expires_on": date(2021, 1, 1)},
    ],
)
def test_there_is_no_badge_for_what_is_over(client, verification, ended):
    Verification.objects.update(**ended)

    assert "Verified" not in client.get(verification.organisation.get_absolute_url()).text


def test_a_badge_stands_wherever_the_organisation_is_a_row(client, verification):
    partner = PartnerFactory(organisation=verification.organisation)
    story = StoryFactory()
    story.organisations.add(verification.organisation)
    addresses = [reverse("people:organisations"), partner.partnership.get_absolute_url(), story.get_absolute_url()]

    assert [address for address in addresses if "Verified: documents seen" not in client.get(address).text] == []


def test_lists_of_verified_organisations_cost_the_same_for_thirty(client, flat_queries):
    story = StoryFactory()
    partnership = PartnerFactory().partnership

    def make_one():
        organisation = VerificationFactory().organisation
        story.organisations.add(organisation)
        PartnerFactory(partnership=partnership, organisation=organisation)

    def read():
        client.get(reverse("people:organisations"))
        client.get(story.get_absolute_url())
        client.get(partnership.get_absolute_url())

    flat_queries(make_one, read, at_most=50)


def test_staff_add_one_on_the_page_of_the_organisation_and_it_outlives_the_change_sent_with_it(editor_client, editor):
    organisation, today = OrganisationFactory(), timezone.localdate()
    page = reverse("admin:people_organisation_change", args=[organisation.pk])
    form = {"name_en": "New name", "kind": "22", "country": "KZ", "slug": organisation.slug, "status": "unknown"}
    sent = {**form, "verifications-2-0-level": "visit", "verifications-2-0-checklist": ["work"]}
    sent |= {"verifications-2-0-checked_on": today, "verifications-2-0-expires_on": today + DAY}
    prefixes = ["other_names", "identifiers", "tags", "memberships", "verifications", "verifications-2"]
    for prefix in prefixes:
        sent |= {f"{prefix}-TOTAL_FORMS": int(prefix == "verifications-2"), f"{prefix}-INITIAL_FORMS": 0}

    answer = editor_client.post(page, sent)

    assert answer.status_code == 302, answer.context["errors"]
    row = Verification.objects.get()
    assert (row.organisation.name_en, row.level, row.checked_by) == ("New name", "visit", editor)
    assert stands(row)


def test_staff_withdraw_one_and_edit_none(editor_client, verification):
    page = reverse("admin:people_verification_change", args=[verification.pk])

    changed = editor_client.post(page, {"level": "visit"})
    editor_client.post(reverse(LISTED), {"action": "withdraw", "_selected_action": [verification.pk]})

    assert changed.status_code == 403
    assert reason_of(verification) == ("withdrawn", timezone.localdate())
    assert verification.level == "documents"


def test_withdrawing_needs_the_permission_to_change(client, staff_who_may, verification):
    client.force_login(staff_who_may("view_verification"))

    client.post(reverse(LISTED), {"action": "withdraw", "_selected_action": [verification.pk]})

    assert stands(verification)


def test_the_list_in_the_panel_is_narrowed_by_state(editor_client, verification):
    today = timezone.localdate()
    expired = VerificationFactory(checked_on=today - 9 * DAY, expires_on=today - DAY)
    voided = VerificationFactory(voided_on=today, void_reason="merged")

    found = {
        state: list(editor_client.get(reverse(LISTED), {"state": state}).context["cl"].queryset)
        for state in ("valid", "expired", "voided")
    }

    assert found == {"valid": [verification], "expired": [expired], "voided": [voided]}
