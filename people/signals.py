"""A verification was made for a name and a number: when one of these changes, it counts no longer."""

from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone

from people.actions import void_verifications
from people.columns import NAMES
from people.models import Organisation, OrganisationIdentifier, OrganisationName
from people.models.verifications import VoidReason

# Of each model the column that names the organisation, and the columns that say who it is.
IDENTITY = {
    Organisation: ("id", NAMES),
    OrganisationName: ("organisation_id", ["text"]),
    OrganisationIdentifier: ("organisation_id", ["scheme", "value"]),
}
# Where the organisations that a save concerns wait between the signal before it and the one after it.
PENDING = "_organisations_renamed"


def connect():
    for model in IDENTITY:
        label = model._meta.label
        pre_save.connect(before_save, sender=model, dispatch_uid=f"people.signals.before_save.{label}")
        post_save.connect(after_save, sender=model, dispatch_uid=f"people.signals.after_save.{label}")
        if model is not Organisation:  # its verifications go with it
            post_delete.connect(after_delete, sender=model, dispatch_uid=f"people.signals.after_delete.{label}")


def before_save(sender, instance, raw=False, update_fields=None, **kwargs):
    """Remember whose identity this save changes: of an identifier that moves, that of both organisations."""
    if raw or (sender is Organisation and instance._state.adding):
        return
    owner, columns = IDENTITY[sender]
    columns = [owner, *columns]
    stored = sender._default_manager.filter(pk=instance.pk).values(*columns)
    before = (not instance._state.adding and stored.first()) or {}
    written = [
        name for name in columns if update_fields is None or {name, name.removesuffix("_id")} & set(update_fields)
    ]
    if any((before.get(name) or "") != (getattr(instance, name) or "") for name in written):
        setattr(instance, PENDING, {before.get(owner), getattr(instance, owner)} - {None})


def after_save(sender, instance, **kwargs):
    void(sender, instance.__dict__.pop(PENDING, ()))


def after_delete(sender, instance, **kwargs):
    void(sender, {instance.organisation_id})


def void(sender, organisations):
    if organisations:
        reason = VoidReason.IDENTIFIER if sender is OrganisationIdentifier else VoidReason.NAME
        void_verifications(organisations=organisations, reason=reason, on=timezone.localdate())
