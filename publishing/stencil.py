"""A component printed for hundreds of rows in the time of a few.

A Django template takes some 10 µs for each variable and each condition, so that three hundred rows of forty cost more than
everything else on their page. But rows of one shape (the same texts there, the same numbers of people and goals) differ in
their texts alone. So the template is rendered once for each shape, with marks for the texts, and the texts of each row are
put where the marks came out, escaped as the template would have done.

A row says in PRINTED which attributes its component reads: ready texts, which the component prints as they are, without a
filter; True, False and None, which it may ask about; other rows, named tuples and lists of these.
"""

import re
from html import escape
from itertools import count
from types import SimpleNamespace

from django.template.loader import get_template
from django.utils.safestring import mark_safe

BEGIN, END = "\ue000", "\ue001"  # of private use: no template says them
MARK = re.compile(f"{BEGIN}(\\d+){END}")


class StandIn(SimpleNamespace):
    """A row with marks for texts. What its PRINTED does not name would be silently missing, so a template may not ask."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotImplementedError(f"A component reads “{name}”, which is not in PRINTED.")


class Stencil:
    """`template_name` for rows that it calls `name`; the other variables of the template are in `context`."""

    def __init__(self, template_name, name, **context):
        self.template, self.name, self.context = get_template(template_name), name, context
        self.pieces = {}

    def __call__(self, row):
        """Return `row` as HTML: what the template itself would have made of it."""
        texts = []
        shape = shape_of(row, texts)
        if shape not in self.pieces:
            self.pieces[shape] = self._cut(shape)
        filled = [texts[piece] if type(piece) is int else piece for piece in self.pieces[shape]]
        return mark_safe("".join(filled))  # noqa: S308 - the template's own HTML, and escaped texts

    def _cut(self, shape):
        """Return the HTML of a shape in pieces: text, and numbers of what is to be filled in."""
        html = self.template.render({**self.context, self.name: model_of(shape, count())})
        return [int(piece) if place % 2 else piece for place, piece in enumerate(MARK.split(html))]


def shape_of(value, texts):
    """Return what a row's `value` has in common with others of its shape; add its texts, escaped, to `texts`."""
    if not value:
        return value if value is None or value is False else ""
    if value is True:
        return value
    if isinstance(value, str):
        texts.append(value if hasattr(value, "__html__") else escape(value))
        return str
    names = getattr(value, "PRINTED", None) or getattr(value, "_fields", None)
    parts = value if names is None else [getattr(value, name) for name in names]
    return (names, tuple([shape_of(part, texts) for part in parts]))


def model_of(shape, marks):
    """Return a stand-in for a value of that shape, with the next of `marks` for each text."""
    if shape is str:
        return f"{BEGIN}{next(marks)}{END}"
    if not isinstance(shape, tuple):
        return shape
    names, parts = shape
    models = [model_of(part, marks) for part in parts]
    return StandIn(**dict(zip(names, models, strict=True))) if names else models
