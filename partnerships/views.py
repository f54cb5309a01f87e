from django.db.models import Prefetch, Q, SmallIntegerField
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from events.models import Session
from events.programme import session_rows
from partnerships.balance import balance_of
from partnerships.filters import CommitmentFilter, PartnershipFilter
from partnerships.models import Commitment, Partnership, PartnershipDocument, ProgressReport
from partnerships.thread import thread_of_commitment, thread_of_partnership
from partnerships.timeline import timeline_of
from people.models import Group, Organisation, Verification
from places import tile_map
from places.countries import country_name
from places.models import Region
from publishing.detail_pages import DetailPage
from publishing.documents import KeptFile
from publishing.keyset import Keyset
from publishing.list_pages import ListPage, choice_links
from publishing.templatetags.content import spoken

PARTNERSHIPS = {"label": _("Partnerships"), "url": reverse_lazy("partnerships:list")}
COMMITMENTS = {"label": _("Commitments"), "url": reverse_lazy("partnerships:commitments")}


SORTS = {"signed": _("Latest signed"), "status": _("Status")}
KEYSETS = {
    "signed": Keyset("signed_on", descending=True, may_be_empty=True),
    "status": Keyset("standing", read_as=SmallIntegerField()),
}


class PartnershipList(ListPage):
    queryset = Partnership.objects.all()
    filterset_class = PartnershipFilter
    template_name = "partnerships/partnership_list.html"
    heading = _("Partnerships")
    empty_title = _("No partnerships yet")
    count_label = ngettext_lazy("%(count)d partnership", "%(count)d partnerships", "count")

    @cached_property
    def sort(self):
        asked = self.request.GET.get("sort")
        return asked if asked in SORTS else "signed"

    def get_keyset(self):
        return KEYSETS[self.sort]

    def get_context_data(self, **kwargs):
        sorts = choice_links(self.request.GET, "sort", SORTS, self.sort, "signed")
        return super().get_context_data(sorts=sorts, **kwargs)


class CommitmentList(ListPage):
    queryset = Commitment.objects.all()
    filterset_class = CommitmentFilter
    keyset = Keyset("due_on", may_be_empty=True)
    template_name = "partnerships/commitment_list.html"
    heading = _("Commitments")
    empty_title = _("No commitments yet")
    count_label = ngettext_lazy("%(count)d commitment", "%(count)d commitments", "count")


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
                Prefetch("reporting_organisation", Organisation.objects.visible_to(user)),
                "partners__organisation__region",
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
        return super().get_context_data(
            balance=balance_of(partnership.partners.all()),
            timeline=timeline_of(partnership, today=timezone.localdate(), **happened),
            map=self.map_of(partnership),
            sessions=self.sessions(partnership, user),
            countries=[country_name(code) for code in partnership.countries],
            commitments=partnership.commitments.visible_to(user).for_cards(user).soonest_first(),
            steps=thread_of_partnership(partnership, user),
            **happened,
            **kwargs,
        )

    def what_happened(self, partnership, user):
        """The reports and stories of the partnership, which stand on the page and in its timeline."""
        reports = ProgressReport.objects.visible_to(user).filter(commitment__partnership=partnership)
        stories = partnership.stories.visible_to(user).for_cards(user).latest_first()
        return {"reports": list(reports.select_related("commitment").latest_first()), "stories": list(stories)}

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
                partnerships, Prefetch("owner", Organisation.objects.visible_to(user).select_related("region"))
            )
        )

    def get_context_data(self, **kwargs):
        commitment, user = self.object, self.request.user
        return super().get_context_data(
            reports=commitment.reports.visible_to(user).latest_first(),
            contributions=commitment.contributions.visible_to(user).for_rows(user),
            steps=thread_of_commitment(commitment, user),
            **kwargs,
        )
