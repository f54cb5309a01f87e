from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.models import SdgTag, tag_constraints
from people.models.groups import FocusArea, Group
from photos.models import Photo
from places.models import Country, Region
from publishing.models import PublicationState, Publishable
from publishing.sorting import fill_sort_keys
from publishing.visibility import PublishableQuerySet, VisibleQuerySet, among
from publishing.wording import LANGUAGE_CODES


class Kind(models.TextChoices):
    """IATI 2.03 organisation types, with "body" for commissions, councils and working groups."""

    GOVERNMENT = "10", _("Government")
    LOCAL_GOVERNMENT = "11", _("Local government")
    OTHER_PUBLIC = "15", _("Other public sector")
    INTERNATIONAL_NGO = "21", _("International NGO")
    NATIONAL_NGO = "22", _("National NGO")
    REGIONAL_NGO = "23", _("Regional NGO")
    PARTNER_NGO = "24", _("NGO of a partner country")
    PUBLIC_PRIVATE = "30", _("Public-private partnership")
    MULTILATERAL = "40", _("Multilateral organisation")
    FOUNDATION = "60", _("Foundation")
    PRIVATE = "70", _("Private sector")
    PRIVATE_PROVIDER = "71", _("Private sector in the providing country")
    PRIVATE_RECIPIENT = "72", _("Private sector in the receiving country")
    PRIVATE_THIRD = "73", _("Private sector in a third country")
    ACADEMIC = "80", _("Academia, training and research")
    OTHER = "90", _("Other")
    BODY = "body", _("Commission, council or working group")


class Side(models.TextChoices):
    STATE = "state", _("State")
    CIVIL = "civil", _("Civil society")
    INTERNATIONAL = "international", _("International")
    DONOR = "donor", _("Donor")
    BUSINESS = "business", _("Business")
    ACADEMIA = "academia", _("Academia")
    MIXED = "mixed", _("Mixed")


# At which side of the table an organisation of each kind sits; a public-private partnership or a body sits at several.
SIDES = {
    Side.STATE: [Kind.GOVERNMENT, Kind.LOCAL_GOVERNMENT, Kind.OTHER_PUBLIC],
    Side.CIVIL: [Kind.INTERNATIONAL_NGO, Kind.NATIONAL_NGO, Kind.REGIONAL_NGO, Kind.PARTNER_NGO],
    Side.INTERNATIONAL: [Kind.MULTILATERAL],
    Side.DONOR: [Kind.FOUNDATION],
    Side.BUSINESS: [Kind.PRIVATE, Kind.PRIVATE_PROVIDER, Kind.PRIVATE_RECIPIENT, Kind.PRIVATE_THIRD],
    Side.ACADEMIA: [Kind.ACADEMIC],
    Side.MIXED: [Kind.PUBLIC_PRIVATE, Kind.OTHER, Kind.BODY],
}
SIDE_OF = {kind: side for side, kinds in SIDES.items() for kind in kinds}


# In the place of an organisation's slug these lead to pages about all of them.
RESERVED_SLUGS = frozenset(["export", "figures"])


class OrganisationQuerySet(PublishableQuerySet):
    def at_own_address(self):
        return self.filter(Q(merged_into__isnull=True) | Q(publication_state=PublicationState.PUBLISHED))

    def bodies(self):
        return self.filter(kind=Kind.BODY)

    def by_name(self):
        return self.order_by("sort_name", "pk")

    def with_verification(self, user):
        """Fetch what `verification` needs, as it stands today."""
        badges = self.model.verifications.rel.related_model.objects.for_badges(user)
        return self.prefetch_related(Prefetch("verifications", badges, to_attr="valid_verifications"))

    def for_cards(self, user):
        """Fetch what a row shows: region, goals and verification, in a fixed number of queries."""
        tags = OrganisationTag.objects.visible_to(user).with_goals()
        return self.select_related("region").prefetch_related(Prefetch("tags", tags)).with_verification(user)


