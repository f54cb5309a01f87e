"""Two organisations become one: what is taken, what moves, what is refused, and what the public sees of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from events.models import EventOrganisation
from people.facets.selection import Selection
from people.models import Organisation, OrganisationTag
from places.models import Region
from portal.search.query import search
from publishing import content_version
from publishing.models import PublicationState
from publishing.search import matching
from registry.merging.actions import merge
from registry.merging.relations import counts, relations
from registry.merging.signals import organisations_merged
from registry.merging.undoing import undo
from registry.models import Merge
from tests.events.factories import AppearanceFactory, EventFactory
from tests.knowledge.factories import StoryFactory
from tests.partnerships.factories import CommitmentFactory, PartnerFactory
from tests.people.factories import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
    VerificationFactory,
)
from tests.registry.entangled import entangled, pointing_to

pytestmark = pytest.mark.django_db


def page_of(organisation):
    return reverse("people:organisation", args=[organisation.slug])


def api_of(organisation):
    return reverse("api:organisations-detail", args=[organisation.slug])


def test_a_row_of_every_kind_moves(editor):
    kept, absorbed = OrganisationFactory(), entangled()
    before = pointing_to(absorbed)

    merge(kept=kept, absorbed=absorbed, user=editor)

    named = {label: number for label, number in before.items() if not label.startswith("Other names")}
    assert [label for label, number in before.items() if number == 0] == []
    assert set(pointing_to(absorbed).values()) == {0}
    after = pointing_to(kept)
    assert {label: after[label] for label in named} == {
        **named, "Organisations (merged into)": 2, "Memberships (employer or body)": 1,
    }  # fmt: skip


def test_the_numbers_of_the_preview_are_those_that_move(editor):
    kept, absorbed = OrganisationFactory(), entangled()
    told = dict(counts(absorbed, but_for=kept))

    done = merge(kept=kept, absorbed=absorbed, user=editor)

    labels = {(one.model._meta.label, one.field.name): one.label for one in relations()}
    assert {labels[label, name]: len(keys) for label, name, keys in done.record["moved"]} == told


def test_what_the_kept_one_says_stays_and_gaps_are_filled():
    kept = OrganisationFactory(name="Green Earth", website="https://kept.example.org", founded_on=None)
    absorbed = OrganisationFactory(
        name="Green Earth Fund", website="https://gone.example.org", founded_on="2001-02-03", status="active",
        description_ru="О земле",
    )  # fmt: skip

    merge(kept=kept, absorbed=absorbed)

    kept.refresh_from_db()
    assert (kept.name_en, kept.website) == ("Green Earth", "https://kept.example.org")
    assert (kept.founded_on.isoformat(), kept.status, kept.description_ru) == ("2001-02-03", "active", "О земле")


def test_each_field_is_chosen_by_itself():
    kept = OrganisationFactory(name_en="Green Earth", name_ru="Зелёная земля", email="kept@example.org")
    absorbed = OrganisationFactory(name_en="Green Fund", name_ru="Зелёный фонд", email="gone@example.org")

    merge(kept=kept, absorbed=absorbed, choices={"name_ru": "absorbed", "email": "absorbed"})

    kept.refresh_from_db()
    assert (kept.name_en, kept.name_ru, kept.email) == ("Green Earth", "Зелёный фонд", "gone@example.org")
    assert kept.sort_name_ru == OrganisationFactory(name_ru="Зелёный фонд").sort_name_ru


@pytest.mark.parametrize(
    ("choice", "codes"),
    [(None, ["KZ-71", "KZ-75"]), ("both", ["KZ-71", "KZ-75"]), ("kept", ["KZ-71"]), ("absorbed", ["KZ-75"])]
)  # fmt: skip
def test_regions_are_those_of_both_unless_chosen_otherwise(choice, codes):
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    kept.regions.add(Region.objects.get(code="KZ-71"))
    absorbed.regions.add(Region.objects.get(code="KZ-75"))

    merge(kept=kept, absorbed=absorbed, choices={"regions": choice} if choice else {})

    assert sorted(kept.regions.values_list("code", flat=True)) == codes


def test_the_names_of_both_are_kept_and_each_once():
    kept = OrganisationFactory(name_en="Green Earth", name_ru="Зелёная земля")
    absorbed = OrganisationFactory(name_en="Green Earth", name_ru="Зелёный фонд", name_kk="Жасыл қор")
    OrganisationNameFactory(organisation=kept, text="GE")
    OrganisationNameFactory(organisation=absorbed, text="GE")
    OrganisationNameFactory(organisation=absorbed, text="GF")

    merge(kept=kept, absorbed=absorbed, choices={"name_ru": "absorbed", "name_kk": "kept"})

    assert sorted(kept.other_names.values_list("text", flat=True)) == ["GE", "GF", "Жасыл қор", "Зелёная земля"]


def test_rows_that_the_kept_one_has_the_like_of_stay_and_are_listed():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    event = EventFactory()
    EventOrganisation.objects.create(event=event, organisation=kept)
    same = EventOrganisation.objects.create(event=event, organisation=absorbed)
    other = EventOrganisation.objects.create(event=event, organisation=absorbed, role="host")
    OrganisationTagFactory(organisation=kept, goal_id=6)
    tag = OrganisationTagFactory(organisation=absorbed, goal_id=6)

    done = merge(kept=kept, absorbed=absorbed)

    assert sorted(done.record["stayed"]) == [
        ["events.EventOrganisation", "organisation", [same.pk]],
        ["people.OrganisationTag", "organisation", [tag.pk]],
    ]
    assert ["events.EventOrganisation", "organisation", [other.pk]] in done.record["moved"]
    assert OrganisationTag.objects.get(pk=tag.pk).organisation == absorbed


def test_a_story_about_both_is_about_the_kept_one_once(client):
    kept, absorbed, story = OrganisationFactory(), OrganisationFactory(), StoryFactory()
    story.organisations.add(kept, absorbed)

    merge(kept=kept, absorbed=absorbed)

    assert list(client.get(story.get_absolute_url()).context["organisations"]) == [kept]


def test_nobody_becomes_a_member_of_itself():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    seat = MembershipFactory(organisation=kept, member_organisation=absorbed, person=None)

    done = merge(kept=kept, absorbed=absorbed)

    seat.refresh_from_db()
    assert (seat.organisation, seat.member_organisation) == (kept, absorbed)
    assert done.record["stayed"] == [["people.Membership", "member_organisation", [seat.pk]]]


def test_nobody_becomes_part_of_itself():
    top = OrganisationFactory(name="Top")
    absorbed = OrganisationFactory(parent=top)
    between = OrganisationFactory(parent=absorbed)
    kept = OrganisationFactory(parent=between)
    child = OrganisationFactory(parent=absorbed)

    merge(kept=kept, absorbed=absorbed)

    parents = dict(Organisation.objects.values_list("pk", "parent"))
    assert parents[kept.pk] == top.pk
    assert (parents[between.pk], parents[child.pk]) == (kept.pk, kept.pk)


def test_a_part_is_merged_into_the_whole_and_the_whole_into_a_part():
    whole = OrganisationFactory()
    part = OrganisationFactory(parent=whole)
    other_whole = OrganisationFactory()
    other_part = OrganisationFactory(parent=other_whole)

    merge(kept=whole, absorbed=part)
    merge(kept=other_part, absorbed=other_whole)

    assert Organisation.objects.get(pk=whole.pk).parent is None
    assert Organisation.objects.get(pk=other_part.pk).parent is None


def test_old_addresses_lead_to_the_kept_one_for_everybody(client, editor_client, api, api_as_editor):
    kept, absorbed = OrganisationFactory(), OrganisationFactory(slug="first-name")
    absorbed.slug = "second-name"
    absorbed.save()

    merge(kept=kept, absorbed=absorbed)

    old = [reverse("people:organisation", args=[slug]) for slug in ("first-name", "second-name")]
    answers = [browser.get(address) for browser in (client, editor_client) for address in old]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(301, page_of(kept))] * 4
    for reader in (api, api_as_editor):
        answer = reader.get(reverse("api:organisations-detail", args=["first-name"]), {"lang": "kk"})
        assert (answer.status_code, answer["Location"]) == (301, f"http://testserver{api_of(kept)}?lang=kk")


def test_a_chain_of_merges_leads_to_its_end(client):
    first, second, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()

    merge(kept=second, absorbed=first)
    merge(kept=third, absorbed=second)

    assert [client.get(page_of(row))["Location"] for row in (first, second)] == [page_of(third)] * 2
    assert Organisation.objects.get(pk=first.pk).merged_into == third


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.ARCHIVED])
def test_what_was_merged_into_a_hidden_one_reveals_nothing(client, api, state):
    kept = OrganisationFactory(slug="unseen-name", publication_state=state)
    absorbed = OrganisationFactory()

    merge(kept=kept, absorbed=absorbed)

    page, answer = client.get(page_of(absorbed)), api.get(api_of(absorbed))
    assert (page.status_code, answer.status_code) == (404, 404)
    assert "unseen-name" not in page.text + answer.content.decode()


def test_the_public_sees_one_organisation_in_lists_and_search(client, api):
    kept, absorbed = OrganisationFactory(name="Green Earth"), OrganisationFactory(name="Verdant Soil")

    merge(kept=kept, absorbed=absorbed)

    assert list(client.get(reverse("people:organisations")).context["object_list"]) == [kept]
    assert [row["slug"] for row in api.get(reverse("api:organisations-list")).json()["results"]] == [kept.slug]
    assert [hit.title for hit in search("Verdant").page().hits] == ["Green Earth"]


def test_the_search_knows_what_moved_at_once():
    kept, absorbed = OrganisationFactory(name="Green Earth"), OrganisationFactory(name="Verdant Soil")
    commitment = CommitmentFactory(owner=absorbed)
    event = EventOrganisation.objects.create(event=EventFactory(), organisation=absorbed).event
    session = AppearanceFactory(organisation=absorbed).session
    partnership = PartnerFactory(organisation=absorbed).partnership

    merge(kept=kept, absorbed=absorbed)

    for row in (commitment, event, session, partnership):
        assert list(matching(type(row).objects.all(), "Green Earth")) == [row]
        assert list(matching(type(row).objects.all(), "Verdant")) == []


def test_the_trail_tells_who_did_it_for_every_row(editor):
    kept, absorbed = OrganisationFactory(), entangled()
    LogEntry.objects.all().delete()

    done = merge(kept=kept, absorbed=absorbed, user=editor)

    entries = LogEntry.objects.filter(additional_data__merge=done.pk)
    moved = sum(len(keys) for _label, _name, keys in done.record["moved"])
    assert entries.count() == LogEntry.objects.count() == moved + len(done.record["names"]) + 2
    assert set(entries.values_list("actor", flat=True)) == {editor.pk}
    last = entries.get(object_id=absorbed.pk, content_type__model="organisation")
    assert last.changes == {"merged_into": ["", str(kept)], "publication_state": ["published", "archived"]}


def test_a_merge_raises_the_content_version_and_is_told_within_the_transaction(editor):
    kept, absorbed, told = OrganisationFactory(), OrganisationFactory(), []
    before = content_version.current()

    def listener(**news):
        told.append((news["kept"], news["absorbed"], news["merge"], content_version.current() > before))

    organisations_merged.connect(listener)
    done = merge(kept=kept, absorbed=absorbed, user=editor)
    organisations_merged.disconnect(listener)

    assert told == [(kept, absorbed, done, True)]


def test_what_cannot_be_merged_is_refused_and_nothing_changes():
    kept, absorbed, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    merge(kept=kept, absorbed=absorbed)
    cases = [(kept, kept, {}), (third, absorbed, {}), (absorbed, third, {})]
    cases += [(kept, third, {"name_en": "both"}), (kept, third, {"slug": "absorbed"}), (kept, third, {"x": "kept"})]

    for one, other, choices in cases:
        with pytest.raises(ValidationError):
            merge(kept=one, absorbed=other, choices=choices)

    third.refresh_from_db()
    assert (third.merged_into, third.publication_state) == (None, "published")
    assert Merge.objects.count() == 1


def test_a_choice_that_breaks_a_rule_of_organisations_changes_nothing():
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    Organisation.objects.filter(pk=absorbed.pk).update(website="no address")
    OrganisationIdentifierFactory(organisation=absorbed)

    with pytest.raises(ValidationError) as refusal:
        merge(kept=kept, absorbed=absorbed)

    assert refusal.value.message_dict == {"website": ["Enter a valid URL."]}
    assert absorbed.identifiers.count() == 1
    assert Merge.objects.count() == 0


def test_what_was_merged_cannot_be_published_beside_the_kept_one(api_as_editor):
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    merge(kept=kept, absorbed=absorbed)
    absorbed.refresh_from_db()

    absorbed.publication_state = PublicationState.PUBLISHED
    with pytest.raises(ValidationError):
        absorbed.full_clean()

    assert api_as_editor.post(f"{api_of(absorbed)}publish/").status_code == 404


def test_a_merge_is_no_field_of_the_api(api_as_editor):
    one, other = OrganisationFactory(), OrganisationFactory()

    api_as_editor.patch(api_of(one), {"merged_into": other.slug})

    one.refresh_from_db()
    assert one.merged_into is None


def test_a_merge_costs_as_many_queries_for_thirty_memberships_as_for_one(count_queries):
    def cost(members):
        absorbed = OrganisationFactory(name="Verdant Soil")
        for _member in range(members):
            MembershipFactory(organisation=absorbed, person=None, side="civil")
        return count_queries(merge, kept=OrganisationFactory(name="Verdant Soil"), absorbed=absorbed)

    cost(1)

    assert cost(30) == cost(1)


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_at_once_that_contradict_each_other_one_is_refused():
    one, other = OrganisationFactory(), OrganisationFactory()

    def attempt(kept, absorbed):
        try:
            return merge(kept=kept, absorbed=absorbed)
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(attempt, (one, other), (other, one)))

    assert results.count("merged") == 1
    assert Organisation.objects.filter(merged_into__isnull=True).count() == 1


def test_a_merge_ends_what_was_verified_of_either_and_moves_no_verification(editor):
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    of_kept, of_absorbed = VerificationFactory(organisation=kept), VerificationFactory(organisation=absorbed)

    merge(kept=kept, absorbed=absorbed, choices={}, user=editor)

    for verification, organisation in [(of_kept, kept), (of_absorbed, absorbed)]:
        verification.refresh_from_db()
        assert (verification.organisation_id, verification.void_reason) == (organisation.pk, "merged")


def test_facets_count_the_kept_one_with_what_came_to_it(editor):
    kept, absorbed = OrganisationFactory(), OrganisationFactory()
    OrganisationTagFactory(organisation=absorbed, goal_id=6)

    done = merge(kept=kept, absorbed=absorbed, choices={}, user=editor)
    assert Selection(editor, {"goal": ["6"]}).bits == 1 << kept.pk

    undo(merge=done, user=editor)
    assert Selection(editor, {"goal": ["6"]}).bits == 1 << absorbed.pk
