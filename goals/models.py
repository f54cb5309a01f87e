from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.contrast import text_colour_on
from publishing.visibility import OpenQuerySet, VisibleQuerySet, among

# The official wording of a target reaches 600 characters in English, a fifth more in Russian.
TITLE_LENGTH = 1000


def position_of(code):
    """Return the place of a target or indicator among its siblings: 5 for "6.5", 102 for "6.b" (letters come last)."""
    last = code.rpartition(".")[2]
    return int(last) if last.isdecimal() else 100 + ord(last) - ord("a") + 1


def begins_with_code_of(parent, code):
    """Return the database condition that field `code` begins with the code held by field `parent`, and a full stop."""
    prefix = Concat(Cast(F(parent), models.CharField()), Value("."), output_field=models.CharField())
    return Exact(StrIndex(Cast(F(code), models.CharField()), prefix), Value(1))


class Goal(models.Model):
    """One of the seventeen Sustainable Development Goals; its number is its identity."""

    number = models.PositiveSmallIntegerField(
        _("number"), primary_key=True, validators=[MinValueValidator(1), MaxValueValidator(17)]
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    colour = models.CharField(
        _("colour"),
        max_length=7,
        validators=[RegexValidator(r"^#[0-9A-F]{6}\Z", _("Give the colour as # and six of 0–9 and A–F."))],
        help_text=_("The official colour of the goal, such as #26BDE2."),
    )

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__range=(1, 17)),
                name="goals_goal_number_from_1_to_17",
                violation_error_message=_("There are seventeen goals."),
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    def get_absolute_url(self):
        return reverse("goals:detail", args=[self.number])

    @property
    def text_colour(self):
        """The colour of text on a tile in the goal's colour, as "#rrggbb"."""
        return text_colour_on(self.colour)


class TargetQuerySet(OpenQuerySet):
    def in_order(self):
        """In the order of the framework: 6.1 … 6.6, 6.a, 6.b, 7.1 …"""
        return self.order_by("goal", "position")


