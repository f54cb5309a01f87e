"""Drawn pictures that stand in for real ones: a steppe at some hour of the day, and a bridge of arches across it.

The seed alone decides hour, hills and number of arches, so the sample content looks the same on every load.
"""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

# Sky above, sky at the horizon, sun, far hills, near ground, bridge: the colours of static/css/tokens.css, by hour.
HOURS = (
    ("#7fb4bb", "#fbf3e3", "#f4d58d", "#b9c3b0", "#8f9b77", "#0b5c66"),  # morning
    ("#5d9fb0", "#e6f0ec", "#fbe7b0", "#a9b89a", "#c7a863", "#08454d"),  # noon
    ("#6b6f8c", "#f6c98a", "#e2a117", "#a5826d", "#7a5b46", "#3a2f3d"),  # evening
    ("#16303c", "#8fb0ad", "#eef1ee", "#3f6064", "#2b474a", "#0d1c22"),  # dusk
)
SMOOTHING = 2  # drawn this many times larger, then reduced: Pillow's lines have hard edges


def draw(seed, width=1600, height=1067):
    """Return the placeholder of `seed`, any string, as a JPEG of `width` × `height` pixels."""
    chance = random.Random(seed)  # noqa: S311 - a picture, not a secret
    sky, horizon_sky, sun, hills, ground, bridge = chance.choice(HOURS)
    size = (width * SMOOTHING, height * SMOOTHING)
    horizon = round(size[1] * chance.uniform(0.52, 0.62))

    picture = Image.new("RGB", size)
    picture.paste(_gradient((size[0], horizon), sky, horizon_sky))
    brush = ImageDraw.Draw(picture)
    _draw_sun(brush, chance, size, horizon, sun)
    _draw_hills(brush, chance, size, horizon, hills)
    brush.rectangle([0, horizon, *size], fill=ground)
    _draw_furrows(brush, size, horizon, ground, hills)
    _draw_bridge(brush, chance, size, horizon, bridge)

    buffer = BytesIO()
    calm = picture.reduce(SMOOTHING).filter(ImageFilter.GaussianBlur(0.4))
    calm.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def _gradient(size, top, bottom):
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def _draw_sun(brush, chance, size, horizon, colour):
    x, radius = size[0] * chance.uniform(0.15, 0.85), size[1] * chance.uniform(0.05, 0.09)
    y = horizon - radius * chance.uniform(1.6, 5)
    brush.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)


def _draw_hills(brush, chance, size, horizon, colour):
    """Low hills along the horizon: a line through a few heights, smoothed by its own many points."""
    heights = [chance.uniform(0.01, 0.13) * size[1] for _ in range(8)]
    step = size[0] / (len(heights) - 1)
    line = []
    for x in range(0, size[0] + 8, 8):
        left = min(int(x / step), len(heights) - 2)
        part = x / step - left
        ease = part * part * (3 - 2 * part)
        line.append((x, horizon - heights[left] * (1 - ease) - heights[left + 1] * ease))
    brush.polygon([(0, horizon), *line, (size[0], horizon)], fill=colour)


def _draw_furrows(brush, size, horizon, ground, hills):
    """Wide bands that grow towards the reader and give the plain its depth."""
    depth = size[1] - horizon
    for number in range(1, 5):
        top = horizon + depth * (number / 5) ** 2
        brush.rectangle([0, top, size[0], top + depth * 0.012 * number], fill=_between(ground, hills, 0.25))


def _draw_bridge(brush, chance, size, horizon, colour):
    """A deck on round arches, from edge to edge; what is under an arch stays as it was."""
    arches = chance.randint(5, 9)
    deck_top = horizon - size[1] * chance.uniform(0.09, 0.14)
    deck, span, foot = size[1] * 0.018, size[0] / arches, horizon + size[1] * 0.1
    pier = span * 0.08
    brush.rectangle([0, deck_top, size[0], deck_top + deck], fill=colour)
    for number in range(arches):
        left, right = number * span + pier / 2, (number + 1) * span - pier / 2
        radius = (right - left) / 2
        crown = deck_top + deck * 1.6
        # The spandrels: the corners between deck and arch, as many thin columns.
        for x in range(int(left), int(right) + 1):
            across = min(abs(x - (left + right) / 2) / radius, 1)
            rise = min(radius, foot - crown) * (1 - (1 - across**2) ** 0.5)
            brush.line([x, deck_top, x, crown + rise], fill=colour)
        brush.rectangle([left - pier, deck_top, left, foot], fill=colour)
    brush.rectangle([size[0] - pier / 2, deck_top, size[0], foot], fill=colour)


def _between(one, other, share):
    """Return the colour that lies `share` of the way from `one` to `other`, both "#rrggbb"."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return tuple(round(first + (second - first) * share) for first, second in pairs)
