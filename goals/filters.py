import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goals.models import Goal, Indicator, Target
from publishing.filters import LooksUp


def tagged(queryset, **with_what):
    """Narrow `queryset`, of a model with tags, to the rows that bear a tag `with_what`."""
    tag = queryset.model._meta.get_field("tags").related_model
    return queryset.filter(pk__in=tag.objects.filter(**with_what).values(tag.owner_field().name))


def goals_in_order(request):
    return Goal.objects.order_by("number")


class GoalField(LooksUp, django_filters.fields.ModelMultipleChoiceField):
    def label_from_instance(self, goal):
        return f"{goal.number}. {goal.title}"

    def _check_values(self, value):
        """Refuse what no database could look up, such as a number of thirty digits, as any other wrong choice."""
        for number in value:
            if str(number).isdecimal() and len(str(number)) > 2:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": number})
        if self.known and self.known.keys() >= set(value):
            return [self.known[number] for number in dict.fromkeys(value)]
        return super()._check_values(value)


class GoalFilter(django_filters.ModelMultipleChoiceFilter):
    """`goal=6&goal=17`: things that serve at least one of these goals, as a whole or by a target."""

    field_class = GoalField

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Goals"))
        super().__init__(queryset=goals_in_order, widget=forms.CheckboxSelectMultiple, **kwargs)

    def filter(self, queryset, goals):
        return tagged(queryset, goal__in=goals) if goals else queryset


class TargetFilter(django_filters.CharFilter):
    """`target=6.5`: things that serve this target; an unknown code finds nothing."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Target"))
        kwargs.setdefault("max_length", Target._meta.get_field("code").max_length)
        super().__init__(widget=forms.HiddenInput, **kwargs)

    def filter(self, queryset, code):
        return tagged(queryset, target=code) if code else queryset


def targets_in_order(request):
    return Target.objects.in_order()


class TargetListFilter(django_filters.FilterSet):
    """The filters of the list of targets, of the API."""

    goal = django_filters.ModelChoiceFilter(queryset=goals_in_order, label=_("Goal"))

    class Meta:
        model = Target
        fields = []


class IndicatorListFilter(django_filters.FilterSet):
    """The filters of the list of indicators, of the API."""

    goal = django_filters.ModelChoiceFilter(field_name="target__goal", queryset=goals_in_order, label=_("Goal"))
    target = django_filters.ModelChoiceFilter(queryset=targets_in_order, label=_("Target"))
    current = django_filters.BooleanFilter(field_name="until", lookup_expr="isnull", label=_("In use today"))

    class Meta:
        model = Indicator
        fields = []