class Organisation(Publishable):
    """Any organisation that meets, promises or serves: an NGO, a ministry, an agency, a commission."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        LIQUIDATION = "liquidation", _("In liquidation")
        INACTIVE = "inactive", _("Inactive")
        UNKNOWN = "unknown", _("Not known")

    name = models.CharField(_("name"), max_length=300, blank=True)
    sort_name = models.CharField(max_length=200, blank=True, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    legal_form = models.CharField(_("legal form"), max_length=150, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, choices=Country.choices)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="seated_organisations", verbose_name=_("region")
    )
    regions = models.ManyToManyField(
        Region, blank=True, related_name="organisations", verbose_name=_("regions of operation")
    )
    address = models.CharField(_("registered address"), max_length=300, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UNKNOWN)
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True)
    telephone = models.CharField(
        _("public telephone"), max_length=60, blank=True, help_text=_("With the code of the country: +7 7172 00 00 00.")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    logo = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="logo_of", verbose_name=_("logo")
    )
    focus_areas = models.ManyToManyField(
        FocusArea, blank=True, related_name="organisations", verbose_name=_("focus areas")
    )
    groups = models.ManyToManyField(Group, blank=True, related_name="organisations", verbose_name=_("groups served"))
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where these facts come from."))
    source_url = models.URLField(_("address of the source"), blank=True)

    worded_fields = ("name",)
    reserved_slugs = RESERVED_SLUGS

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="people_organisation_not_its_own_parent",
                violation_error_message=_("An organisation cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="people_organisation_not_merged_into_itself",
                violation_error_message=_("An organisation cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=sorted(RESERVED_SLUGS)),
                name="people_organisation_slug_not_reserved",
                violation_error_message=_("A page of the portal has this address: choose another."),
            ),
        ]
        indexes = [
            models.Index(fields=["publication_state", "kind"]),
            models.Index(fields=["country", "kind"]),
            # What a list reads: the public ones by name in each language, or as they changed. Without these SQLite sorts
            # all 18,000 for every page, 18 ms instead of 0.3.
            *[
                models.Index(fields=["publication_state", f"sort_name_{code}"], name=f"people_organisation_name_{code}")
                for code in LANGUAGE_CODES
            ],
            models.Index(fields=["publication_state", "updated_at"], name="people_organisation_updated"),
        ]

    def __str__(self):
        return self.name or self.slug

    def clean(self):
        super().clean()
        if self.merged_into_id and self.is_published:
            raise ValidationError(_("It was merged into another organisation: undo that to publish it."), code="merged")

    def save(self, *args, **kwargs):
        fill_sort_keys(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("people:organisation", args=[self.slug])

    @property
    def side(self):
        return SIDE_OF[self.kind]

    @property
    def side_name(self):
        return Side(self.side).label

    @property
    def verification(self):
        """The verification that counts most today; None as well where `with_verification` has not fetched it."""
        return next(iter(getattr(self, "valid_verifications", ())), None)

    @property
    def heir(self):
        """The organisation that it was merged into; a published one speaks for itself."""
        return None if self.is_published else self.merged_into

    @property
    def is_body(self):
        return self.kind == Kind.BODY


class OfOrganisation(VisibleQuerySet):
    """Rows that belong to one organisation and are as public as it is."""

    def published(self):
        return self.filter(among("organisation", Organisation.objects.published()))


class OrganisationName(models.Model):
    """Another name under which the organisation is, or was, known."""

    class Kind(models.TextChoices):
        ALIAS = "alias", _("Also known as")
        FORMER = "former", _("Former name")
        ACRONYM = "acronym", _("Acronym")
        TRANSLITERATION = "transliteration", _("Transliteration")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="other_names", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.ALIAS)
    text = models.CharField(_("name"), max_length=300)

    objects = OfOrganisation.as_manager()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "text"], name="people_organisationname_once"),
        ]

    def __str__(self):
        return self.text


class OrganisationTag(SdgTag):
    """A goal or target that the organisation works for."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tags", verbose_name=_("organisation"))

    class Meta:
        verbose_name = _("goal of the organisation")
        verbose_name_plural = _("goals of the organisation")
        constraints = tag_constraints("organisation")
