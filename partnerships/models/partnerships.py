from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Session
from people.models import Group, Organisation
from people.models.organisations import SIDE_OF, Side
from places.countries import check_countries
from places.models import Region
from publishing.models import Publishable
from publishing.moments import HAS_BEEN, SENSIBLE
from publishing.visibility import PublishableQuerySet
from publishing.wording import languages_with


class Status(models.TextChoices):
    """Where a partnership stands on a day: computed, never stored."""

    SIGNED = "signed", _("Signed")
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    OVERDUE = "overdue", _("Overdue to close")
    ENDED = "ended", _("Ended")
    SUSPENDED = "suspended", _("Suspended")
    CANCELLED = "cancelled", _("Cancelled")


# In a list by status: what is under way comes first, what has come to nothing last.
STANDING = [
    Status.RUNNING,
    Status.OVERDUE,
    Status.PLANNED,
    Status.SIGNED,
    Status.SUSPENDED,
    Status.ENDED,
    Status.CANCELLED,
]

# Those in which what they are for is served, or is to be: not what is halted, and not what has ended.
SERVING = [Status.RUNNING, Status.OVERDUE, Status.PLANNED, Status.SIGNED]


class PartnershipQuerySet(PublishableQuerySet):
    def with_status(self, on):
        """Annotate `status` as at the date `on`, and `standing`, its place in STANDING, to sort by.

        What is halted is suspended as long as it may resume, else cancelled; one signed without known dates is only that:
        signed.
        """
        starts = Coalesce("starts_on", "planned_starts_on")
        status = Case(
            When(halted_on__lte=on, may_resume=True, then=Value(Status.SUSPENDED)),
            When(halted_on__lte=on, then=Value(Status.CANCELLED)),
            When(ends_on__lte=on, then=Value(Status.ENDED)),
            When(planned_ends_on__lt=on, then=Value(Status.OVERDUE)),
            When(Q(begins__lte=on), then=Value(Status.RUNNING)),
            When(Q(begins__gt=on), then=Value(Status.PLANNED)),
            When(signed_on__lte=on, then=Value(Status.SIGNED)),
            default=Value(Status.PLANNED),
            output_field=models.CharField(),
        )
        places = [When(status=status, then=Value(place)) for place, status in enumerate(STANDING)]
        standing = Case(*places, output_field=models.SmallIntegerField())
        return self.annotate(begins=starts).annotate(status=status).annotate(standing=standing)

    def latest_first(self):
        return self.order_by(F("signed_on").desc(nulls_last=True), "-pk")

    def for_cards(self, user):
        """Fetch what a card shows: partners, goals and status, in a fixed number of queries."""
        partner, tag = (self.model._meta.get_field(name).related_model for name in ("partners", "tags"))
        partners = partner.objects.visible_to(user).select_related("organisation__region").order_by("position", "pk")
        tags = tag.objects.visible_to(user).with_goals()
        return self.with_status(timezone.localdate()).prefetch_related(
            Prefetch("partners", partners), Prefetch("tags", tags)
        )


