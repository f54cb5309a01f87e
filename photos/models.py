from functools import partial, reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from photos import encoding, files
from photos.storage import MasterField, originals
from publishing import bitmaps
from publishing.models import Publishable
from publishing.wording import LANGUAGE_CODES, languages_with


class Licence(models.TextChoices):
    """On what terms something may be used: SPDX identifiers for the Creative Commons licences."""

    CC_BY = "CC-BY-4.0", _("CC BY 4.0")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0")
    CC_BY_ND = "CC-BY-ND-4.0", _("CC BY-ND 4.0")
    CC_BY_NC = "CC-BY-NC-4.0", _("CC BY-NC 4.0")
    CC_BY_NC_SA = "CC-BY-NC-SA-4.0", _("CC BY-NC-SA 4.0")
    CC_BY_NC_ND = "CC-BY-NC-ND-4.0", _("CC BY-NC-ND 4.0")
    CC0 = "CC0-1.0", _("CC0 1.0 (no rights reserved)")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("All rights reserved")
    UNKNOWN = "unknown", _("Not known")

    @property
    def url(self):
        """Where the licence is explained; empty for what is not a Creative Commons licence."""
        if self == Licence.CC0:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        if not self.startswith("CC-"):
            return ""
        terms = self.removeprefix("CC-").removesuffix("-4.0").lower()
        return f"https://creativecommons.org/licenses/{terms}/4.0/"


def described():
    """Return the database condition that a photo says in some language what it shows."""
    # Each part is true or false, never NULL: a CHECK that comes out as NULL lets the row pass.
    return reduce(or_, (Q(**{f"alt_{code}__isnull": False}) & ~Q(**{f"alt_{code}": ""}) for code in LANGUAGE_CODES))


class Photo(Publishable):
    """A picture, what it shows and whose it is.

    `image` is the cleaned master, which is not public; pages show the renditions made from it.
    """

    image = MasterField(
        _("picture"),
        storage=originals,
        upload_to="photos",
        help_text=_(
            "JPEG, PNG, WebP or AVIF; at most 25 megapixels and 15 MB. Place and camera data are removed from it."
        ),
    )
    alt = models.CharField(
        _("description for those who do not see it"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, in a sentence. Not who took it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing that the text does not; readers aloud skip it.")
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, help_text=_("Who took it and for whom; shown wherever the picture is.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.UNKNOWN)
    is_placeholder = models.BooleanField(
        _("placeholder"), default=False, help_text=_("A drawn picture that stands in for a real one, and is marked so.")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    renditions = models.JSONField(_("renditions"), default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_decorative=True) | described(),
                name="photos_photo_described_or_decorative",
                violation_error_message=_("Say what the picture shows, or mark it as decorative."),
            ),
            models.CheckConstraint(
                condition=~Q(credit=""),
                name="photos_photo_has_a_credit",
                violation_error_message=_("Say whose picture this is."),
            ),
            models.CheckConstraint(
                condition=~Q(image=""),
                name="photos_photo_has_a_picture",
                violation_error_message=_("Choose a picture."),
            ),
        ]

    def __str__(self):
        return Truncator(self.alt or self.caption or self.credit).chars(80)

    def clean(self):
        super().clean()
        problems = {}
        if not self.is_decorative and not languages_with(self, "alt"):
            message = _("Say what the picture shows, or mark it as decorative.")
            problems[f"alt_{get_language() or 'en'}"] = ValidationError(message, "no_alt")
        if self.image.is_new:
            try:
                self._read_upload()
            except ValidationError as error:
                problems["image"] = error
        if problems:
            raise ValidationError(problems)

    def save(self, *args, **kwargs):
        """Save, and where the picture is new store its master and renditions; the old files go after the commit.

        Raises ValidationError for a file that `publishing.bitmaps` refuses, also when nobody called `clean`.
        """
        fields = kwargs.get("update_fields")
        if not self.image.is_new or (fields is not None and "image" not in fields):
            self._leave_the_addresses_it_was_known_by(kwargs)
            super().save(*args, **kwargs)
            return
        if fields is not None:
            kwargs["update_fields"] = {*fields, "width", "height", "renditions"}
        upload, old = self.image.file, Photo.objects.filter(pk=self.pk).values("image", "renditions").first()
        self._store(self._read_upload())
        try:
            super().save(*args, **kwargs)
        except BaseException:
            files.remove(image=self.image.name, renditions=self.renditions)
            self.image = upload
            raise
        if old:
            transaction.on_commit(partial(files.remove, **old), using=self._state.db, robust=True)

    def _leave_the_addresses_it_was_known_by(self, options):
        """A picture that is withdrawn, perhaps because a consent was, is gone from where it was public."""
        fields = options.get("update_fields")
        if self.is_published or (fields is not None and "publication_state" not in fields):
            return
        known = Photo.objects.published().filter(pk=self.pk).values_list("renditions", flat=True).first()
        if known:
            self.renditions = files.moved_renditions(known)
            if fields is not None:
                options["update_fields"] = {*fields, "renditions"}
            transaction.on_commit(partial(files.remove_renditions, known), using=self._state.db, robust=True)

    def _read_upload(self):
        """Return the Picture in the uploaded file; read once, though both `clean` and `save` ask for it."""
        file, known = self.image.file, self.__dict__.get("_upload")
        if known is None or known[0] is not file:
            self._upload = known = (file, bitmaps.read(file))
        return known[1]

    def _store(self, picture):
        master = encoding.master(picture)
        entries = files.write_renditions(picture, self.guid)
        try:
            self.image.save(f"{self.guid}.{master.extension}", ContentFile(master.content), save=False)
        except BaseException:
            files.remove_renditions(entries)
            raise
        self.renditions = entries
        self.width, self.height = picture.image.size
        del self._upload

    @property
    def sources(self):
        """[{type, srcset}], the best format first."""
        return files.sources(self.renditions)

    @property
    def fallback(self):
        """{url, width, height} of the JPEG or PNG that everything can show."""
        return files.fallback(self.renditions)

    @property
    def thumbnail(self):
        """{url, width, height} of the smallest rendition."""
        return files.thumbnail(self.renditions)
