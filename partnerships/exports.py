"""The lists of partnerships and commitments as files: tables of what is compared, JSON as the API tells it."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from rest_framework.serializers import DecimalField

from partnerships.filters import CommitmentFilter, PartnershipFilter
from partnerships.models import Commitment, Partnership
from partnerships.models.partnerships import Status
from partnerships.models.progress import Progress
from partnerships.serializers import CommitmentSerializer, PartnershipSerializer
from people.columns import tagged, told
from places.countries import language_name
from publishing.cells import joined
from publishing.exports import Export
from publishing.reading import EVERY_LANGUAGE
from publishing.wording import LANGUAGE_CODES


class TableExport(Export):
    """Configured further by `columns`: the fields of the API that a table has besides title and goals, in their order."""

    columns = ()
    words = {}  # of a field whose values are codes: {code: label}

    def table(self, parts):
        rows = self.serializer_class.plan(EVERY_LANGUAGE).stream(parts, self.request.user)
        return self.headings(), map(self.cells, rows)

    def headings(self):
        title = capfirst(_("title"))
        titles = [f"{title} ({language_name(code)})" for code in LANGUAGE_CODES]
        fields = self.serializer_class().fields
        return [
            "guid",
            *titles,
            *(capfirst(str(fields[name].label or name)) for name in self.columns),
            *goal_headings(),
        ]

    @cached_property
    def numbers(self):
        """The columns that hold a number: the sign before one begins no formula."""
        return {name for name, field in self.serializer_class().fields.items() if isinstance(field, DecimalField)}

    def cells(self, row):
        titles = [told(row["title"].get(code, "")) for code in LANGUAGE_CODES]
        return [row["guid"], *titles, *(self.cell(name, row[name]) for name in self.columns), *tagged(row["tags"])]

    def cell(self, name, value):
        if isinstance(value, dict):
            value = next(iter(value.values()), "")
        if isinstance(value, list):
            return joined([told(str(one)) for one in value])
        value = "" if value is None else str(value)
        if name in self.numbers:
            return value
        label = self.words.get(name, {}).get(value)
        return f"{value} {label}" if label else told(value)


def goal_headings():
    return [capfirst(_("goals")), capfirst(_("targets"))]


class CommitmentExport(TableExport):
    queryset = Commitment.objects.all()
    filterset_class = CommitmentFilter
    serializer_class = CommitmentSerializer
    name = "commitments"
    columns = [
        "progress", "owner", "partnership", "made_at_session", "made_on", "due_on", "unit", "baseline", "target_value",
        "latest_value", "source_url",
    ]  # fmt: skip
    words = {"progress": dict(Progress.choices)}

    def get_queryset(self):
        return super().get_queryset().with_progress(timezone.localdate())


class PartnershipExport(TableExport):
    queryset = Partnership.objects.all()
    filterset_class = PartnershipFilter
    serializer_class = PartnershipSerializer
    name = "partnerships"
    columns = [
        "status", "kind", "signed_on", "planned_starts_on", "planned_ends_on", "starts_on", "ends_on", "halted_on",
        "countries", "regions", "groups", "partners", "reporting_organisation", "signed_at_session", "website", "source_url",
    ]  # fmt: skip
    words = {"status": dict(Status.choices), "kind": dict(Partnership.Kind.choices)}

    def get_queryset(self):
        return super().get_queryset().with_status(timezone.localdate())

    def cell(self, name, value):
        """A partner is told as "slug (role): amount currency"."""
        if name == "partners":
            value = [partner_in_words(partner) for partner in value]
        return super().cell(name, value)


def partner_in_words(partner):
    money = f": {partner['amount']} {partner['currency']}" if partner["amount"] else ""
    return f"{partner['organisation'] or ''} ({partner['role']}){money}"
