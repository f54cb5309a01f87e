from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from publishing.detail_pages import DetailPage
from publishing.keyset import Keyset
from publishing.list_pages import ListPage
from reviews.filters import NationalReviewFilter
from reviews.models import NationalReview


class ReviewList(ListPage):
    queryset = NationalReview.objects.all()
    filterset_class = NationalReviewFilter
    keyset = Keyset("year", descending=True)
    template_name = "reviews/review_list.html"
    heading = _("National reviews")
    empty_title = _("No reviews yet")
    count_label = ngettext_lazy("%(count)d review", "%(count)d reviews", "count")


class ReviewPage(DetailPage):
    queryset = NationalReview.objects.all()
    template_name = "reviews/review_detail.html"

    def above(self):
        return [{"label": _("National reviews"), "url": reverse_lazy("reviews:list")}]

    def get_name(self):
        return self.object.title

    def get_queryset(self):
        return super().get_queryset().for_cards(self.request.user)

    def get_context_data(self, **kwargs):
        user = self.request.user
        contributions = self.object.contributions.visible_to(user).for_rows(user)
        return super().get_context_data(contributions=contributions, **kwargs)
