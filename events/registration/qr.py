"""The code of a ticket as a picture that a telephone reads."""

from io import BytesIO

import segno
from django.utils.safestring import mark_safe


def picture_of(code):
    """Return the SVG: dark on white whatever the page around it is, because that is what readers expect."""
    out = BytesIO()
    segno.make_qr(code, error="m").save(
        out, kind="svg", scale=8, border=4, light="#ffffff", dark="#000000", omitsize=True
    )
    return out.getvalue().decode()


def squares_of(code):
    """Return the rows of the same picture as tuples of 0 and 1, for PDF."""
    return tuple(tuple(row) for row in segno.make_qr(code, error="m").matrix_iter(border=0))


def drawing_of(code):
    """Return the SVG element of the same picture, for a page that shows many of them."""
    made = segno.make_qr(code, error="m")
    return mark_safe(made.svg_inline(border=2, light="#ffffff", dark="#000000", omitsize=True))  # noqa: S308
