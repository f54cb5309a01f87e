"""The register of commitments under filters: as they are kept, and as they are told in words.

Always as the public sees it: what a filter names and only staff may see is unknown here.
"""

from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property

from partnerships.filters import CommitmentFilter
from partnerships.models import Commitment
from publishing.filters import look_up_together
from publishing.list_pages import chips


class Register:
    """What `params` (of an address, or kept with a Follow) leave of the public register."""

    def __init__(self, params):
        params = QueryDict(params) if isinstance(params, str) else params
        self.filterset = CommitmentFilter(params, Commitment.objects.published())
        self.form = self.filterset.form

    @property
    def is_valid(self):
        """Whether all that is named can be chosen: of what has been withdrawn nothing is left, not all."""
        return self.filterset.is_valid()

    @cached_property
    def pairs(self):
        """The filters and their values, always in the same order and spelling: [("goal", "6"), ("country", "KZ")]."""
        said = self.form.cleaned_data
        return [(name, raw) for name in self.form.fields for raw in values_of(self.form.fields[name], said.get(name))]

    @property
    def query(self):
        """What is kept, and stands in the address of the page; "" for the whole register."""
        return urlencode(self.pairs)

    def words(self, *, typed=True):
        """Return the chips of the page as words; "…" for what is `typed` where its reader may not have typed it."""
        kept = [pair for pair in self.pairs if typed or not is_typed(self.form.fields[pair[0]])]
        labels = [" ".join(str(chip["label"]).split()) for chip in chips(self.form, QueryDict(urlencode(kept)))]
        return [*labels, *([] if kept == self.pairs else ["…"])]


def registers_under(queries):
    """Return {query: Register}; what their filters name is read at once, so that fifty cost as many queries as one."""
    registers = {query: Register(query) for query in queries}
    look_up_together([register.form for register in registers.values()])
    return registers


def values_of(field, value):
    """Return the texts that stand in an address for what was chosen in `field`."""
    if value in field.empty_values:
        return []
    if hasattr(field, "queryset"):
        key = field.to_field_name or "pk"
        rows = [value] if hasattr(value, "pk") else sorted(value, key=lambda row: row.pk)
        return [str(getattr(row, key)) for row in rows]
    return [value.isoformat() if hasattr(value, "isoformat") else " ".join(str(value).split())]


def is_typed(field):
    """Tell whether anybody can have anything said in `field`, so that it is no choice of ours."""
    return isinstance(field, forms.CharField)
