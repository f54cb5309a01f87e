"""Where the masters of photos lie: a folder of its own that no web server serves."""

import os

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import models
from django.db.models.fields.files import FieldFile

from publishing import bitmaps


class PrivateStorage(FileSystemStorage):
    """Files under settings.PRIVATE_MEDIA_ROOT, readable by the portal's own account only, without an address."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self):
        return settings.PRIVATE_MEDIA_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        raise ValueError("The master of a photo is private; show its renditions.")


def originals():
    """The storage called "originals" in settings.STORAGES."""
    return storages["originals"]


class MasterFile(FieldFile):
    @property
    def url(self):
        # An AttributeError, so that form widgets and serializers take it for a file without an address.
        raise AttributeError("The master of a photo is private; show its renditions.")

    @property
    def is_new(self):
        """Whether this is an upload that has not been cleaned and stored."""
        return bool(self) and not self._committed


class MasterField(models.FileField):
    """A picture that reaches the disk only through Photo.save, which cleans it."""

    attr_class = MasterFile

    def pre_save(self, model_instance, add):
        file = getattr(model_instance, self.attname)
        if file.is_new:
            raise ValueError("Save photos one by one: bulk_create would store an upload unchecked.")
        return file

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        field.widget.attrs["accept"] = ",".join(f"image/{kind.lower()}" for kind in bitmaps.READERS)
        return field
