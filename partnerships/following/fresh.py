"""What is new in what somebody follows: the public developments of a span of time, read once for all followers.

What happened in a week or two fits into memory; the followers, however many, are read a batch at a time.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language

from partnerships.course import shown_value
from partnerships.following.registers import Register
from partnerships.following.subjects import subject_of
from partnerships.models import Development
from partnerships.models.progress import Progress


@dataclass(frozen=True)
class Entry:
    """One thing to tell: a "new" commitment, one that is "changed" (`before` and `after`), a "report", an "assessment"."""

    kind: str
    development: Development
    before: str = ""

    @property
    def key(self):
        return self.kind, self.development.pk

    @property
    def commitment(self):
        return self.development.commitment

    @property
    def address(self):
        return settings.SITE_URL + self.development.told_of.get_absolute_url()

    @property
    def value(self):
        """What the report says was reached, with its unit; "" where it gives no value."""
        value = self.development.report.value
        return "" if value is None else f"{shown_value(value)} {self.commitment.unit}".strip()

    @property
    def before_name(self):
        return Progress(self.before).label

    @property
    def after_name(self):
        return Progress(self.development.after).label


class Fresh:
    def __init__(self, *, after, until):
        self.span = {"after": after, "until": until}
        self.known, self.told = {}, {}

    @cached_property
    def by_commitment(self):
        """{key of the commitment: its developments, the earliest first}"""
        rows = Development.objects.published().noticed(**self.span)
        found = defaultdict(list)
        for row in rows.select_related("commitment__owner", "report", "assessment__assessor"):
            found[row.commitment_id].append(row)
        return dict(found)

    @cached_property
    def by_partnership(self):
        """{key of the partnership: the keys of its commitments}, of those with developments"""
        found = defaultdict(list)
        for key, rows in self.by_commitment.items():
            found[rows[0].commitment.partnership_id].append(key)
        return found

    def entries_for(self, follow):
        """Return the Entries of what was noticed since `follow` was told."""
        entries = [entry for key in self.keys_for(follow) for entry in self.entries_of(key, follow.told_until)]
        left = QueryDict(follow.query).get("progress")
        return entries + self.leavers(follow, left) if left else entries

    def entries_of(self, key, told_until):
        """Return what became of the commitment with this key: one entry for where it stands, one for each other thing."""
        rows = [row for row in self.by_commitment[key] if row.noticed_at > told_until]
        standings = [row for row in rows if row.after]
        others = [Entry("report" if row.report_id else "assessment", row) for row in rows if not row.after]
        if not standings or standings[0].before == standings[-1].after:
            return others
        before = standings[0].before
        return [Entry("changed" if before else "new", standings[-1], before), *others]

    def leavers(self, follow, progress):
        """Whoever follows what stands at `progress` also hears which of it stands there no longer."""
        wider = QueryDict(follow.query, mutable=True)
        del wider["progress"]
        keys = self.matching(wider.urlencode()) - self.matching(follow.query)
        entries = [entry for key in sorted(keys) for entry in self.entries_of(key, follow.told_until)]
        return [entry for entry in entries if entry.kind == "changed" and entry.before == progress]

    def subject_of(self, follow):
        """Return the Subject of `follow` in the active language; of a register worked out once for all who follow it."""
        if not follow.is_of_register:
            return subject_of(follow)
        named = follow.query, get_language()
        if named not in self.told:
            self.told[named] = subject_of(follow)
        return self.told[named]

    def keys_for(self, follow):
        """Return the keys of the commitments that belong to what is followed, and have developments."""
        if follow.commitment_id:
            return [follow.commitment_id] if follow.commitment_id in self.by_commitment else []
        if follow.partnership_id:
            return self.by_partnership.get(follow.partnership_id, [])
        return sorted(self.matching(follow.query))

    def matching(self, query):
        """Return the keys of those that the filters of the register leave: one answer for all who follow the same."""
        if query not in self.known:
            register = Register(query)
            span = Development.objects.noticed(**self.span).order_by()
            rows = register.filterset.qs.filter(pk__in=span.values("commitment")) if register.is_valid else None
            keys = rows.order_by().values_list("pk", flat=True) if rows is not None else []
            self.known[query] = frozenset(keys) & self.by_commitment.keys()
        return self.known[query]
