"""What an organisation becomes is asked of the partnerships it is in, and of the promises it has assessed."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.models import Assessment, Partner
from people.models import Organisation
from people.models.organisations import Kind
from registry.merging.actions import merge
from registry.merging.undoing import undo
from registry.models import Merge
from tests.config.test_api_reading import problem
from tests.partnerships.factories import AssessmentFactory, CommitmentFactory, PartnerFactory, PartnershipFactory
from tests.people.factories import OrganisationFactory
from tests.registry.test_merging_admin import choices_of, preview_of

pytestmark = pytest.mark.django_db
WELLS = "“Wells” would name one side only: name another partner there first, or say why one is missing."


@pytest.fixture
def society(db):
    """The one civil partner of a public partnership, in a draft and in one that lacks a side anyway."""
    wells = PartnershipFactory(title_en="Wells", one_sided_because_en="")
    PartnerFactory(partnership=wells, organisation__kind=Kind.GOVERNMENT)
    society = PartnerFactory(partnership=wells, organisation__kind=Kind.NATIONAL_NGO).organisation
    for other in (
        PartnershipFactory(one_sided_because_en="", publication_state="draft"),
        PartnershipFactory(one_sided_because_en=""),
        PartnershipFactory(),
    ):
        PartnerFactory(partnership=other, organisation=society)
    return society


def test_panel_and_api_refuse_a_kind_that_would_leave_a_public_partnership_one_sided(
    editor_client, api_as_editor, society
):
    address = reverse("admin:people_organisation_change", args=[society.pk])
    page = editor_client.get(address)
    sets = [one.formset for one in page.context["inline_admin_formsets"]]
    forms = [page.context["adminform"].form, *(one.management_form for one in sets)]
    typed = {field.html_name: field.value() for form in forms for field in form if field.value() is not None}

    by_panel = editor_client.post(address, typed | {"kind": Kind.PRIVATE})
    by_api = api_as_editor.patch(f"/api/v1/organisations/{society.slug}/", {"kind": Kind.PRIVATE})

    assert by_panel.context["adminform"].form.non_field_errors() == [WELLS]
    assert problem(by_api) == (400, "lacking", "non_field_errors")
    assert by_api.json()["errors"][0]["detail"] == WELLS
    assert Organisation.objects.get(pk=society.pk).kind == Kind.NATIONAL_NGO
    other = api_as_editor.patch(f"/api/v1/organisations/{society.slug}/", {"kind": Kind.PARTNER_NGO})
    assert other.status_code == 200


def test_a_merge_that_would_leave_it_one_sided_is_refused_until_another_kind_is_chosen(editor_client, society):
    kept = OrganisationFactory(kind=Kind.PRIVATE)
    address = preview_of(kept, society)
    chosen = choices_of(editor_client.get(address))

    refused = editor_client.post(address, chosen)

    assert refused.context["form"].non_field_errors() == [WELLS]
    assert Partner.objects.filter(organisation=society).count() == 4
    assert editor_client.post(address, chosen | {"kind": "absorbed"}).status_code == 302
    assert Partner.objects.filter(organisation=kept).count() == 4


def test_a_partnership_that_lacked_a_side_already_is_no_reason_to_refuse(society):
    Partner.objects.filter(organisation__kind=Kind.GOVERNMENT).update(organisation=OrganisationFactory())
    society.kind = Kind.PRIVATE

    society.save()
    merge(kept=OrganisationFactory(kind=Kind.PRIVATE), absorbed=society)

    with pytest.raises(ValidationError):
        Partner.objects.first().partnership.full_clean()


def test_an_assessment_is_not_shown_while_its_assessor_is_one_house_with_a_party(client, editor):
    shown = AssessmentFactory(commitment__partnership=PartnershipFactory())
    other = AssessmentFactory(commitment=CommitmentFactory(partnership=shown.commitment.partnership), note_en="Half")
    owner, assessor = other.commitment.owner, other.assessor
    partner = PartnerFactory(partnership=other.commitment.partnership).organisation
    address = other.commitment.get_absolute_url()
    found = []

    for part, whole in ((owner, assessor), (assessor, owner), (partner, assessor), (assessor, partner)):
        part.parent = whole
        part.save()
        found.append((list(Assessment.objects.published()), "Half" in client.get(address).text))
        part.parent = None
        part.save()
    Partner.objects.update(organisation=assessor)
    found.append((list(Assessment.objects.published()), "Half" in client.get(address).text))

    assert found == [([shown], False)] * 5
    assert Assessment.objects.visible_to(editor).count() == 2
    Partner.objects.update(organisation=OrganisationFactory())
    assert Assessment.objects.published().count() == 2


def test_a_merge_asks_only_the_partnerships_in_which_the_absorbed_one_took_part():
    kept = PartnerFactory(partnership=PartnershipFactory(one_sided_because_en=""), organisation__kind=Kind.NATIONAL_NGO)
    misfiled = OrganisationFactory(kind=Kind.GOVERNMENT)

    merge(kept=kept.organisation, absorbed=misfiled)

    assert Organisation.objects.get(pk=misfiled.pk).merged_into == kept.organisation


def test_a_merge_is_not_undone_where_that_would_leave_a_public_partnership_one_sided():
    wells = PartnershipFactory(title_en="Wells", one_sided_because_en="", publication_state="draft")
    misfiled, _other = (PartnerFactory(partnership=wells, organisation__kind=Kind.GOVERNMENT) for _number in range(2))
    done = merge(kept=OrganisationFactory(kind=Kind.NATIONAL_NGO), absorbed=misfiled.organisation)
    wells.publication_state = "published"
    wells.save()

    with pytest.raises(ValidationError, match=WELLS):
        undo(merge=done)

    assert Merge.objects.get(pk=done.pk).undone_at is None