class Target(models.Model):
    """What a goal asks for in particular; its code, such as "6.5" or "6.b", is its identity."""

    code = models.CharField(
        _("code"),
        max_length=5,
        primary_key=True,
        validators=[RegexValidator(r"^([1-9]|1[0-7])\.([1-9][0-9]?|[a-z])\Z", _("Give a code such as 6.5 or 6.b."))],
    )
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="targets", verbose_name=_("goal"))
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    position = models.PositiveSmallIntegerField(_("position"), editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(
                condition=begins_with_code_of("goal", "code"),
                name="goals_target_code_begins_with_goal",
                violation_error_message=_("The code must begin with the number of the goal."),
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def save(self, *args, **kwargs):
        self.position = position_of(self.code)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"{reverse('goals:detail', args=[self.goal_id])}#{self.anchor}"

    @property
    def anchor(self):
        """The id of the target's place on its goal's page."""
        return f"target-{self.code}"


class IndicatorQuerySet(OpenQuerySet):
    def current(self):
        """Indicators that are part of the framework today."""
        return self.filter(until=None)

    def in_order(self):
        """In the order of the framework, a replaced indicator before its successor."""
        return self.order_by("target__goal", "target__position", "position", F("until").asc(nulls_last=True))


class Indicator(models.Model):
    """What a target is measured by. Reviews of the framework replace indicators, at times under the same code."""

    code = models.CharField(
        _("code"),
        max_length=8,
        db_index=True,
        validators=[
            RegexValidator(
                r"^([1-9]|1[0-7])\.([1-9][0-9]?|[a-z])\.[1-9][0-9]?\Z", _("Give a code such as 6.5.1 or 6.b.1.")
            )
        ],
    )
    target = models.ForeignKey(Target, models.PROTECT, related_name="indicators", verbose_name=_("target"))
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    since = models.PositiveSmallIntegerField(
        _("since"), null=True, blank=True, help_text=_("Year from which it is part of the framework.")
    )
    until = models.PositiveSmallIntegerField(
        _("until"), null=True, blank=True, help_text=_("Year in which it was replaced or removed; empty while in use.")
    )
    position = models.PositiveSmallIntegerField(_("position"), editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=begins_with_code_of("target", "code"),
                name="goals_indicator_code_begins_with_target",
                violation_error_message=_("The code must begin with the code of the target."),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="goals_indicator_ends_after_it_begins",
                violation_error_message=_("An indicator cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(until=None),
                name="goals_indicator_current_once",
                violation_error_message=_("This code already has an indicator in use."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def save(self, *args, **kwargs):
        self.position = position_of(self.code)
        super().save(*args, **kwargs)


class SdgTagQuerySet(VisibleQuerySet):
    """Tags of one kind of thing: as public as the thing that bears them."""

    def published(self):
        owner = self.model.owner_field()
        return self.filter(among(owner.name, owner.related_model._default_manager.published()))

    def with_goals(self):
        """Fetch goal and target with each tag, what matters most first, then in the order of the framework."""
        return self.select_related("goal", "target").in_order()

    def in_order(self):
        # "primary" sorts before "secondary"; databases disagree where NULL, the goal as a whole, belongs.
        return self.order_by("weight", "goal", F("target__position").asc(nulls_first=True), "pk")


class SdgTag(models.Model):
    """That something serves a goal as a whole, or one of its targets, and why.

    A subclass adds the foreign key to its owner, with `related_name="tags"`, and in its Meta
    `constraints = tag_constraints("<name of that key>")`; its translation is goals.translation.SdgTagTranslation.
    """

    class Weight(models.TextChoices):
        PRIMARY = "primary", _("Primary")
        SECONDARY = "secondary", _("Secondary")

    # May be left empty in a form where a target is picked.
    goal = models.ForeignKey(Goal, models.PROTECT, blank=True, related_name="%(class)ss", verbose_name=_("goal"))
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("target")
    )
    weight = models.CharField(_("weight"), max_length=9, choices=Weight.choices, default=Weight.PRIMARY)
    why = models.TextField(_("why"), blank=True, help_text=_("One sentence: how this serves the goal."))

    objects = SdgTagQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.target or self.goal)

    @classmethod
    def owner_field(cls):
        """The foreign key to the thing that bears the tag."""
        return next(field for field in cls._meta.fields if getattr(field.remote_field, "related_name", None) == "tags")

    def clean(self):
        self.imply_goal()
        if self.goal_id is None:
            raise ValidationError({"goal": ValidationError(_("Choose a goal or one of its targets."), code="required")})

    def save(self, *args, **kwargs):
        self.imply_goal()
        super().save(*args, **kwargs)

    def imply_goal(self):
        """Fill the goal from the target. A goal that contradicts the target is left for the constraint to refuse."""
        if self.goal_id is None and self.target_id is not None:
            self.goal_id = int(self.target_id.partition(".")[0])


def tag_constraints(owner):
    """Return the constraints of an SdgTag subclass whose foreign key to the tagged thing is named `owner`."""
    twice = _("This goal or target is already given.")
    return [
        models.CheckConstraint(
            condition=Q(target=None) | Q(begins_with_code_of("goal", "target")),
            name="%(app_label)s_%(class)s_target_of_goal",
            violation_error_message=_("The target belongs to another goal."),
        ),
        models.UniqueConstraint(
            fields=[owner, "goal", "target"],
            name="%(app_label)s_%(class)s_target_once",
            violation_error_message=twice,
        ),
        # NULL differs from NULL in a unique constraint, so a goal as a whole needs its own.
        models.UniqueConstraint(
            fields=[owner, "goal"],
            condition=Q(target=None),
            name="%(app_label)s_%(class)s_goal_once",
            violation_error_message=twice,
        ),
    ]
