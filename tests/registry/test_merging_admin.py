"""Merging in the panel: from the list to the preview, from the preview to the merge, and back."""

import pytest
from django.urls import reverse

from people.models import Organisation
from places.models import Region
from registry.merging.actions import merge
from registry.models import Merge
from tests.people.factories import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
)
from tests.registry.entangled import entangled

pytestmark = pytest.mark.django_db
ORGANISATIONS = reverse("admin:people_organisation_changelist")
DRAFT = {"publication_state": "draft"}
MERGES = reverse("admin:registry_merge_changelist")


def preview_of(kept, absorbed):
    return reverse("admin:registry_merge", args=[kept.pk, absorbed.pk])


def page_of(done):
    return reverse("admin:registry_merge_change", args=[done.pk])


def undo_of(done):
    return reverse("admin:registry_merge_undo", args=[done.pk])


def choices_of(page):
    """Return what a browser would send of the preview as it is."""
    form = page.context["form"]
    return {"seen": page.context["seen"], **{name: form[name].value() for name in form.fields}}


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def pair(db):
    kept = OrganisationFactory(name="Green Earth", email="kept@example.org", website="https://example.org")
    absorbed = OrganisationFactory(name="Verdant Soil", email="gone@example.org", website="https://example.org")
    return kept, absorbed


def test_two_organisations_chosen_in_the_list_come_beside_each_other(editor_client, pair):
    kept, absorbed = pair
    chosen = {"action": "merge_two", "_selected_action": [absorbed.pk, kept.pk]}

    answer = editor_client.post(ORGANISATIONS, chosen)

    assert answer["Location"] == preview_of(kept, absorbed)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_says_so_when_not_exactly_two_are_chosen(editor_client, number):
    keys = [OrganisationFactory().pk for _number in range(number)]

    page = editor_client.post(ORGANISATIONS, {"action": "merge_two", "_selected_action": keys}, follow=True)

    assert told(page) == ["Choose exactly two organisations to merge."]


def test_the_preview_shows_each_field_of_both_and_what_moves(editor_client, pair):
    kept, absorbed = pair
    kept.regions.add(Region.objects.get(code="KZ-71"))
    absorbed.regions.add(Region.objects.get(code="KZ-75"))
    MembershipFactory(organisation=absorbed)

    page = editor_client.get(preview_of(kept, absorbed))

    rows = {row["line"].name: (row["kept"], row["absorbed"], row["chosen"]) for row in page.context["form"].rows()}
    assert rows["name_en"] == ("Green Earth", "Verdant Soil", "kept")
    assert rows["email"] == ("kept@example.org", "gone@example.org", "kept")
    assert rows["website"] == ("https://example.org", "https://example.org", "")
    assert rows["kind"] == ("National NGO", "National NGO", "")
    assert rows["regions"][2] == "both"
    assert "address" not in rows
    assert page.context["counts"] == [("Memberships (employer or body)", 1)]
    assert 'name="website"' not in page.text


def test_confirmed_the_chosen_values_are_taken_and_the_result_is_shown(editor, editor_client, pair):
    kept, absorbed = pair
    OrganisationTagFactory(organisation=kept, goal_id=6)
    OrganisationTagFactory(organisation=absorbed, goal_id=6)
    MembershipFactory(organisation=absorbed)
    sent = choices_of(editor_client.get(preview_of(kept, absorbed)))

    page = editor_client.post(preview_of(kept, absorbed), {**sent, "email": "absorbed", "confirm": "1"}, follow=True)

    kept.refresh_from_db()
    done = Merge.objects.get()
    assert page.redirect_chain == [(page_of(done), 302)]
    assert (done.kept, done.absorbed, done.merged_by, kept.email) == (kept, absorbed, editor, "gone@example.org")
    assert told(page) == ["“Verdant Soil” is merged into “Green Earth”."]
    assert page.context["values"] == [("Public e-mail address", "kept@example.org", "gone@example.org")]
    assert page.context["moved"] == [("Memberships (employer or body)", 1, [])]
    assert [(label, number) for label, number, _rows in page.context["stayed"]] == [
        ("Goals of the organisation (organisation)", 1)
    ]
    assert page.context["names"] == ["Verdant Soil"]
    assert undo_of(done) in page.text


def test_swapped_the_other_is_kept_and_the_same_values_are_chosen(editor_client, pair):
    kept, absorbed = pair
    sent = choices_of(editor_client.get(preview_of(kept, absorbed)))

    page = editor_client.post(preview_of(kept, absorbed), {**sent, "email": "absorbed", "swap": "1"}, follow=True)

    assert page.redirect_chain[0][0].startswith(preview_of(absorbed, kept))
    assert (page.context["kept"], page.context["absorbed"]) == (absorbed, kept)
    assert {name: page.context["form"][name].value() for name in ("name_en", "email")} == {
        "name_en": "absorbed", "email": "kept",
    }  # fmt: skip
    assert Merge.objects.count() == 0


