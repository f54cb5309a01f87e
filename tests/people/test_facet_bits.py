from hypothesis import given
from hypothesis import strategies as st

from people.facets import bits

KEYS = st.sets(st.integers(0, 3000))


@given(KEYS)
def test_a_set_of_keys_comes_back_in_order(keys):
    members = bits.from_keys(keys)

    assert list(bits.keys_of(members)) == sorted(keys)
    assert list(bits.keys_of(members, descending=True)) == sorted(keys, reverse=True)
    assert members.bit_count() == len(keys)


@given(KEYS, st.integers(0, 3000) | st.just(2**40))
def test_members_are_parted_at_a_key(keys, limit):
    members = bits.from_keys(keys)

    assert list(bits.keys_of(bits.above(members, limit))) == sorted(key for key in keys if key > limit)
    assert list(bits.keys_of(bits.below(members, limit))) == sorted(key for key in keys if key < limit)


@given(KEYS, st.lists(st.integers(0, 4000)))
def test_keys_are_sifted_in_their_order(keys, asked):
    assert bits.Members(bits.from_keys(keys)).among(asked) == [key for key in asked if key in keys]
