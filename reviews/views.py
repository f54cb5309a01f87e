from datetime import datetime, time, timedelta

from django.db.models import Prefetch
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships.models import Commitment
from partnerships.thread import shown
from people.models import Organisation
from publishing.detail_pages import DetailPage
from publishing.documents import KeptFile
from publishing.keyset import Keyset
from publishing.list_pages import ListPage, choice_links
from publishing.templatetags.content import spoken
from reviews.arrangement import ARRANGEMENTS, arranged
from reviews.filters import NationalReviewFilter
from reviews.json_ld import review_script
from reviews.models import Contribution, NationalReview, ReviewDocument
from reviews.thread import thread_of_review

REVIEWS = {"label": _("National reviews"), "url": reverse_lazy("reviews:list")}


def next_midnight():
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), time()))


class ReviewList(ListPage):
    queryset = NationalReview.objects.all()
    filterset_class = NationalReviewFilter
    keyset = Keyset("year", descending=True)
    template_name = "reviews/review_list.html"
    heading = _("National reviews")
    empty_title = _("No reviews yet")
    count_label = ngettext_lazy("%(count)d review", "%(count)d reviews", "count")

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.stale_at = next_midnight()  # a window may open or close
        return response


class ReviewPage(DetailPage):
    queryset = NationalReview.objects.all()
    template_name = "reviews/review_detail.html"

    def above(self):
        return [REVIEWS]

    def get_name(self):
        return self.object.title

    def get_queryset(self):
        bodies = Prefetch("bodies", Organisation.objects.visible_to(self.request.user).by_name())
        return super().get_queryset().for_cards(self.request.user).prefetch_related(bodies)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.stale_at = next_midnight()  # the window opens and closes, and a day to come becomes one that was
        return response

    @cached_property
    def arrangement(self):
        asked = self.request.GET.get("by")
        return asked if asked in ARRANGEMENTS else "goal"

    def get_context_data(self, **kwargs):
        review, user = self.object, self.request.user
        contributions = list(review.contributions.visible_to(user).for_rows(user))
        documents = list(review.documents.visible_to(user).in_order())
        led_to = {one.led_to_id for one in contributions if one.led_to}
        return super().get_context_data(
            contributions=contributions,
            answers=answer_counts(contributions),
            headings=arranged(contributions, self.arrangement),
            arrangements=choice_links(self.request.GET, "by", ARRANGEMENTS, self.arrangement, "goal"),
            by_organisation=self.arrangement == "organisation",
            documents=documents,
            today=timezone.localdate(),
            is_open=review.is_open_on(timezone.localdate()),
            steps=shown(thread_of_review(review, user)),
            followed=Commitment.objects.visible_to(user).filter(pk__in=led_to).for_cards(user).soonest_first(),
            json_ld=review_script(review, documents, contributions),
            **kwargs,
        )


def answer_counts(contributions):
    """Return [{state, label, count}] of the answers that were given, then of what waits for one."""
    choices = [*Contribution.Answer.choices, ("", _("Not answered yet"))]
    given = [one.answer for one in contributions]
    return [
        {"state": code or "open", "label": label, "count": given.count(code)}
        for code, label in choices
        if code in given
    ]


class FileOfReview(KeptFile):
    """A file at an address that names the review."""

    pk_url_kwarg = "key"

    def get_queryset(self):
        return super().get_queryset().filter(review__slug=self.kwargs["slug"])


class DocumentFile(FileOfReview):
    queryset = ReviewDocument.objects.select_related("review")

    def name_of(self, document):
        return f"{document.review.slug}-{slugify(spoken(document, 'title')[0]) or document.kind}"


class EvidenceFile(FileOfReview):
    queryset = Contribution.objects.select_related("review")
    field = "evidence_file"

    def name_of(self, contribution):
        return f"{contribution.review.slug}-{contribution.number or contribution.slug}"
