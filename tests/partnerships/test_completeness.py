"""What a public partnership cannot be without is not taken from under it, whichever way."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Partner, Partnership, PartnershipTag
from people.models.organisations import Kind
from publishing.gathering import gathered
from tests.config.test_api_reading import problem
from tests.partnerships.factories import PartnerFactory, PartnershipFactory, PartnershipTagFactory
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
BOTH_SIDES = "Name at least one civil and one state or international partner, or say why one side is missing."
A_GOAL = "Name at least one goal or target that it serves."


@pytest.fixture
def partnership(db):
    """A public one with no more than it needs."""
    row = PartnershipFactory(one_sided_because_en="")
    PartnershipTagFactory(partnership=row, goal_id=6)
    PartnerFactory(partnership=row, organisation__kind=Kind.NATIONAL_NGO)
    PartnerFactory(partnership=row, organisation__kind=Kind.LOCAL_GOVERNMENT)
    return row


def civil(partnership):
    return partnership.partners.get(organisation__kind=Kind.NATIONAL_NGO)


def as_sent(page):
    """What a browser sends of the form on a page of the panel, before anything is typed."""
    sets = [one.formset for one in page.context["inline_admin_formsets"]]
    forms = [page.context["adminform"].form, *(form for rows in sets for form in (rows.management_form, *rows.forms))]
    fields = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in fields.items() if value is not None and value is not False}


def place_of(page, row):
    """Return the prefix of the form of `row` on the page."""
    sets = [one.formset for one in page.context["inline_admin_formsets"]]
    return next(form.prefix for rows in sets for form in rows.forms if form.instance == row)


def test_the_panel_refuses_to_take_away_the_last_of_a_side_or_goal_and_keeps_what_was_typed(editor_client, partnership):
    address = reverse("admin:partnerships_partnership_change", args=[partnership.pk])
    page = editor_client.get(address)

    for row, sentence in ((civil(partnership), BOTH_SIDES), (partnership.tags.get(), A_GOAL)):
        changed = {f"{place_of(page, row)}-DELETE": "on", "title_en": "Typed"}
        refused = editor_client.post(address, as_sent(page) | changed)

        assert refused.context["adminform"].form.non_field_errors() == [sentence]
        assert refused.context["adminform"].form["title_en"].value() == "Typed"
        assert "changed successfully" not in editor_client.get(address).text
    assert (partnership.partners.count(), partnership.tags.count()) == (2, 1)
    assert Partnership.objects.exclude(title_en="Typed").count() == 1


def test_of_a_form_that_is_refused_no_file_stays(editor_client, partnership, settings):
    address = reverse("admin:partnerships_partnership_change", args=[partnership.pk])
    page = editor_client.get(address)
    file = SimpleUploadedFile("text.pdf", b"%PDF-1.4 text")
    document = {"kind": "annex", "title_en": "Text", "file": file, "position": 0}
    document = {"documents-TOTAL_FORMS": 1, **{f"documents-0-{name}": value for name, value in document.items()}}
    changed = {f"{place_of(page, partnership.tags.get())}-DELETE": "on", **document}

    refused = editor_client.post(address, as_sent(page) | changed)

    assert refused.context["adminform"].form.non_field_errors() == [A_GOAL]
    assert [path for path in Path(settings.PRIVATE_MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_the_panel_lets_one_take_the_place_of_another(editor_client, partnership):
    address = reverse("admin:partnerships_partnership_change", args=[partnership.pk])
    page, other = editor_client.get(address), OrganisationFactory(kind=Kind.NATIONAL_NGO)
    new = {"partners-2-organisation": other.pk, "partners-2-role": "lead", "partners-2-position": 0}
    changed = {f"{place_of(page, civil(partnership))}-DELETE": "on", "partners-TOTAL_FORMS": 3, **new}

    answer = editor_client.post(address, as_sent(page) | changed)

    assert answer.status_code == 302
    assert civil(partnership).organisation == other


def test_the_api_refuses_it_with_the_reason_and_leaves_all_as_it_was(api_as_editor, partnership):
    address = f"/api/v1/partners/{civil(partnership).pk}/"
    business, elsewhere = OrganisationFactory(kind=Kind.PRIVATE), PartnershipFactory()
    attempts = [
        api_as_editor.delete(address),
        api_as_editor.patch(address, {"organisation": business.slug}),
        api_as_editor.patch(address, {"partnership": elsewhere.slug}),
        api_as_editor.patch(f"/api/v1/partnerships/{partnership.slug}/", {"tags": []}),
        api_as_editor.patch(f"/api/v1/partnerships/{partnership.slug}/", {"signed_on": None}),
    ]

    assert [answer.status_code for answer in attempts] == [400] * 5
    assert problem(attempts[0]) == (400, "lacking", "non_field_errors")
    assert (civil(partnership).partnership, partnership.tags.get().goal_id) == (partnership, 6)
    assert Partnership.objects.get(pk=partnership.pk).signed_on == date(2021, 7, 1)
    replaced = api_as_editor.patch(f"/api/v1/partnerships/{partnership.slug}/", {"tags": [{"goal": 7}]})
    assert (replaced.status_code, partnership.tags.get().goal_id) == (200, 7)


def test_no_other_way_takes_it_either_but_a_draft_and_a_whole_partnership_may_go(partnership):
    for rows in (Partner.objects.all(), PartnershipTag.objects.all()):
        with pytest.raises(ValidationError), gathered():
            rows.delete()
    assert (Partner.objects.count(), PartnershipTag.objects.count()) == (2, 1)

    draft = PartnerFactory(partnership__publication_state="draft", partnership__one_sided_because_en="")
    draft.delete()
    partnership.delete()

    assert (Partner.objects.count(), PartnershipTag.objects.count()) == (0, 0)


def test_a_partner_that_may_not_change_is_as_it_was_in_the_database(partnership):
    row = civil(partnership)
    row.organisation = OrganisationFactory(kind=Kind.PRIVATE)

    with pytest.raises(ValidationError, match="one civil"):
        row.save()

    assert civil(partnership).pk == row.pk


@pytest.mark.django_db(transaction=True)
def test_a_goal_that_may_not_move_is_as_it_was_in_the_database_where_each_statement_stands_alone(partnership):
    tag = partnership.tags.get()
    tag.partnership = PartnershipFactory()

    with pytest.raises(ValidationError, match="one goal"):
        tag.save()

    assert partnership.tags.get().pk == tag.pk


def test_the_partnership_is_held_before_what_hangs_on_it_changes(partnership):
    PartnerFactory(partnership=partnership, organisation__kind=Kind.NATIONAL_NGO)
    row, other = partnership.partners.filter(organisation__kind=Kind.NATIONAL_NGO)

    with CaptureQueriesContext(connection) as queries:
        row.delete()
        other.save()

    changes = "FOR NO KEY UPDATE", 'DELETE FROM "partnerships_partner"', 'UPDATE "partnerships_partner"'
    order = [change for query in queries for change in changes if change in query["sql"]]
    # SQLite has one writer at a time, so there is nothing to hold.
    held = [changes[0]] if connection.features.has_select_for_no_key_update else []
    assert order == [*held, changes[1], *held, changes[2]]
