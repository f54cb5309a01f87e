from typing import NamedTuple

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from publishing import stencil
from publishing.stencil import Stencil

TEMPLATE = """
<h{{ level }}>{{ row.title }}</h{{ level }}>{% if row.is_new %}<b>new</b>{% endif %}
{% if row.note %}<p class="{{ row.note }}">{{ row.note }}</p>{% endif %}
{% for person in row.people %}
  <a href="{{ person.url }}">{{ person.name }}</a>{% if not forloop.last %}, {% endif %}
{% endfor %}
{% if row.within %}in {{ row.within.title }}{% endif %}
"""


class Person(NamedTuple):
    name: str
    url: str


class Row:
    PRINTED = ("title", "note", "is_new", "people", "within")

    def __init__(self, title, note="", is_new=False, people=(), within=None):
        self.title, self.note, self.is_new, self.people, self.within = title, note, is_new, people, within


ROWS = [
    Row("Plain"),
    Row("Another plain"),
    Row("<script>", note='" onclick="', is_new=True),
    Row(mark_safe("<i>safe</i>"), people=[Person("Aigul & Co", "/a/"), Person("Timur", "/t/?x=1&y=2")]),
    Row("Within", within=Row("The \ue0000\ue001 whole", people=[Person("", "")])),
]


@pytest.fixture
def template(monkeypatch):
    template = engines["django"].from_string(TEMPLATE)
    monkeypatch.setattr(stencil, "get_template", lambda name: template)
    return template


def test_a_stencil_prints_what_its_template_prints(template):
    printed = Stencil("row.html", "row", level=3)

    assert [printed(row) for row in ROWS] == [template.render({"row": row, "level": 3}) for row in ROWS]


def test_a_template_is_rendered_once_for_each_shape(template):
    printed = Stencil("row.html", "row", level=3)

    for row in ROWS[:2] * 100:
        printed(row)

    assert len(printed.pieces) == 1


def test_a_component_that_reads_what_its_rows_do_not_print_fails_loudly(monkeypatch):
    template = engines["django"].from_string("{% if row.colour %}red{% endif %}")
    monkeypatch.setattr(stencil, "get_template", lambda name: template)

    with pytest.raises(NotImplementedError, match="colour"):
        Stencil("row.html", "row")(ROWS[0])
