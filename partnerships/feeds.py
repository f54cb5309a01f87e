from django.conf import settings
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.filters import CommitmentFilter
from partnerships.models import Assessment, Commitment, ProgressReport
from publishing.feeds import AtomFeed
from publishing.prose import to_html
from publishing.templatetags.content import told


class CommitmentFeed(AtomFeed):
    """Commitments that were made, changed, reported on or assessed last."""

    queryset = Commitment.objects.all()
    filterset_class = CommitmentFilter
    title = _("Commitments")
    list_name = "partnerships:commitments"
    latest_first = ("-news_at", "-pk")

    def get_queryset(self):
        user = self.request.user
        told_last = [latest_of(model.objects.visible_to(user)) for model in (ProgressReport, Assessment)]
        return super().get_queryset().for_cards(user).annotate(news_at=Greatest("updated_at", *told_last))

    def identity(self, row):
        return {**super().identity(row), "updateddate": row.news_at}

    def entry(self, row):
        description = to_html(told(row, "description"))
        return {
            "description": in_short(row) + mark_safe(description),  # noqa: S308 - cleaned by nh3
            "author_name": told(row.owner, "name") or settings.SITE_NAME,
            "categories": [row.progress_name],
        }


def latest_of(rows):
    """Return when the latest of `rows` of a commitment was changed, as an expression; without any, the commitment itself."""
    latest = rows.filter(commitment=OuterRef("pk")).order_by().values("commitment").annotate(at=Max("updated_at"))
    return Coalesce(Subquery(latest.values("at")), "updated_at")


def in_short(commitment):
    """Return where a commitment stands today, as a paragraph."""
    words = [str(commitment.progress_name)]
    if commitment.due_on:
        words.append(gettext("due %(date)s") % {"date": date_format(commitment.due_on)})
    return format_html("<p>{}</p>", "; ".join(words))