class Partnership(Publishable):
    """What organisations agreed to do together; its status is computed from its dates."""

    class Kind(models.TextChoices):
        MEMORANDUM = "memorandum", _("Memorandum")
        AGREEMENT = "agreement", _("Agreement")
        SOCIAL_ORDER = "social_order", _("State social order")
        GRANT = "grant", _("Grant")
        PROGRAMME = "programme", _("Programme")
        PLATFORM = "platform", _("Platform")

    title = models.CharField(_("title"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.AGREEMENT)
    summary = models.TextField(_("summary"), blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True, validators=HAS_BEEN)
    signed_precision = models.CharField(
        _("what is known of that date"),
        max_length=5,
        choices=[("day", _("The day")), ("month", _("The month")), ("year", _("The year"))],
        default="day",
    )
    planned_starts_on = models.DateField(_("planned start"), null=True, blank=True, validators=SENSIBLE)
    planned_ends_on = models.DateField(_("planned end"), null=True, blank=True, validators=SENSIBLE)
    starts_on = models.DateField(_("actual start"), null=True, blank=True, validators=HAS_BEEN)
    ends_on = models.DateField(_("actual end"), null=True, blank=True, validators=HAS_BEEN)
    halted_on = models.DateField(_("halted on"), null=True, blank=True, validators=HAS_BEEN)
    halted_because = models.TextField(_("why it was halted"), blank=True)
    may_resume = models.BooleanField(
        _("may resume"), default=True, help_text=_("What is halted is then suspended; otherwise it is cancelled.")
    )
    one_sided_because = models.TextField(
        _("why it names one side only"),
        blank=True,
        help_text=_(
            "Shown beside the partners. Only where no civil, or no state or international, partner can be named."
        ),
    )
    countries = models.JSONField(_("countries"), default=list, blank=True, validators=[check_countries])
    regions = models.ManyToManyField(Region, blank=True, related_name="partnerships", verbose_name=_("regions"))
    groups = models.ManyToManyField(Group, blank=True, related_name="partnerships", verbose_name=_("groups served"))
    organisations = models.ManyToManyField(
        Organisation, through="Partner", related_name="partnerships", verbose_name=_("organisations")
    )
    reporting_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_partnerships",
        verbose_name=_("reporting organisation"),
    )
    signed_at_session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name=_("signed or presented at the session"),
    )
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(_("address of the source"), blank=True)

    worded_fields = ("title",)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(planned_ends_on__isnull=True)
                | Q(planned_starts_on__isnull=True)
                | Q(planned_ends_on__gte=F("planned_starts_on")),
                name="partnerships_partnership_planned_end_after_start",
                violation_error_message=_("The planned end cannot lie before the planned start."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="partnerships_partnership_ends_after_it_starts",
                violation_error_message=_("The end cannot lie before the start."),
            ),
            models.CheckConstraint(
                condition=Q(halted_on__isnull=True) | ~Q(halted_because=""),
                name="partnerships_partnership_halted_with_a_reason",
                violation_error_message=_("Say why it was halted."),
            ),
        ]
        indexes = [models.Index(fields=["publication_state", "signed_on"])]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("partnerships:detail", args=[self.slug])

    def lacking(self):
        """A partnership joins civil society with the state or the world, began some day, and serves a goal.

        One that is not saved yet has nothing hanging on it: it is asked once it has.
        """
        if self.pk is None:
            return []
        lacking = []
        if not (self.signed_on or self.starts_on or self.planned_starts_on):
            lacking.append(_("Say when it was signed or starts."))
        if not self.says_why_one_sided and not joins_sides(self.partners.values_list("organisation__kind", flat=True)):
            lacking.append(
                _("Name at least one civil and one state or international partner, or say why one side is missing.")
            )
        if not self.tags.exists():
            lacking.append(_("Name at least one goal or target that it serves."))
        return lacking

    @property
    def says_why_one_sided(self):
        """Whether a reason is given in any language."""
        return bool(languages_with(self, "one_sided_because"))

    @property
    def status_name(self):
        """The words for the status that `with_status` annotated."""
        return Status(self.status).label

    @property
    def takes_partners(self):
        """Whether others could still join, by the status that `with_status` annotated."""
        return self.status not in (Status.ENDED, Status.CANCELLED)


def joins_sides(kinds):
    """Tell whether organisations of these `kinds` are civil society and the state or an international organisation."""
    sides = {SIDE_OF[kind] for kind in kinds}
    return Side.CIVIL in sides and not sides.isdisjoint({Side.STATE, Side.INTERNATIONAL})


def of_one_house(keys, path=""):
    """Return the condition that the organisation at `path` is one of `keys`, a part of one, or what one is a part of."""
    return Q(**{f"{path}pk__in": keys}) | Q(**{f"{path}parent__in": keys}) | Q(**{f"{path}children__in": keys})
