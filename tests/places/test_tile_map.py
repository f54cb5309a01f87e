import pytest

from places import tile_map
from places.reference import regions


def test_every_region_has_one_tile_of_its_own():
    assert set(tile_map.PLACES) == set(regions())
    assert len(set(tile_map.PLACES.values())) == 54


def test_no_country_is_torn_apart():
    for country in ("KZ", "KG", "TJ", "TM", "UZ"):
        own = {place for code, place in tile_map.PLACES.items() if code.startswith(country)}
        reached, waiting = set(), [min(own)]
        while waiting:
            column, row = waiting.pop()
            reached.add((column, row))
            around = {(column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)}
            waiting += around & own - reached
        assert reached == own, country


def test_shades_part_the_regions_evenly_and_none_is_no_shade():
    counted = [(code, code, number, "") for number, code in enumerate(list(tile_map.PLACES)[:11])]

    shades = [tile.shade for tile in tile_map.tiles(counted)]

    assert shades == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_a_single_region_is_shaded():
    tiles = tile_map.tiles([("KZ-71", "Astana", 3, ""), ("KZ-75", "Almaty", 0, "")])

    assert [(tile.number, tile.shade) for tile in tiles] == [(3, 5), (0, 0)]
    assert tile_map.legend(tiles) == [
        {"shade": 0, "least": "0", "most": "0"},
        {"shade": 5, "least": "3", "most": "3"},
    ]


def test_a_region_outside_the_layout_has_no_tile():
    assert tile_map.tiles([("KZ-99", "New", 1, "")]) == []


@pytest.mark.parametrize("code", ["KZ-71", "TM-D"])
def test_a_tile_stands_at_its_place(code):
    column, row = tile_map.PLACES[code]
    tile = tile_map.tiles([(code, code, 1, "")])[0]

    assert (tile.x, tile.y) == (column * tile_map.SIDE, row * tile_map.SIDE)
