"""What a public partnership cannot be without stays with it: its partners and goals, and the sides of its partners."""

from django.db.models.signals import post_save, pre_save

from partnerships.models import Partner, PartnershipTag
from partnerships.sides import refuse_one_sided
from people.models import Organisation
from publishing.completeness import watch
from publishing.gathering import follow
from registry.merging.signals import organisations_merged


def connect():
    """Listen; called once, when all models are loaded. Imports write in bulk: what a register says is not refused."""
    for model in (Partner, PartnershipTag):
        watch(model, "partnership")
    pre_save.connect(remember_kind, sender=Organisation, dispatch_uid="partnerships.sides.before")
    post_save.connect(ask_of_sides, sender=Organisation, dispatch_uid="partnerships.sides")
    organisations_merged.connect(ask_of_merged, dispatch_uid="partnerships.sides.merged")


def remember_kind(instance, raw=False, update_fields=None, **kwargs):
    is_asked = not raw and not instance._state.adding and (update_fields is None or "kind" in update_fields)
    kinds = Organisation._base_manager.filter(pk=instance.pk).values_list("kind", flat=True)
    instance._kind_before = kinds.first() if is_asked else None


def ask_of_sides(instance, **kwargs):
    before = instance._kind_before
    if before and before != instance.kind:
        follow(refuse_one_sided, frozenset([before]), keys=[instance.pk])


def ask_of_merged(kept, absorbed, merge, **kwargs):
    """Its partners have moved in bulk: the kept one stands where two of different kinds may have stood."""
    refuse_one_sided({kept.kind, absorbed.kind, *merge.record["fields"].get("kind", [])}, [kept.pk])
