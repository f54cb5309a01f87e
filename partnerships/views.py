from django.db.models import Prefetch
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from events.models import Session
from events.programme import session_rows
from partnerships.filters import CommitmentFilter, PartnershipFilter
from partnerships.models import Commitment, Partnership, ProgressReport
from partnerships.thread import thread_of_commitment, thread_of_partnership
from people.models import Group, Organisation, Verification
from places.countries import country_name
from places.models import Region
from publishing.detail_pages import DetailPage
from publishing.keyset import Keyset
from publishing.list_pages import ListPage

PARTNERSHIPS = {"label": _("Partnerships"), "url": reverse_lazy("partnerships:list")}
COMMITMENTS = {"label": _("Commitments"), "url": reverse_lazy("partnerships:commitments")}


class PartnershipList(ListPage):
    queryset = Partnership.objects.all()
    filterset_class = PartnershipFilter
    keyset = Keyset("signed_on", descending=True, may_be_empty=True)
    template_name = "partnerships/partnership_list.html"
    heading = _("Partnerships")
    empty_title = _("No partnerships yet")
    count_label = ngettext_lazy("%(count)d partnership", "%(count)d partnerships", "count")


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
            )
        )

    def get_context_data(self, **kwargs):
        partnership, user = self.object, self.request.user
        signed_at = Session.objects.visible_to(user).filter(pk=partnership.signed_at_session_id)
        return super().get_context_data(
            signed_at=session_rows(signed_at, user),
            countries=[country_name(code) for code in partnership.countries],
            commitments=partnership.commitments.visible_to(user).for_cards(user).soonest_first(),
            reports=ProgressReport.objects.visible_to(user)
            .filter(commitment__partnership=partnership)
            .select_related("commitment")
            .latest_first(),
            stories=partnership.stories.visible_to(user).for_cards(user).latest_first(),
            steps=thread_of_partnership(partnership, user),
            **kwargs,
        )


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
