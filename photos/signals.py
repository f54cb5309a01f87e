"""Remove the files of a deleted photo. A signal, since cascades and `queryset.delete()` call no method of the model."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete

from photos import files


def connect():
    from photos.models import Photo

    post_delete.connect(remove_files, sender=Photo, dispatch_uid="photos.remove_files")


def remove_files(instance, using, **kwargs):
    removal = partial(files.remove, image=instance.image.name, renditions=instance.renditions)
    transaction.on_commit(removal, using=using, robust=True)
