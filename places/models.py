from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from places.countries import Country
from publishing.code_lists import check_codes
from publishing.models import Identified
from publishing.visibility import OpenQuerySet
from publishing.wording import Worded


class RegionQuerySet(OpenQuerySet):
    def in_order(self):
        """By code: country by country, each in the order of ISO 3166-2."""
        return self.order_by("code")


class Region(Worded):
    """A first-level unit of one of the five countries; its ISO 3166-2 code is its identity in exchanges."""

    code = models.CharField(
        _("code"),
        max_length=6,
        unique=True,
        validators=[
            RegexValidator(r"^(KZ|KG|TJ|TM|UZ)-[A-Z0-9]{1,3}\Z", _("Give an ISO 3166-2 code such as KZ-71 or KG-GB."))
        ],
    )
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, editable=False, db_index=True)
    name = models.CharField(_("name"), max_length=150, blank=True)

    worded_fields = ("name",)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=Q(country__in=Country.values, country=Left("code", 2)),
                name="places_region_code_of_its_country",
                violation_error_message=_("The code must begin with the code of the country."),
            )
        ]

    def __str__(self):
        return self.name or self.code

    def clean(self):
        self.country = self.code[:2]
        super().clean()

    def save(self, *args, **kwargs):
        self.country = self.code[:2]
        super().save(*args, **kwargs)


class PlaceQuerySet(OpenQuerySet):
    def by_name(self):
        return self.order_by("name", "pk")


class Place(Identified):
    """A venue: somewhere one can go, with an address and perhaps rooms."""

    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True, help_text=_("Street and number."))
    locality = models.CharField(_("town or village"), max_length=150, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("region")
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        choices=Country.choices,
        blank=True,
        db_index=True,
        help_text=_("Filled from the region. Empty for a venue outside the five countries."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees (WGS 84), north is positive: 51.128422"),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees (WGS 84), east is positive: 71.430564"),
    )

    worded_fields = ("name",)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="places_place_both_coordinates_or_none",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-90, 90)),
                name="places_place_latitude_on_earth",
                violation_error_message=_("Latitude lies between −90 and 90 degrees."),
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__range=(-180, 180)),
                name="places_place_longitude_on_earth",
                violation_error_message=_("Longitude lies between −180 and 180 degrees."),
            ),
        ]

    def __str__(self):
        return self.name or self.slug

    def clean(self):
        super().clean()
        self.imply_country()
        if self.region_id and self.region.country != self.country:
            raise ValidationError(
                {"region": ValidationError(_("This region lies in another country."), code="other_country")}
            )

    def save(self, *args, **kwargs):
        self.imply_country()
        super().save(*args, **kwargs)

    def imply_country(self):
        """Fill the country from the region; one that contradicts it is left for `clean` to refuse."""
        if self.region_id and not self.country:
            self.country = self.region.country


class AccessibilityFeature(models.TextChoices):
    """What makes a room usable by everybody.

    Written as schema.org writes an `amenityFeature` (LocationFeatureSpecification): a name per feature that is there.
    A feature that is not listed is not known to be there; absence is never claimed.
    """

    STEP_FREE = "stepFreeAccess", _("Step-free access from the street")
    LIFT = "lift", _("Lift large enough for a wheelchair")
    WHEELCHAIR_PLACES = "wheelchairPlaces", _("Places for wheelchairs among the seats")
    STAGE = "accessibleStage", _("Stage reached without steps")
    TOILET = "accessibleToilet", _("Accessible toilet")
    PARKING = "accessibleParking", _("Accessible parking")
    HEARING_LOOP = "hearingLoop", _("Hearing loop")
    CAPTIONS = "captionScreen", _("Screen for live captions")
    SIGN_LANGUAGE = "signLanguagePlace", _("Lit place for a sign-language interpreter")
    TACTILE = "tactileGuidance", _("Tactile guidance and signs in Braille")
    ASSISTANCE_DOGS = "assistanceDogsWelcome", _("Assistance dogs are welcome")
    QUIET_ROOM = "quietRoom", _("Quiet room nearby")


def check_accessibility_features(features):
    """Raise ValidationError unless `features` is a list of AccessibilityFeature values, each at most once."""
    check_codes(features, AccessibilityFeature, "accessibility_features")


class RoomQuerySet(OpenQuerySet):
    def by_name(self):
        return self.order_by("place", "name", "pk")


class Room(Worded):
    """A room of a place, in which one session takes place at a time unless it allows several."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="rooms", verbose_name=_("place"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Number of people.")
    )
    accessibility_features = models.JSONField(
        _("accessibility features"), default=list, blank=True, validators=[check_accessibility_features]
    )
    allows_parallel = models.BooleanField(
        _("several sessions at once"), default=False, help_text=_("A foyer or an exhibition hall, for instance.")
    )

    worded_fields = ("name",)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="places_room_holds_somebody",
                violation_error_message=_("A room holds at least one person; leave it empty if not known."),
            )
        ]

    def __str__(self):
        return self.name or str(self.pk)

    @property
    def accessibility_labels(self):
        """The features in words of the active language, in the order of AccessibilityFeature."""
        return [feature.label for feature in AccessibilityFeature if feature.value in self.accessibility_features]
