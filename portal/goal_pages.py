from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from goals.models import Goal
from places.countries import Country
from portal.goal_service import served, serving_targets
from portal.pictures import links
from publishing.detail_pages import DetailPage
from publishing.views import VisibleMixin


class GoalList(VisibleMixin, ListView):
    queryset = Goal.objects.order_by("number")
    template_name = "portal/goals/goal_list.html"

    def get_context_data(self, **kwargs):
        names = ("goals", "groups", "network", "commitments")
        gaps = [{"label": label, "url": links.link("gaps", country=code)["url"]} for code, label in Country.choices]
        return super().get_context_data(pictures=[links.link(name) for name in names], gaps=gaps, **kwargs)


class GoalPage(DetailPage):
    """A goal with all that serves it, each with its reason, down to the targets."""

    queryset = Goal.objects.all()
    template_name = "portal/goals/goal_detail.html"

    def above(self):
        return [{"label": _("Goals"), "url": reverse_lazy("goals:list")}]

    def get_context_data(self, **kwargs):
        user, goal = self.request.user, self.object
        targets = list(goal.targets.visible_to(user).in_order())
        counts = serving_targets(goal, user)
        for target in targets:
            target.serving = counts.get(target.pk, 0)
        neighbours = {
            "previous_url": reverse("goals:detail", args=[goal.number - 1]) if goal.number > 1 else "",
            "next_url": reverse("goals:detail", args=[goal.number + 1]) if goal.number < 17 else "",
        }
        return super().get_context_data(
            targets=targets, sections=served(goal, user), pictures=links.of_goal(goal.number), **neighbours, **kwargs
        )
