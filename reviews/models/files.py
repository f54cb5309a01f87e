"""Files of reviews: they lie where no web server serves them, and are given out by a view that asks who may see the row."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from registry.models.imports import private_files

LARGEST = 10 * 1024 * 1024
ENDINGS = ["pdf", "docx", "odt", "xlsx", "ods", "csv", "txt", "jpg", "jpeg", "png", "webp"]


def check_size(file):
    """Raise ValidationError for a file larger than a page would bear."""
    if file.size > LARGEST:
        told = {"most": filesizeformat(LARGEST)}
        raise ValidationError(_("The file is too large: at most %(most)s.") % told, code="too_large")


class GuardedFile(FieldFile):
    @property
    def url(self):
        """Where the file is given out to whoever may see its row; as for any file of Django's, none without a file."""
        if not self or not self.instance.pk:
            raise AttributeError("There is no file yet.")
        return self.instance.get_file_url()


class GuardedFileField(models.FileField):
    """A file as public as its row, whose model says in `get_file_url` where it is given out."""

    attr_class = GuardedFile

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("storage", private_files)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("validators", [FileExtensionValidator(ENDINGS), check_size])
        super().__init__(*args, **kwargs)