@pytest.mark.parametrize("bad", [{"email": "nobody"}, {"email": ""}, {"seen": "yesterday"}])
def test_what_is_wrong_is_told_and_the_choices_stay(editor_client, pair, bad):
    kept, absorbed = pair
    sent = choices_of(editor_client.get(preview_of(kept, absorbed)))

    page = editor_client.post(preview_of(kept, absorbed), {**sent, "name_en": "absorbed", **bad})

    form = page.context["form"]
    assert (page.status_code, form.is_valid(), form["name_en"].value()) == (200, False, "absorbed")
    assert "errornote" in page.text
    assert Merge.objects.count() == 0


def test_a_value_that_breaks_a_rule_is_told_at_its_field(editor_client, pair):
    kept, absorbed = pair
    Organisation.objects.filter(pk=absorbed.pk).update(website="no address")
    sent = choices_of(editor_client.get(preview_of(kept, absorbed)))

    page = editor_client.post(preview_of(kept, absorbed), {**sent, "website": "absorbed"})

    assert page.context["form"].errors == {"website": ["Enter a valid URL."]}
    assert Merge.objects.count() == 0


def test_a_rule_that_both_break_alike_is_told_with_its_field(editor_client, pair):
    kept, absorbed = pair
    Organisation.objects.update(website="no address")
    sent = choices_of(editor_client.get(preview_of(kept, absorbed)))

    page = editor_client.post(preview_of(kept, absorbed), sent)

    assert page.context["form"].non_field_errors() == ["Website: Enter a valid URL."]


@pytest.mark.parametrize(("ticked", "names"), [({}, []), ({"with_names": "on"}, ["Alias", "Verdant Soil"])])
def test_the_preview_asks_whether_the_names_of_a_draft_become_public(editor_client, ticked, names):
    kept, draft = OrganisationFactory(name="Green Earth"), OrganisationFactory(name="Verdant Soil", **DRAFT)
    OrganisationNameFactory(organisation=draft, text="Alias")

    page = editor_client.get(preview_of(kept, draft))
    editor_client.post(preview_of(kept, draft), {**choices_of(page), "confirm": "1", **ticked})

    assert "has never been public (Draft)" in page.text
    assert (page.context["form"]["with_names"].value(), page.context["counts"]) == (False, [])
    assert sorted(name.text for name in kept.other_names.all()) == names


def test_the_preview_asks_nothing_about_names_that_were_public(editor_client, pair):
    kept, absorbed = pair
    absorbed.publication_state = "archived"
    absorbed.save()

    page = editor_client.get(preview_of(kept, absorbed))

    assert "with_names" not in page.context["form"].fields
    assert "Both names stay" in page.text


def test_what_cannot_be_merged_is_told_on_the_list(editor_client, pair):
    kept, absorbed = pair
    third = OrganisationFactory(name="Third")
    merge(kept=kept, absorbed=absorbed)
    nobody = reverse("admin:registry_merge", args=[kept.pk, 10**30])

    pages = [editor_client.get(address, follow=True) for address in (
        preview_of(kept, kept), preview_of(third, absorbed), nobody,
    )]  # fmt: skip

    assert [told(page) for page in pages] == [
        ["An organisation cannot be merged into itself."],
        ["“Verdant Soil” was merged into “Green Earth” already."],
        ["One of the two organisations is no longer there."],
    ]


def test_the_preview_warns_when_the_public_would_see_neither(editor_client, pair):
    kept, absorbed = pair
    Organisation.objects.filter(pk=kept.pk).update(publication_state="draft")

    assert "after the merge the public sees neither" in editor_client.get(preview_of(kept, absorbed)).text
    assert "after the merge the public sees neither" not in editor_client.get(preview_of(absorbed, kept)).text


def test_a_merge_is_undone_once_it_is_confirmed(editor, editor_client, pair):
    done = merge(kept=pair[0], absorbed=pair[1])

    asked = editor_client.get(undo_of(done))
    still = Merge.objects.get().is_undone
    page = editor_client.post(undo_of(done), follow=True)
    again = editor_client.post(undo_of(done), follow=True)

    done.refresh_from_db()
    assert (asked.status_code, still, done.is_undone, done.undone_by) == (200, False, True, editor)
    assert told(page) == ["The merge is undone."]
    assert undo_of(done) not in page.text
    assert told(again) == ["This merge has been undone already."]


