"""The index of facets: true after every kind of change, and blind to what a visitor may not see."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from people.actions import void
from people.facets import blocks, memory
from people.facets.selection import Selection
from people.facets.sieve import Sieve
from people.models import FacetBlock, Organisation, Verification
from people.models.organisations import Kind
from places.models import Region
from publishing.search import refresh
from tests.people.factories import (
    FocusAreaFactory,
    GroupFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db


def chosen(user=None, text="", **facets):
    return Selection(user or AnonymousUser(), facets, text)


def counts(facet, **facets):
    """What a visitor sees beside the values of `facet`: only those that fit anything."""
    return {option.token: number for option, number in chosen(**facets).counts(facet) if number}


@pytest.fixture
def freeze_today(monkeypatch):
    """Return a function that makes a day today."""
    return lambda day: monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)


def region(code):
    return Region.objects.get(code=code)


def test_an_organisation_counts_in_each_value_that_it_has():
    organisation = OrganisationFactory(country="KZ", kind=Kind.NATIONAL_NGO, status="active", region=region("KZ-71"))
    organisation.regions.add(region("KZ-75"))
    organisation.groups.add(GroupFactory(slug="youth"))
    organisation.focus_areas.add(FocusAreaFactory(slug="water"))
    OrganisationTagFactory(organisation=organisation, goal_id=6, target_id="6.5")

    found = {facet: counts(facet) for facet in ("country", "region", "side", "kind", "goal", "target", "group")}

    assert found == {
        "country": {"KZ": 1},
        "region": {"KZ-71": 1, "KZ-75": 1},
        "side": {"civil": 1},
        "kind": {"22": 1},
        "goal": {"6": 1},
        "target": {"6.5": 1},
        "group": {"youth": 1},
    }
    assert counts("focus_area") == {"water": 1}
    assert counts("status") == {"active": 1}


def test_choices_within_a_facet_widen_and_across_facets_narrow():
    for country, status in [("KZ", "active"), ("KG", "active"), ("UZ", "active"), ("KZ", "suspended")]:
        OrganisationFactory(country=country, status=status)

    assert chosen(country=["KZ", "KG"]).count == 3
    assert chosen(country=["KZ", "KG"], status=["active"]).count == 2


def test_numbers_beside_a_facet_tell_what_another_choice_in_it_would_give():
    OrganisationFactory(country="KZ", status="active")
    OrganisationFactory(country="KG", status="active")
    OrganisationFactory(country="KG", status="suspended")

    assert counts("country", country=["KZ"], status=["active"]) == {"KZ": 1, "KG": 1}
    assert counts("status", country=["KG"]) == {"active": 1, "suspended": 1}


def test_visitors_count_what_is_public_and_staff_everything(staff_who_may):
    OrganisationFactory(country="KZ")
    OrganisationFactory(country="KZ", publication_state="draft")

    assert chosen().count == 1
    assert counts("country") == {"KZ": 1}
    assert chosen(user=staff_who_may("view_organisation")).count == 2


def test_every_change_of_a_row_is_counted_at_once():
    organisation = OrganisationFactory(country="KZ", region=region("KZ-71"))
    organisation.country, organisation.region = "KG", None
    organisation.save()
    assert counts("country") == {"KG": 1}
    assert counts("region") == {}

    organisation.publication_state = "archived"
    organisation.save()
    assert chosen().count == 0

    organisation.delete()
    assert memory.current().every == 0


def test_links_are_counted_from_either_side():
    organisation, group = OrganisationFactory(), GroupFactory(slug="youth")

    group.organisations.add(organisation)
    assert counts("group") == {"youth": 1}
    group.organisations.clear()
    assert counts("group") == {}

    organisation.groups.set([group])
    assert counts("group") == {"youth": 1}
    group.delete()
    assert counts("group") == {}
    assert counts("served") == {"none": 1}


def test_a_tag_that_moves_counts_for_its_new_owner_only():
    one, other = OrganisationFactory(country="KZ"), OrganisationFactory(country="KG")
    tag = OrganisationTagFactory(organisation=one, goal_id=6)

    tag.organisation = other
    tag.save()

    assert counts("country", goal=["6"]) == {"KG": 1}


def test_a_bulk_write_is_counted_once_it_is_told():
    rows = [OrganisationFactory(country="KZ") for _ in range(3)]
    Organisation.objects.filter(pk__in=[row.pk for row in rows]).update(country="TJ")

    blocks.refresh([row.pk for row in rows])

    assert counts("country") == {"TJ": 3}


def test_the_index_can_be_worked_out_anew():
    for country in ("KZ", "KZ", "KG"):
        OrganisationFactory(country=country, founded_on=date(2001, 5, 1))
    before = [*FacetBlock.objects.order_by("facet", "value").values_list("facet", "value", "bits")]
    FacetBlock.objects.all().delete()

    call_command("rebuild_facets")

    after = FacetBlock.objects.exclude(facet="format").order_by("facet", "value")
    assert [*after.values_list("facet", "value", "bits")] == before
    assert counts("country") == {"KZ": 2, "KG": 1}


def test_keys_in_different_blocks_are_counted_together(monkeypatch):
    monkeypatch.setattr(FacetBlock, "SIZE", 2)
    for country in ("KZ", "KG", "KZ", "KZ", "KG"):
        OrganisationFactory(country=country)

    assert counts("country") == {"KZ": 3, "KG": 2}
    assert FacetBlock.objects.filter(facet="public").count() > 2


def test_what_is_called_so_is_found_before_other_names_and_these_before_other_words():
    named = OrganisationFactory(name_en="Water users")
    called = OrganisationFactory(name_en="Aral water and farming union")
    OrganisationNameFactory(organisation=called, kind="acronym", text="Water")
    described = OrganisationFactory(name_en="Farmers", description_en="They share water")
    OrganisationFactory(name_en="Foresters")

    assert chosen(text="water").tiers() == [1 << called.pk, 1 << named.pk, 1 << described.pk]


def test_former_names_and_acronyms_are_found():
    organisation = OrganisationFactory(name_en="Water users")
    OrganisationNameFactory(organisation=organisation, kind="acronym", text="АСВ")
    OrganisationNameFactory(organisation=organisation, kind="former", text="Ирригаторы Сырдарьи")
    refresh(Organisation, [organisation.pk])

    assert chosen(text="асв").count == 1
    assert chosen(text="Irrigatory").count == 1


@pytest.mark.django_db(transaction=True)
def test_the_memory_of_a_process_follows_changes_and_forgets_what_was_rolled_back():
    OrganisationFactory(country="KZ")
    assert counts("country") == {"KZ": 1}

    OrganisationFactory(country="KG")
    assert counts("country") == {"KZ": 1, "KG": 1}

    FacetBlock.objects.all().delete()
    memory.shared.forget()
    assert counts("country") == {}


def test_what_is_worked_out_while_others_change_something_is_not_kept_for_what_comes_after():
    kept = memory.Memory().brought_up_to_date()

    def slowly():
        OrganisationFactory()
        kept.brought_up_to_date()
        return "old"

    assert kept.kept("name", slowly) == "old"
    assert kept.kept("name", lambda: "new") == "new"
    assert kept.kept("name", lambda: "newer") == "new"


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(memory, "KEPT", 2)
    kept = memory.Memory()

    for number in range(3):
        kept.kept(number, lambda number=number: number)

    assert list(kept.words) == [1, 2]


def test_a_verification_counts_while_it_is_valid(freeze_today):
    organisation = OrganisationFactory()
    verification = VerificationFactory(
        organisation=organisation, level="documents", checked_on=date(2026, 1, 10), expires_on=date(2026, 6, 30)
    )
    freeze_today(date(2026, 6, 30))
    assert counts("verified") == {"documents": 1}
    assert chosen(verified=["documents"]).count == 1

    freeze_today(date(2026, 7, 1))
    assert counts("verified") == {}
    assert chosen(verified=["documents"]).count == 0

    freeze_today(date(2026, 6, 30))
    void(verifications=Verification.objects.filter(pk=verification.pk), reason="withdrawn", on=date(2026, 6, 30))
    assert counts("verified") == {}


def test_migrate_works_out_an_index_of_an_earlier_form_and_leaves_one_of_today_alone():
    OrganisationFactory(country="KZ")
    FacetBlock.objects.all().delete()

    call_command("migrate", verbosity=0)
    assert counts("country") == {"KZ": 1}

    versions = set(FacetBlock.objects.values_list("pk", "version"))
    call_command("migrate", verbosity=0)
    assert set(FacetBlock.objects.values_list("pk", "version")) == versions


def test_a_large_set_is_walked_in_order_and_narrowed_further(monkeypatch):
    monkeypatch.setattr("people.facets.sieve.FEW", 1)
    rows = [OrganisationFactory(name_en=f"Union {number}", country="KZ") for number in range(6)]
    OrganisationFactory(name_en="Union 00", country="KG")
    sieve = Sieve(Organisation.objects.published(), chosen(country=["KZ"]).bits).order_by("sort_name_en", "pk")
    later = sieve.filter(pk__gt=rows[1].pk)

    assert list(sieve[2:4]) == rows[2:4]
    assert list(sieve[:99]) == rows
    assert sieve.count() == 6
    assert list(later[:2]) == rows[2:4]
    assert later.count() == 4
    assert list(later.all()) == rows[2:]
    assert [list(part) for part in later.batches(3)] == [rows[2:3], rows[3:]]
