"""Files of reviews: they lie where no web server serves them, and are given out by a view that asks who may see the row."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from publishing import documents
from registry.models.imports import private_files

LARGEST = 10 * 1024 * 1024
ENDINGS = ["pdf", "docx", "odt", "xlsx", "ods", "csv", "txt", "jpg", "jpeg", "png", "webp"]


def check_size(file):
    """Raise ValidationError for a file larger than a page would bear."""
    if file.size > LARGEST:
        told = {"most": filesizeformat(LARGEST)}
        raise ValidationError(_("The file is too large: at most %(most)s.") % told, code="too_large")


class GuardedFileField(documents.GuardedFileField):
    """A file of a review: pictures and plain text are taken besides."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("storage", private_files)
        kwargs.setdefault("validators", [FileExtensionValidator(ENDINGS), check_size])
        super().__init__(*args, **kwargs)
