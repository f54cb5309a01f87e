from django.db.models import Count, Prefetch, Q, SmallIntegerField
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from events.models import Session
from events.programme import session_rows
from partnerships.balance import balance_of
from partnerships.course import course_of
from partnerships.filters import CommitmentFilter, PartnershipFilter
from partnerships.iati.views import files_of as iati_files_of
from partnerships.json_ld import partnership_script
from partnerships.models import Assessment, Commitment, Partnership, PartnershipDocument, ProgressReport
from partnerships.models.progress import Progress
from partnerships.thread import thread_of_commitment, thread_of_partnership
from partnerships.timeline import timeline_of
from people.models import Group, Organisation, Verification
from places import tile_map
from places.countries import country_name
from places.models import Region
from places.on_map import OnMap
from publishing.cells import plain
from publishing.charts import grouped
from publishing.detail_pages import AtOwnAddress, DetailPage
from publishing.documents import KeptFile
from publishing.downloads import csv_answer, licence, licensed
from publishing.exports import files_of
from publishing.keyset import Keyset
from publishing.list_pages import ListPage, address_changed, choice_links, query_of
from publishing.templatetags.content import spoken
from publishing.visibility import among

PARTNERSHIPS = {"label": _("Partnerships"), "url": reverse_lazy("partnerships:list")}
COMMITMENTS = {"label": _("Commitments"), "url": reverse_lazy("partnerships:commitments")}


SORTS = {"signed": _("Latest signed"), "status": _("Status")}
KEYSETS = {
    "signed": Keyset("signed_on", descending=True, may_be_empty=True),
    "status": Keyset("standing", read_as=SmallIntegerField()),
}


class PartnershipList(OnMap, ListPage):
    queryset = Partnership.objects.all()
    filterset_class = PartnershipFilter
    template_name = "partnerships/partnership_list.html"
    heading = _("Partnerships")
    empty_title = _("No partnerships yet")
    count_label = ngettext_lazy("%(count)d partnership", "%(count)d partnerships", "count")
    counted_how = _("A partnership counts in every region where it works.")

    @cached_property
    def sort(self):
        asked = self.request.GET.get("sort")
        return asked if asked in SORTS else "signed"

    def get_keyset(self):
        return KEYSETS[self.sort]

    def get_context_data(self, **kwargs):
        sorts = choice_links(self.request.GET, "sort", SORTS, self.sort, "signed")
        return super().get_context_data(sorts=sorts, licence=licence(), **kwargs)

    def exports(self):
        query = query_of(self.request.GET, PartnershipFilter)
        iati = iati_files_of(self.object_list, reverse("iati:all") + query)
        return [*files_of("partnerships:export", self.request.GET, PartnershipFilter), *iati]


class CommitmentList(OnMap, ListPage):
    queryset = Commitment.objects.all()
    filterset_class = CommitmentFilter
    keyset = Keyset("due_on", may_be_empty=True)
    template_name = "partnerships/commitment_list.html"
    heading = _("Commitments")
    empty_title = _("No commitments yet")
    count_label = ngettext_lazy("%(count)d commitment", "%(count)d commitments", "count")
    counted_how = _(
        "A commitment counts where its partnership works; one that stands alone, where its owner has its seat."
    )
    other_forms = [(_("Feed (Atom)"), "application/atom+xml", "partnerships:feed")]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            figures=self.figures(), follow_url=self.follow_url(), licence=licence(), **kwargs
        )

    def follow_url(self):
        """Return where one follows what is chosen by mail; "" while a choice cannot be read."""
        if self.filterset.errors:
            return ""
        return reverse("partnerships:follow_register") + query_of(self.request.GET, CommitmentFilter)

    def exports(self):
        return [*super().exports(), *files_of("partnerships:commitment_export", self.request.GET, CommitmentFilter)]

    def figures(self):
        """How many of the commitments that the other filters leave stand where; each leads to those."""
        rows = self.regardless_of("progress").with_progress(timezone.localdate())
        counts = dict(rows.order_by().values_list("progress").annotate(count=Count("pk")))
        return [
            {
                "number": grouped(counts.get(state, 0)),
                "label": state.label,
                "url": address_changed(self.request.GET, progress=state.value),
            }
            for state in Progress
        ]


