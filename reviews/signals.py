"""What was given to a review as a file goes with its row: it may be somebody's, and nothing would find it any more."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete

from reviews.models import Contribution, ReviewDocument


def connect():
    for model in (ReviewDocument, Contribution):
        post_delete.connect(delete_file, sender=model, dispatch_uid=f"reviews.signals.{model._meta.label}")


def delete_file(instance, **kwargs):
    file = instance.evidence_file if isinstance(instance, Contribution) else instance.file
    if file:
        transaction.on_commit(partial(file.storage.delete, file.name))
