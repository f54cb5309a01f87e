from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from people.models.organisations import Organisation, Side
from people.models.persons import Person
from photos.models import Photo
from publishing.visibility import VisibleQuerySet, among


class MembershipQuerySet(VisibleQuerySet):
    def published(self):
        """The body and whoever sits on it must be public; a seat may name only a side."""
        organisations = Organisation.objects.published()
        return self.filter(
            Q(person__isnull=True) | among("person", Person.objects.published()),
            Q(member_organisation__isnull=True) | among("member_organisation", organisations),
            among("organisation", organisations),
        )

    def current(self, on):
        """Memberships that hold on the date `on`."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=on), Q(until__isnull=True) | Q(until__gte=on))

    def with_parties(self, user):
        """Fetch whom a membership joins; what `user` may not see becomes None. Latest first."""
        portraits = Prefetch("portrait", Photo.objects.visible_to(user))
        organisations = [
            Prefetch(name, Organisation.objects.visible_to(user))
            for name in ("organisation", "member_organisation", "on_behalf_of")
        ]
        people = Prefetch("person", Person.objects.visible_to(user).prefetch_related(portraits))
        return self.prefetch_related(people, *organisations).order_by(F("since").desc(nulls_last=True), "pk")


class Membership(models.Model):
    """A post or a seat (Popolo): a person, an organisation, or a side whose members are not named, in an organisation."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("employer or body")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("person")
    )
    member_organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("member organisation"),
    )
    on_behalf_of = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="represented_by",
        verbose_name=_("on behalf of"),
    )
    side = models.CharField(_("side of the seat"), max_length=13, choices=Side.choices, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(member_organisation__isnull=False) | ~Q(side=""),
                name="people_membership_names_somebody",
                violation_error_message=_("Name a person, an organisation or at least a side."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="people_membership_ends_after_it_begins",
                violation_error_message=_("A membership cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(member_organisation__isnull=True) | ~Q(member_organisation=F("organisation")),
                name="people_membership_not_in_itself",
                violation_error_message=_("An organisation cannot be its own member."),
            ),
        ]

    def __str__(self):
        return str(self.person or self.member_organisation or self.get_side_display())
