"""Keeps the keys true to the organisations, and the pairs to be decided to what has been merged."""

from django.db.models.signals import post_delete, post_save

from people.models import Organisation, OrganisationIdentifier, OrganisationName
from publishing.gathering import follow
from registry.doubles import keys
from registry.doubles.decisions import settle
from registry.merging.signals import merge_undone, organisations_merged


def connect():
    """Listen; called once, when all models are loaded. Bulk writes send no signals: registry.doubles.finding comes after."""
    post_save.connect(after_save, sender=Organisation, dispatch_uid="registry.doubles.organisation")
    for model in (OrganisationName, OrganisationIdentifier):
        post_save.connect(after_change, sender=model, dispatch_uid=f"registry.doubles.{model.__name__}")
        post_delete.connect(after_delete, sender=model, dispatch_uid=f"registry.doubles.{model.__name__}")

    for signal in (organisations_merged, merge_undone):
        signal.connect(after_merge, dispatch_uid="registry.doubles.merge")


def after_merge(kept, absorbed, **kwargs):
    """Names and numbers have moved in bulk; whose pair it was is settled as the two are saved."""
    keys.refresh([kept.pk, absorbed.pk])


def after_save(sender, instance, raw=False, **kwargs):
    if not raw:
        follow(keys.refresh, keys=[instance.pk])
        settle(instance)


def after_change(sender, instance, raw=False, **kwargs):
    if not raw:
        follow(keys.refresh, keys=[instance.organisation_id])


def after_delete(sender, instance, origin, **kwargs):
    """`origin` is the row or queryset that was to be deleted: of an organisation the keys go with it."""
    if getattr(origin, "model", type(origin)) is not Organisation:
        follow(keys.refresh, keys=[instance.organisation_id])
