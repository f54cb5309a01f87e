import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.cells import meant, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+7 701", "'+7 701"),
        ("Fund;=1+1|'/C calc'!A0", "Fund;'=1+1|'/C calc'!A0"),
        ("Fund, @here", "Fund, '@here"),
        ("Fund-and-friends", "Fund-and-friends"),
    ],
)
def test_no_part_of_a_cell_is_taken_for_a_formula_by_a_spreadsheet_with_another_separator(text, shown):
    assert plain(text) == shown


@given(st.text(alphabet="a=+-@',; \t1"))
def test_what_was_made_plain_means_what_it_was(text):
    assert meant(plain(text)) == text
