"""A map of the 54 regions as tiles of one size: no shapes of them are free, and a city is seen as well as a steppe.

Each row of LAYOUT is a row of tiles from north to south, laid by hand so that neighbours mostly stay neighbours.
"""

from typing import NamedTuple

from publishing.charts import grouped
from publishing.templatetags.content import spoken

SIDE = 64  # of a tile, in units of the drawing
SHADES = 5
MARKED = 4  # the shade of a region that is simply one of them

LAYOUT = """
......  ......  ......  KZ-39   KZ-59   KZ-55   ......  ......
......  KZ-27   KZ-15   KZ-11   KZ-71   KZ-10   KZ-63   ......
......  KZ-23   KZ-43   KZ-62   KZ-35   KZ-33   ......  ......
......  KZ-47   KZ-61   KZ-79   KZ-31   KZ-19   KZ-75   ......
......  UZ-QR   UZ-NW   UZ-TO   KG-T    KG-C    KG-GB   KG-Y
TM-D    UZ-XO   UZ-SI   UZ-TK   UZ-NG   KG-J    KG-N    ......
TM-B    UZ-BU   UZ-SA   UZ-JI   UZ-AN   KG-GO   KG-O    ......
TM-S    TM-L    UZ-QA   TJ-SU   UZ-FA   KG-B    ......  ......
TM-A    TM-M    UZ-SU   TJ-DU   TJ-RA   TJ-GB   ......  ......
......  ......  ......  TJ-KT   ......  ......  ......  ......
"""
PLACES = {
    code: (column, row)
    for row, line in enumerate(LAYOUT.strip().splitlines())
    for column, code in enumerate(line.split())
    if "-" in code
}
COLUMNS = max(column for column, _row in PLACES.values()) + 1
ROWS = max(row for _column, row in PLACES.values()) + 1


class Tile(NamedTuple):
    """A region on the map; `shade` is 0 for none and SHADES for the most."""

    code: str
    name: str
    number: int
    url: str
    shade: int

    @property
    def country(self):
        return self.code[:2]

    @property
    def shown(self):
        return grouped(self.number)

    @property
    def x(self):
        return PLACES[self.code][0] * SIDE

    @property
    def y(self):
        return PLACES[self.code][1] * SIDE

    @property
    def middle(self):
        return self.x + SIDE // 2


def tiles(counted):
    """Return the Tiles of `counted`, [(code, name, number, url)], in their order; an unknown code has no place."""
    known = [one for one in counted if one[0] in PLACES]
    limits = thresholds([number for _code, _name, number, _url in known])
    return [Tile(*one, shade_of(one[2], limits)) for one in known]


def thresholds(numbers):
    """Return the least numbers of the shades from the second on: as many regions have one shade as another."""
    ordered = sorted(number for number in numbers if number)
    return [ordered[len(ordered) * step // SHADES] for step in range(1, SHADES)] if ordered else []


def shade_of(number, limits):
    return 1 + sum(number >= limit for limit in limits) if number else 0


def legend(tiles):
    """Return [{shade, least, most}] of the shades that occur."""
    shades = sorted({tile.shade for tile in tiles})
    by_shade = {shade: [tile.number for tile in tiles if tile.shade == shade] for shade in shades}
    return [
        {"shade": shade, "least": grouped(min(numbers)), "most": grouped(max(numbers))}
        for shade, numbers in by_shade.items()
    ]


def borders():
    """Return the path that parts the tiles of different countries, as data of an SVG path."""
    lines = []
    for code, (column, row) in PLACES.items():
        right, below = neighbour(column + 1, row), neighbour(column, row + 1)
        if right and right[:2] != code[:2]:
            lines.append(f"M{(column + 1) * SIDE} {row * SIDE}v{SIDE}")
        if below and below[:2] != code[:2]:
            lines.append(f"M{column * SIDE} {(row + 1) * SIDE}h{SIDE}")
    return "".join(lines)


def neighbour(column, row):
    return next((code for code, place in PLACES.items() if place == (column, row)), None)


class TileMap:
    """What components/tile_map.html draws; in a Figure it is a chart. Without a legend its tiles are only marked or not."""

    template_name = "components/charts/tiles.html"
    side, width, height, borders = SIDE, COLUMNS * SIDE, ROWS * SIDE, borders()

    def __init__(self, tiles, legend=()):
        self.tiles, self.legend = tiles, legend


def shaded(counted):
    """Return the TileMap of `counted`, [(code, name, number, url)]: the more, the stronger the shade."""
    found = tiles(counted)
    return TileMap(found, legend(found))


def marked(regions, address_of):
    """Return the TileMap that shows which of all regions `regions` are; each of them leads to `address_of` its code."""
    names = {region.code: spoken(region, "name")[0] for region in regions}
    found = []
    for code in PLACES:
        url, shade = (address_of(code), MARKED) if code in names else ("", 0)
        found.append(Tile(code, names.get(code, code), int(code in names), url, shade))
    return TileMap(found)
