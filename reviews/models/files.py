"""Files of reviews: they lie where no web server serves them, and are given out by a view that asks who may see the row."""

from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import FileExtensionValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from photos import processing
from publishing import documents
from registry.models.imports import private_files

LARGEST = 10 * 1024 * 1024
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}  # what each is written as
ENDINGS = ["pdf", "docx", "odt", "xlsx", "ods", "csv", "txt", *(ending[1:] for ending in PICTURES)]


def check_size(file):
    """Raise ValidationError for a file larger than a page would bear."""
    if file.size > LARGEST:
        told = {"most": filesizeformat(LARGEST)}
        raise ValidationError(_("The file is too large: at most %(most)s.") % told, code="too_large")


def check_inside(file):
    """Raise ValidationError for an upload that is no picture, or no document of the kind, that its name says."""
    if getattr(file, "_committed", False):  # what is kept already has been looked at
        return
    ending = ending_of(file.name)
    if ending in PICTURES:
        processing.read(file)
    elif ending in documents.TYPES and not documents.is_what_it_says(file, ending):
        raise ValidationError(_("Inside, this file is not what its name says."), code="broken")


def ending_of(name):
    return PurePosixPath(name).suffix.lower()


class BareFile(documents.GuardedFile):
    def save(self, name, content, save=True):
        """Keep of a picture what is seen on it: everybody is sent it, and nobody asked for where it was taken."""
        written_as = PICTURES.get(ending_of(name))
        super().save(name, bare(content, written_as) if written_as else content, save)


def bare(content, written_as):
    """Return the picture in `content` as a file without place, camera and remarks."""
    image, made = processing.read(content).image, BytesIO()
    if written_as == "JPEG":
        image = image.convert("RGB")
    image.save(made, written_as, quality=90)
    return ContentFile(made.getvalue())


class GuardedFileField(documents.GuardedFileField):
    """A file of a review: pictures and plain text are taken besides."""

    attr_class = BareFile

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("storage", private_files)
        kwargs.setdefault("validators", [FileExtensionValidator(ENDINGS), check_size, check_inside])
        super().__init__(*args, **kwargs)
