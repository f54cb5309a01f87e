"""What two organisations are called when they have become one, and what of it the public hears."""

import pytest
from django.urls import reverse

from registry.merging.actions import merge
from registry.merging.undoing import undo
from tests.people.factories import OrganisationFactory, OrganisationNameFactory

pytestmark = pytest.mark.django_db
SECRET = ["Secret Alias", "Secret Fund", "Құпия қор"]


@pytest.fixture
def draft():
    row = OrganisationFactory(name_en="Secret Fund", name_kk="Құпия қор", publication_state="draft")
    OrganisationNameFactory(organisation=row, text="Secret Alias")
    return row


@pytest.mark.parametrize(("with_names", "public"), [(None, []), (False, []), (True, SECRET)])
def test_what_a_draft_is_called_becomes_public_only_if_somebody_says_so(client, draft, with_names, public):
    kept = OrganisationFactory(name_en="Green Earth")

    done = merge(kept=kept, absorbed=draft, with_names=with_names)

    page = client.get(reverse("people:organisation", args=[kept.slug])).text
    assert sorted(kept.other_names.values_list("text", flat=True)) == public
    assert [name for name in SECRET if name in page] == public
    undo(merge=done)
    assert [*draft.other_names.values_list("text", flat=True), kept.other_names.count()] == ["Secret Alias", 0]


def test_a_name_of_a_draft_that_is_chosen_is_taken(draft):
    kept = OrganisationFactory(name_en="Green Earth")

    merge(kept=kept, absorbed=draft, choices={"name_kk": "absorbed"})

    kept.refresh_from_db()
    assert (kept.name_en, kept.name_kk, kept.other_names.count()) == ("Green Earth", "Құпия қор", 0)


def test_a_draft_takes_the_names_of_another(draft):
    kept = OrganisationFactory(name_en="Green Earth", publication_state="draft")

    merge(kept=kept, absorbed=draft)

    kept.refresh_from_db()
    assert kept.name_kk == "Құпия қор"
    assert sorted(kept.other_names.values_list("text", flat=True)) == ["Secret Alias", "Secret Fund"]


def test_names_that_were_public_stay_so_without_a_word():
    kept, absorbed = OrganisationFactory(), OrganisationFactory(name_en="Verdant Soil")
    absorbed.publication_state = "archived"
    absorbed.save()

    merge(kept=kept, absorbed=absorbed)

    assert [name.text for name in kept.other_names.all()] == ["Verdant Soil"]
