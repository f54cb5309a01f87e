from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from goals.contrast import text_colour_on
from goals.models import Goal, Indicator, Target
from publishing.fields import ComputedField
from publishing.serializers import ModelRulesSerializer

# Of the rows that tie something to a goal; each app has its own model of them.
TAG_FIELDS = ["goal", "target", "weight", "why"]


class TagSerializer(ModelRulesSerializer):
    """A goal or target that something serves, within that thing; the goal may be left out where a target is given."""


class GoalSerializer(ModelRulesSerializer):
    text_colour = ComputedField(
        columns=["colour"],
        compute=text_colour_on,
        child=serializers.CharField(),
        help_text=_("The colour in which text on the goal's colour can be read."),
    )

    class Meta:
        model = Goal
        fields = ["number", "title", "colour", "text_colour"]


class TargetSerializer(ModelRulesSerializer):
    class Meta:
        model = Target
        fields = ["code", "goal", "title"]


class IndicatorSerializer(ModelRulesSerializer):
    class Meta:
        model = Indicator
        fields = ["id", "code", "target", "title", "since", "until"]
