from io import BytesIO

from photos import placeholders
from publishing import bitmaps


def test_a_placeholder_is_a_picture_the_portal_accepts():
    picture = bitmaps.read(BytesIO(placeholders.draw("plenary", width=300, height=200)))

    assert picture.image.size == (300, 200)


def test_the_same_seed_draws_the_same_picture_and_another_seed_another():
    one, again, other = (placeholders.draw(seed, width=300, height=200) for seed in ("a", "a", "b"))

    assert one == again
    assert one != other
