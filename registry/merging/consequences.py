"""What follows from a merge besides the moved rows, and from taking it back."""

from django.utils import timezone

from people.actions import void_verifications
from people.facets import blocks
from people.models.verifications import VoidReason
from registry.merging.signals import merge_undone, organisations_merged


def connect():
    organisations_merged.connect(void_what_was_verified, dispatch_uid="registry.merging.void")
    for signal in (organisations_merged, merge_undone):
        signal.connect(refresh_facets, dispatch_uid="registry.merging.facets")


def void_what_was_verified(kept, absorbed, **kwargs):
    """It was verified of two, not of the one that they are now; undoing the merge leaves it to staff to check again."""
    void_verifications(organisations=[kept.pk, absorbed.pk], reason=VoidReason.MERGED, on=timezone.localdate())


def refresh_facets(kept, absorbed, **kwargs):
    blocks.refresh([kept.pk, absorbed.pk])
