"""A merge is taken back: everything is as before, but for what was changed since, which is listed."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.models import EventOrganisation
from people.models import Membership, Organisation
from places.models import Region
from publishing.search import matching
from registry.merging.actions import merge
from registry.merging.signals import merge_undone
from registry.merging.undoing import CHANGED, FORBIDDEN, GONE, undo
from tests.partnerships.factories import CommitmentFactory
from tests.people.factories import FocusAreaFactory, GroupFactory, MembershipFactory, OrganisationFactory
from tests.photos.factories import PhotoFactory
from tests.registry.entangled import all_tables, entangled

pytestmark = pytest.mark.django_db


def page_of(organisation):
    return reverse("people:organisation", args=[organisation.slug])


def likes_of(kept, absorbed):
    """Rows that cannot move, for the kept one has their like."""
    for role in kept.event_roles.all():
        EventOrganisation.objects.create(event=role.event, organisation=absorbed, role=role.role)
    for story in kept.stories.all():
        story.organisations.add(absorbed)
    MembershipFactory(organisation=kept, member_organisation=absorbed, person=None)


@pytest.mark.parametrize("side", ["kept", "absorbed", None])
def test_undone_every_table_is_as_it_was(editor, side):
    kept = entangled(name="Green Earth", email="kept@example.org", status="active", parent=OrganisationFactory())
    absorbed = entangled(name="Verdant Soil", email="gone@example.org", founded_on="2001-02-03", description_kk="Жер")
    likes_of(kept, absorbed)
    before = all_tables()
    names = ["name_en", "email", "regions", "groups", "status", "parent", "focus_areas"]

    done = merge(kept=kept, absorbed=absorbed, user=editor, choices=dict.fromkeys(names, side) if side else {})
    merged = all_tables()
    undone = undo(merge=done, user=editor)

    assert merged != before
    assert all_tables() == before
    assert (undone.not_undone, undone.undone_by, undone.is_undone) == ([], editor, True)


def test_a_whole_merged_into_its_part_and_parted_again_is_whole_again():
    top = OrganisationFactory()
    whole = OrganisationFactory(parent=top)
    part = OrganisationFactory(parent=whole)
    OrganisationFactory(parent=whole)
    before = all_tables()

    undo(merge=merge(kept=part, absorbed=whole))

    assert all_tables() == before


def test_the_old_addresses_work_again_and_redirect_no_more(client, api):
    kept, absorbed = OrganisationFactory(name="Green Earth"), OrganisationFactory(name="Verdant Soil")
    done = merge(kept=kept, absorbed=absorbed)
    redirected = client.get(page_of(absorbed)).status_code

    undo(merge=done)

    answer = api.get(reverse("api:organisations-detail", args=[absorbed.slug]))
    assert (redirected, client.get(page_of(absorbed)).status_code, answer.status_code) == (301, 200, 200)
    assert list(matching(Organisation.objects.all(), "Verdant")) == [absorbed]
    assert list(matching(Organisation.objects.all(), "Green")) == [kept]


def test_the_state_before_comes_back():
    absorbed = OrganisationFactory(publication_state="returned", return_reason="Which region?")
    done = merge(kept=OrganisationFactory(), absorbed=absorbed)

    undo(merge=done)

    absorbed.refresh_from_db()
    assert (absorbed.publication_state, absorbed.return_reason) == ("returned", "Which region?")


def test_a_state_that_a_rule_forbids_by_now_does_not_come_back():
    absorbed = OrganisationFactory(publication_state="returned", return_reason="Which region?")
    done = merge(kept=OrganisationFactory(), absorbed=absorbed)
    Organisation.objects.filter(pk=absorbed.pk).update(return_reason="")

    undone = undo(merge=done)

    absorbed.refresh_from_db()
    assert (absorbed.publication_state, absorbed.merged_into) == ("archived", None)
    assert undone.not_undone == [["people.Organisation", absorbed.pk, "publication_state", FORBIDDEN]]


def test_a_parent_that_is_a_part_by_now_does_not_come_back():
    parent = OrganisationFactory()
    kept = OrganisationFactory(parent=parent)
    done = merge(kept=kept, absorbed=OrganisationFactory(parent=OrganisationFactory()), choices={"parent": "absorbed"})
    Organisation.objects.filter(pk=parent.pk).update(parent=kept)

    undone = undo(merge=done)

    assert undone.not_undone == [["people.Organisation", kept.pk, "parent", FORBIDDEN]]


def test_a_row_that_went_to_a_third_or_was_deleted_since_is_listed():
    kept, absorbed, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    moved, deleted, back = [MembershipFactory(organisation=absorbed) for _number in range(3)]
    done = merge(kept=kept, absorbed=absorbed)
    Membership.objects.filter(pk=moved.pk).update(organisation=third)
    Membership.objects.filter(pk=deleted.pk).delete()

    undone = undo(merge=done)

    assert sorted(undone.not_undone) == sorted(
        [
            ["people.Membership", moved.pk, "organisation", CHANGED],
            ["people.Membership", deleted.pk, "organisation", GONE],
        ]
    )
    assert list(third.memberships.all()) == [moved]
    assert list(absorbed.memberships.all()) == [back]


def test_a_row_that_may_no_longer_go_back_is_listed():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    seat = MembershipFactory(organisation=absorbed, person=None, member_organisation=OrganisationFactory())
    done = merge(kept=kept, absorbed=absorbed)
    Membership.objects.filter(pk=seat.pk).update(member_organisation=absorbed)

    undone = undo(merge=done)

    assert undone.not_undone == [["people.Membership", seat.pk, "organisation", FORBIDDEN]]


def test_what_was_written_since_stays_and_is_listed():
    photo = PhotoFactory()
    kept = OrganisationFactory(name="Green Earth", email="kept@example.org", logo=photo)
    absorbed = OrganisationFactory(name="Verdant Soil", email="gone@example.org", address="Abay 1", logo=PhotoFactory())
    choices = {"email": "absorbed", "logo": "absorbed", "name_en": "absorbed"}
    done = merge(kept=kept, absorbed=absorbed, choices=choices)
    kept.refresh_from_db()
    kept.email = "new@example.org"
    kept.save()
    kept.other_names.filter(text="Green Earth").update(text="Green Earth!")
    photo.delete()

    undone = undo(merge=done)

    kept.refresh_from_db()
    assert (kept.email, kept.address, kept.name_en, kept.logo) == ("new@example.org", "", "Green Earth", absorbed.logo)
    assert {(label, name, why) for label, _key, name, why in undone.not_undone} == {
        ("people.OrganisationName", "text", CHANGED),
        ("people.Organisation", "email", CHANGED),
        ("people.Organisation", "logo", GONE),
    }
    assert [name.text for name in kept.other_names.all()] == ["Green Earth!"]


def test_what_others_added_or_took_away_since_stays_so():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    own, gone, new = FocusAreaFactory(), FocusAreaFactory(), FocusAreaFactory()
    lost, group = GroupFactory(), GroupFactory()
    kept.focus_areas.add(own)
    absorbed.focus_areas.add(gone)
    kept.groups.add(lost)
    absorbed.groups.add(group)
    absorbed.regions.add(Region.objects.get(code="KZ-71"))
    done = merge(kept=kept, absorbed=absorbed, choices={"groups": "absorbed"})
    kept.focus_areas.add(new)
    kept.focus_areas.remove(own)
    lost.delete()

    undone = undo(merge=done)

    assert (list(kept.focus_areas.all()), list(kept.groups.all()), list(kept.regions.all())) == ([new], [], [])
    assert list(absorbed.focus_areas.all()) == [gone]
    assert undone.not_undone == [["people.Organisation", kept.pk, "groups", GONE]]


def test_a_later_merge_is_undone_first(editor):
    first, second, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    before = all_tables()
    earlier = merge(kept=second, absorbed=first)
    later = merge(kept=third, absorbed=second)

    with pytest.raises(ValidationError) as refusal:
        undo(merge=earlier)
    undo(merge=later)
    undo(merge=earlier)

    assert refusal.value.messages == [f"“{second}” was merged into “{third}” since: undo that first."]
    assert all_tables() == before


def test_merges_into_one_are_undone_in_any_order():
    kept, first, second = OrganisationFactory(), entangled(), entangled()
    before = all_tables()
    merges = [merge(kept=kept, absorbed=absorbed, choices={"status": "kept"}) for absorbed in (first, second)]

    for done in merges:
        assert undo(merge=done).not_undone == []

    assert all_tables() == before


def test_undone_once_is_enough_and_then_it_can_be_merged_again():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    done = merge(kept=kept, absorbed=absorbed)
    undo(merge=done)

    with pytest.raises(ValidationError) as refusal:
        undo(merge=done)
    merge(kept=absorbed, absorbed=kept)

    assert refusal.value.messages == ["This merge has been undone already."]


def test_what_somebody_parted_by_hand_is_not_parted_twice():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    done = merge(kept=kept, absorbed=absorbed)
    Organisation.objects.filter(pk=absorbed.pk).update(merged_into=None)

    with pytest.raises(ValidationError):
        undo(merge=done)


def test_the_search_finds_everything_where_it_was():
    kept, absorbed = OrganisationFactory(name="Green Earth"), OrganisationFactory(name="Verdant Soil")
    commitment = CommitmentFactory(owner=absorbed)

    undo(merge=merge(kept=kept, absorbed=absorbed))

    assert list(matching(type(commitment).objects.all(), "Verdant")) == [commitment]
    assert list(matching(type(commitment).objects.all(), "Green Earth")) == []


def test_the_trail_tells_who_undid_it_and_listeners_hear_of_it(editor):
    kept, absorbed, told = OrganisationFactory(), entangled(), []
    done = merge(kept=kept, absorbed=absorbed, user=editor)
    LogEntry.objects.all().delete()

    def listener(**news):
        told.append((news["kept"], news["absorbed"], news["merge"]))

    merge_undone.connect(listener)
    undo(merge=done, user=editor)
    merge_undone.disconnect(listener)

    moved = sum(len(keys) for _label, _name, keys in done.record["moved"])
    entries = LogEntry.objects.filter(additional_data__merge=done.pk, actor=editor)
    assert told == [(kept, absorbed, done)]
    assert entries.count() == LogEntry.objects.count() == moved + len(done.record["names"]) + 2
    last = entries.get(object_id=absorbed.pk, content_type__model="organisation")
    assert last.changes == {"merged_into": [str(kept), ""], "publication_state": ["archived", "published"]}
