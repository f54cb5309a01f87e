"""Take the file of a deleted row away. A signal, since cascades and `queryset.delete()` call no method of the model."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete

from publishing.documents import take_away


def connect():
    from partnerships.models import PartnershipDocument

    post_delete.connect(remove_file, sender=PartnershipDocument, dispatch_uid="partnerships.remove_file.document")


def remove_file(instance, using, **kwargs):
    transaction.on_commit(partial(take_away, instance.file), using=using, robust=True)
