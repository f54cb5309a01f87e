"""Legible text on a goal's colour, by the contrast formula of WCAG 2.2 (relative luminance)."""

WHITE = "#ffffff"
INK = "#10171c"  # the dark text of .goal--N in static/css/tokens.css; at least 4.5:1 wherever white is not
LEGIBLE = 4.5  # WCAG 2.2, success criterion 1.4.3, level AA


def luminance(colour):
    """Return the relative luminance of "#rrggbb", from 0 (black) to 1 (white)."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast ratio of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def text_colour_on(colour):
    """Return white where it is legible on `colour` ("#rrggbb"), else the dark ink."""
    return WHITE if contrast(colour, WHITE) >= LEGIBLE else INK
