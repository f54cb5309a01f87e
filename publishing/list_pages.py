"""A list page: visible rows, narrowed by the visitor, paged by the last row seen, counted up to a cap, with chips."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import ListView

from publishing.keyset import CURSOR_NAMES, Page
from publishing.views import NarrowedMixin

COUNTED_AT_MOST = 1000
NO_ROWS = Page([], {}, {})


class ListPage(NarrowedMixin, ListView):
    """Configured by `queryset` (bare), `filterset_class`, `keyset`, `heading`, `count_label` and a template.

    `count_label` is an `ngettext_lazy` with `%(count)d`, unless `count_in_words` is the child's own; `for_cards` fetches
    what the rows show. `other_forms` are (label, content type, route) of what else gives the same rows: they are told to
    people at the foot and to programs in the head.
    """

    template_name = "list_page.html"
    keyset = None
    page_size = 20
    other_forms = ()
    heading = count_label = empty_title = row_template = ""

    def get_keyset(self):
        return self.keyset

    def for_cards(self, queryset):
        """Fetch with the rows of a page what their cards show."""
        return queryset.for_cards(self.request.user)

    def get_page(self):
        """Return the keyset.Page that the address asks for, or None where no rows are shown."""
        return self.get_keyset().page(self.for_cards(self.object_list), self.request.GET, self.page_size)

    def get_context_data(self, **kwargs):
        page = self.get_page() or NO_ROWS
        chosen = chips(self.filterset.form, self.request.GET)
        return super().get_context_data(
            object_list=page.rows,
            form=self.filterset.form,
            has_filters=bool(chosen) or bool(self.filterset.form.errors),
            chips=chosen,
            address=self.request.path,
            heading=self.heading,
            count=self.count_in_words(),
            empty_title=self.empty_title,
            row_template=self.row_template,
            trail=[{"label": self.heading, "url": ""}],
            previous_url=address_with(self.request, page.previous),
            next_url=address_with(self.request, page.next),
            **{"exports": self.exports(), **kwargs},
        )

    def exports(self):
        """Return [{label, type, url}] of the other forms of this list, narrowed like it."""
        query = query_of(self.request.GET, self.filterset_class)
        return [
            {"label": label, "type": kind, "url": reverse(route) + query} for label, kind, route in self.other_forms
        ]

    def count_in_words(self):
        """Return "12 events", or "More than 1000 events": past the cap counting costs more than it tells."""
        # Of the keys alone: else what is annotated for the cards is worked out for each row that is counted.
        count = self.object_list.order_by().values("pk")[: COUNTED_AT_MOST + 1].count()
        if count <= COUNTED_AT_MOST:
            return self.count_label % {"count": count}
        return _("More than %(amount)s") % {"amount": self.count_label % {"count": COUNTED_AT_MOST}}


def address_with(request, cursor):
    """Return the query string of the same list at `cursor` ({"after": …}); empty without one."""
    if not cursor:
        return ""
    kept = [(name, value) for name, value in query_pairs(request.GET) if name not in CURSOR_NAMES]
    return "?" + urlencode([*kept, *cursor.items()])


def query_of(params, filterset_class):
    """Return the query string of the filters among `params` (request.GET), for other forms of the same list."""
    chosen = urlencode([pair for pair in query_pairs(params) if pair[0] in filterset_class.base_filters])
    return f"?{chosen}" if chosen else ""


def query_pairs(params):
    return [(name, value) for name, values in params.lists() for value in values if value]


def address_changed(params, **changed):
    """Return the query string of the first page of the same list with some parameters `changed`; "" takes one away."""
    pairs = [pair for pair in query_pairs(params) if pair[0] not in (*changed, *CURSOR_NAMES)]
    return "?" + urlencode([*pairs, *((name, value) for name, value in changed.items() if value)])


def choice_links(params, parameter, labels, current, usual):
    """Return [{label, url, is_current}] of the values of a parameter that is no filter; `usual` needs not be said."""
    return [
        {
            "label": label,
            "url": address_changed(params, **{parameter: "" if name == usual else name}),
            "is_current": name == current,
        }
        for name, label in labels.items()
    ]


def chips(form, params):
    """Return [{label, remove_url}] of the valid choices made in `form`; what is removed starts at the first page."""
    made = []
    for name in form.fields:
        for raw in given(form, name, params):
            made.append({"label": chip_label(form, name, raw), "remove_url": without(params, name, raw)})
    return made


def given(form, name, params):
    """Return the valid values of a field as they stand in the address; of a field for one value only the last counts."""
    values = [raw for raw in params.getlist(name) if raw.strip()] if name not in form.errors else []
    return values if isinstance(form.cleaned_data.get(name), list) else values[-1:]


def without(params, name, raw):
    pairs = [pair for pair in query_pairs(params) if pair != (name, raw) and pair[0] not in CURSOR_NAMES]
    return "?" + urlencode(pairs)


def chip_label(form, name, raw):
    """Return the words for one choice: the name of what was chosen, or "From: 1 May 2027"."""
    field, value = form.fields[name], form.cleaned_data.get(name)
    if isinstance(value, list):  # a field of several choices: the one that `raw` stands for
        value = next((one for one in value if raw in (str(getattr(one, "pk", one)), getattr(one, "slug", None))), raw)
    if hasattr(field, "label_from_instance") and hasattr(value, "pk"):
        return field.label_from_instance(value)
    if hasattr(field, "choices"):
        return dict(field.choices).get(value, value)
    shown = date_format(value) if hasattr(value, "isoformat") else value
    return _("%(label)s: %(value)s") % {"label": capfirst(field.label), "value": shown}
