import django_filters
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from events.filters import visible_events
from events.models import Proposal
from events.models.calls import PROPOSABLE
from events.models.proposal_scores import MOST_POINTS
from goals.filters import GoalFilter, TargetFilter
from publishing.filters import OneOfFilter

# A draft is for its writer alone.
STATES = [(state.value, state.label) for state in Proposal.State if state != Proposal.State.DRAFT]


class ProposalFilter(django_filters.FilterSet):
    """The filters of proposals, for the API. Needs `with_scores(user)`."""

    event = OneOfFilter(field_name="call__event", queryset=visible_events, label=_("Event"))
    state = django_filters.MultipleChoiceFilter(choices=STATES, label=_("State"))
    kind = django_filters.ChoiceFilter(choices=PROPOSABLE, label=_("Kind"))
    language = django_filters.ChoiceFilter(choices=settings.LANGUAGES, label=_("Language"))
    goal = GoalFilter()
    target = TargetFilter()
    score_min = django_filters.NumberFilter(
        field_name="mean", lookup_expr="gte", min_value=0, max_value=MOST_POINTS, label=_("Mean score of at least")
    )

    class Meta:
        model = Proposal
        fields = []
