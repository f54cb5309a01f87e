"""Listens to whatever changes the facets of an organisation one by one; who writes in bulk calls `refresh` itself."""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from people.facets.blocks import refresh
from people.models.groups import FocusArea, Group
from people.models.organisations import Organisation, OrganisationTag
from people.models.verifications import Verification
from publishing.gathering import follow

M2M = [Organisation.regions.through, Organisation.focus_areas.through, Organisation.groups.through]
CHANGES = {"post_add", "post_remove", "post_clear"}


def connect():
    for signal in (post_save, post_delete):
        signal.connect(organisation_changed, sender=Organisation, dispatch_uid="people.facets")
        signal.connect(tag_changed, sender=OrganisationTag, dispatch_uid="people.facets")
        signal.connect(verification_changed, sender=Verification, dispatch_uid="people.facets")
    for model in (FocusArea, Group):
        pre_delete.connect(word_goes, sender=model, dispatch_uid="people.facets")
        post_delete.connect(word_gone, sender=model, dispatch_uid="people.facets")
    pre_save.connect(tag_moves, sender=OrganisationTag, dispatch_uid="people.facets")
    for through in M2M:
        m2m_changed.connect(link_changed, sender=through, dispatch_uid="people.facets")


def organisation_changed(instance, raw=False, **kwargs):
    if not raw:
        follow(refresh, keys=[instance.pk])


def tag_changed(instance, raw=False, **kwargs):
    if not raw:
        follow(refresh, keys={instance.organisation_id, instance.__dict__.pop("_moved_from", instance.organisation_id)})


def word_goes(instance, **kwargs):
    """Remember who is linked to a word that is deleted: the links go without a signal."""
    instance._linked = set(instance.organisations.values_list("pk", flat=True))


def word_gone(instance, **kwargs):
    follow(refresh, keys=instance.__dict__.pop("_linked", ()))


def verification_changed(instance, raw=False, **kwargs):
    if not raw:
        follow(refresh, keys=[instance.organisation_id])


def tag_moves(instance, raw=False, **kwargs):
    """Remember whose tag it was until now."""
    if not raw and instance.pk is not None:
        before = OrganisationTag.objects.filter(pk=instance.pk).values_list("organisation", flat=True).first()
        instance._moved_from = before or instance.organisation_id


def link_changed(instance, action, reverse, pk_set, **kwargs):
    """`reverse` tells that `instance` is the region, focus area or group, and `pk_set` the organisations."""
    if not reverse:
        follow(refresh, keys=[instance.pk] if action in CHANGES else ())
    elif action == "pre_clear":
        instance._cleared = set(instance.organisations.values_list("pk", flat=True))
    elif action in CHANGES:
        follow(refresh, keys=pk_set or instance.__dict__.pop("_cleared", ()))
