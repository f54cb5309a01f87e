"""Take the file of a deleted row away. A signal, since cascades and `queryset.delete()` call no method of the model."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete

from publishing.documents import take_away


def connect():
    from partnerships.models import PartnershipDocument, ProgressReport

    for model in (PartnershipDocument, ProgressReport):
        uid = f"partnerships.remove_file.{model._meta.label}"
        post_delete.connect(remove_file, sender=model, dispatch_uid=uid)


def remove_file(instance, using, **kwargs):
    file = getattr(instance, "evidence_file", None) or getattr(instance, "file", None)
    transaction.on_commit(partial(take_away, file), using=using, robust=True)