def test_what_could_not_be_undone_is_listed_in_words(editor_client, pair):
    kept, absorbed = pair
    member = MembershipFactory(organisation=absorbed, person__name="Aigul")
    done = merge(kept=kept, absorbed=absorbed, choices={"email": "absorbed"})
    type(member).objects.filter(pk=member.pk).update(organisation=OrganisationFactory())
    Organisation.objects.filter(pk=kept.pk).update(email="new@example.org")
    kept.other_names.all().delete()

    page = editor_client.post(undo_of(done), follow=True)

    assert told(page) == ["The merge is undone, but for what is listed below."]
    assert [f"{what} {why}" for what, why in page.context["not_undone"]] == [
        "Memberships (employer or body): Aigul was changed since and stays as it is",
        f"Name: {done.record['names'][0][0]} is no longer there",
        "Public e-mail address: Green Earth was changed since and stays as it is",
    ]


def test_the_list_of_merges_tells_their_state(editor_client, pair):
    done = merge(kept=pair[0], absorbed=pair[1])

    page = editor_client.get(MERGES)

    assert "Verdant Soil" in page.text
    assert page_of(done) in page.text
    assert undo_of(done) in page.text
    assert ">Merged<" in page.text
    assert editor_client.get(f"{MERGES}?q=verdant").context["cl"].result_count == 1


def test_who_may_not_change_organisations_sees_and_does_nothing(client, staff_who_may, pair):
    client.force_login(staff_who_may("view_organisation"))
    done = merge(kept=OrganisationFactory(), absorbed=OrganisationFactory())
    addresses = [preview_of(*pair), undo_of(done)]

    answers = [send(address).status_code for address in addresses for send in (client.get, client.post)]

    assert answers == [403] * 4
    assert [client.get(address).status_code for address in (MERGES, page_of(done))] == [403, 403]
    assert Merge.objects.filter(undone_at__isnull=True).count() == 1


def test_who_may_change_organisations_needs_no_other_permission(client, staff_who_may, pair):
    client.force_login(staff_who_may("change_organisation"))
    sent = choices_of(client.get(preview_of(*pair)))

    page = client.post(preview_of(*pair), sent, follow=True)

    assert (page.status_code, Merge.objects.count()) == (200, 1)
    assert client.get(MERGES).status_code == 200


def test_nobody_adds_edits_or_deletes_a_merge_by_hand(editor_client, pair):
    done = merge(kept=pair[0], absorbed=pair[1])

    assert editor_client.get(reverse("admin:registry_merge_add")).status_code == 403
    assert editor_client.post(page_of(done), {"kept": pair[1].pk}).status_code == 403
    assert (
        editor_client.post(reverse("admin:registry_merge_delete", args=[done.pk]), {"post": "yes"}).status_code == 403
    )


def test_a_box_that_chooses_an_organisation_does_not_offer_a_merged_one(editor_client, pair):
    kept, absorbed = pair
    merge(kept=kept, absorbed=absorbed)
    box = {"app_label": "people", "model_name": "membership", "field_name": "organisation", "term": "Verdant"}

    offered = editor_client.get(reverse("admin:autocomplete"), box).json()["results"]
    listed = editor_client.get(f"{ORGANISATIONS}?q=Verdant").context["cl"]

    assert [one["id"] for one in offered] == [str(kept.pk)]
    assert sorted(row.pk for row in listed.result_list) == sorted([kept.pk, absorbed.pk])


def test_the_form_of_an_organisation_shows_and_does_not_change_what_it_was_merged_into(editor_client, pair):
    page = editor_client.get(reverse("admin:people_organisation_change", args=[pair[0].pk]))

    assert "merged_into" not in page.context["adminform"].form.fields


def test_the_pages_of_merging_make_few_queries(editor_client, count_queries):
    kept, absorbed = entangled(), entangled()
    editor_client.get(preview_of(kept, absorbed))

    before = count_queries(editor_client.get, preview_of(kept, absorbed))
    done = merge(kept=kept, absorbed=absorbed)

    assert before <= 30
    assert count_queries(editor_client.get, page_of(done)) <= 30
    assert count_queries(editor_client.get, undo_of(done)) <= 30
    assert count_queries(editor_client.get, MERGES) <= 30


def test_an_organisation_is_deleted_with_its_undone_merges_only(editor_client, pair):
    kept, absorbed = pair
    done = merge(kept=kept, absorbed=absorbed)
    address = reverse("admin:people_organisation_delete", args=[absorbed.pk])

    editor_client.post(address, {"post": "yes"})
    still_there = Organisation.objects.filter(pk=absorbed.pk).exists()
    editor_client.post(undo_of(done))
    editor_client.post(address, {"post": "yes"})

    assert still_there
    assert not Organisation.objects.filter(pk=absorbed.pk).exists()
