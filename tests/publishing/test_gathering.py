"""What follows a change, done once for many rows."""

import pytest

from people.models import FacetBlock, Organisation
from portal.search.query import search
from publishing.gathering import follow, gathered
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def counted(facet, value):
    rows = FacetBlock.objects.filter(facet=facet, value=value)
    return sum(int.from_bytes(row.bits, "little").bit_count() for row in rows)


def test_outside_of_a_block_it_follows_at_once():
    calls = []

    follow(lambda *arguments: calls.append(arguments), "index", keys=[1])

    assert calls == [("index", [1])]


def test_at_the_end_of_the_outermost_block_each_action_is_called_once_with_all_keys():
    calls = []

    def note(name, keys):
        calls.append((name, keys))

    with gathered():
        follow(note, "first", keys=[1])
        with gathered():
            follow(note, "second", keys=[2])
            follow(note, "first", keys=[3])
        before = list(calls)

    assert before == []
    assert calls == [("first", {1, 3}), ("second", {2})]


def test_rows_written_in_a_block_are_found_and_counted_after_it():
    with gathered():
        for number in range(3):
            OrganisationFactory(name_en=f"Wellspring {number}", country="KZ")
        changed = Organisation.objects.get(name_en="Wellspring 2")
        changed.country = "UZ"
        changed.save()
        OrganisationFactory(name_en="Wellspring of a moment").delete()

    hits = search("wellspring").page().hits

    found = sorted(hit.title.replace("<mark>", "").replace("</mark>", "") for hit in hits)
    assert found == ["Wellspring 0", "Wellspring 1", "Wellspring 2"]
    assert (counted("country", "KZ"), counted("country", "UZ")) == (2, 1)


def test_a_block_that_fails_leaves_neither_rows_nor_calls():
    calls = []

    def fail():
        with gathered():
            OrganisationFactory()
            follow(calls.append, keys=[1])
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert (Organisation.objects.count(), calls) == (0, [])


def test_thirty_rows_in_a_block_cost_less_than_half_of_what_they_cost_one_by_one(count_queries):
    def make():
        for number in range(30):
            OrganisationFactory(name_en=f"Spring {number}")

    def make_together():
        with gathered():
            make()

    OrganisationFactory()

    assert count_queries(make_together) * 2 < count_queries(make)