class PartnershipPage(DetailPage):
    queryset = Partnership.objects.all()
    template_name = "partnerships/partnership_detail.html"

    def above(self):
        return [PARTNERSHIPS]

    def get_queryset(self):
        user = self.request.user
        return (
            super()
            .get_queryset()
            .for_cards(user)
            .prefetch_related(
                Prefetch(
                    "partners__organisation__verifications",
                    Verification.objects.for_badges(user),
                    to_attr="valid_verifications",
                ),
                Prefetch("regions", Region.objects.in_order()),
                Prefetch("groups", Group.objects.order_by("name")),
                Prefetch("documents", PartnershipDocument.objects.visible_to(user).in_order()),
            )
        )

    def get_context_data(self, **kwargs):
        partnership, user = self.object, self.request.user
        happened = self.what_happened(partnership, user)
        commitments = list(partnership.commitments.visible_to(user).for_cards(user).soonest_first())
        rows = (commitments, happened["reports"], happened["assessments"])
        reporting = self.reporting(partnership, user)
        return super().get_context_data(
            balance=balance_of(partnership.partners.all()),
            timeline=timeline_of(partnership, today=timezone.localdate(), **happened),
            map=self.map_of(partnership),
            sessions=self.sessions(partnership, user),
            countries=[country_name(code) for code in partnership.countries],
            commitments=commitments,
            reporting=reporting,
            exports=self.iati_files(partnership, reporting),
            steps=thread_of_partnership(partnership, user, rows=rows),
            json_ld=partnership_script(partnership),
            **happened,
            **kwargs,
        )

    def iati_files(self, partnership, reporting):
        """The file of the organisation `reporting` on it, if it is told there."""
        if not reporting:
            return []
        address = reverse("iati:reported_by", args=[reporting.slug])
        return iati_files_of(Partnership.objects.filter(pk=partnership.pk), address)

    def reporting(self, partnership, user):
        """The organisation that reports on it, mostly one of the partners, as far as `user` may see it."""
        key = partnership.reporting_organisation_id
        partners = [partner.organisation for partner in partnership.partners.all() if partner.organisation_id == key]
        return partners[0] if partners else key and Organisation.objects.visible_to(user).filter(pk=key).first()

    def what_happened(self, partnership, user):
        """The reports, assessments and stories of the partnership, which stand on the page and in its timeline."""
        of_partnership = {
            name: list(
                model.objects.visible_to(user)
                .filter(among("commitment", Commitment.objects.visible_to(user)), commitment__partnership=partnership)
                .for_rows(user)
                .latest_first()
            )
            for name, model in (("reports", ProgressReport), ("assessments", Assessment))
        }
        return {**of_partnership, "stories": list(partnership.stories.visible_to(user).for_cards(user).latest_first())}

    def map_of(self, partnership):
        """Where the partnership works, if its regions are known; each leads to the partnerships there."""
        regions, address = list(partnership.regions.all()), reverse("partnerships:list")
        return tile_map.marked(regions, lambda code: f"{address}?region={code}") if regions else None

    def sessions(self, partnership, user):
        """The sessions at which it was signed or presented, or one of its commitments made."""
        made = partnership.commitments.visible_to(user).values("made_at_session")
        related = Session.objects.visible_to(user).filter(Q(pk=partnership.signed_at_session_id) | Q(pk__in=made))
        return session_rows(related.chronological(), user)


class DocumentFile(KeptFile):
    """A document of a partnership that is kept here."""

    queryset = PartnershipDocument.objects.all()

    def name_of(self, document):
        return slugify(spoken(document, "title")[0]) or f"document-{document.pk}"


class CommitmentPage(DetailPage):
    queryset = Commitment.objects.all()
    template_name = "partnerships/commitment_detail.html"

    def above(self):
        return [COMMITMENTS]

    def get_queryset(self):
        user = self.request.user
        partnerships = Prefetch("partnership", Partnership.objects.visible_to(user).for_cards(user))
        return (
            super()
            .get_queryset()
            .for_cards(user)
            .select_related(None)
            .prefetch_related(
                partnerships,
                Prefetch("owner", Organisation.objects.visible_to(user).select_related("region")),
                "owner__groups",
            )
        )

    def get_context_data(self, **kwargs):
        commitment, user = self.object, self.request.user
        reports = list(commitment.reports.visible_to(user).for_rows(user).latest_first())
        return super().get_context_data(
            reports=reports,
            assessments=commitment.assessments.visible_to(user).for_rows(user).latest_first(),
            course=course_of(commitment, reports),
            contributions=commitment.contributions.visible_to(user).for_rows(user),
            steps=thread_of_commitment(commitment, user),
            **kwargs,
        )


class CourseTable(AtOwnAddress):
    """The table of how far a commitment came, as CSV."""

    queryset = Commitment.objects.all()

    def answer(self):
        reports = self.object.reports.visible_to(self.request.user)
        figure = course_of(self.object, reports)
        if figure is None:
            raise Http404
        rows = [[row.code, *row.numbers] for row in figure.rows]
        return licensed(csv_answer(self.object.slug, [plain(heading) for heading in figure.headings], rows))

    def address_of(self, row):
        return reverse("partnerships:course", args=[row.slug])


class EvidenceFile(KeptFile):
    """The evidence of a report that is kept here."""

    queryset = ProgressReport.objects.select_related("commitment")
    field = "evidence_file"

    def name_of(self, report):
        return f"{report.commitment.slug}-{report.period_end}"
