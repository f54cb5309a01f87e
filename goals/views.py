from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from goals.models import Goal
from publishing.detail_pages import DetailPage
from publishing.views import VisibleMixin


class GoalList(VisibleMixin, ListView):
    queryset = Goal.objects.order_by("number")
    template_name = "goals/goal_list.html"


class GoalPage(DetailPage):
    queryset = Goal.objects.all()
    template_name = "goals/goal_detail.html"

    def above(self):
        return [{"label": _("Goals"), "url": reverse_lazy("goals:list")}]

    def get_context_data(self, **kwargs):
        targets = self.object.targets.visible_to(self.request.user).in_order()
        return super().get_context_data(targets=targets, **kwargs)
