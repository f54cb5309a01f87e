"""What a public partnership cannot be without stays with it: its partners and goals, and the sides of its partners."""

from django.db.models import Q
from django.db.models.signals import post_save, pre_save

from partnerships.models import Partner, PartnershipTag
from partnerships.sides import refuse_among, refuse_one_sided
from people.models import Organisation
from publishing.completeness import watch
from publishing.gathering import follow
from registry.merging.signals import merge_undone, organisations_merged


def connect():
    """Listen; called once, when all models are loaded. Imports write in bulk: what a register says is not refused."""
    for model in (Partner, PartnershipTag):
        watch(model, "partnership")
    pre_save.connect(remember_kind, sender=Organisation, dispatch_uid="partnerships.sides.before")
    post_save.connect(ask_of_sides, sender=Organisation, dispatch_uid="partnerships.sides")
    organisations_merged.connect(ask_of_merged, dispatch_uid="partnerships.sides.merged")
    merge_undone.connect(ask_of_parted, dispatch_uid="partnerships.sides.parted")


def remember_kind(instance, raw=False, update_fields=None, **kwargs):
    is_asked = not raw and not instance._state.adding and (update_fields is None or "kind" in update_fields)
    kinds = Organisation._base_manager.filter(pk=instance.pk).values_list("kind", flat=True)
    instance._kind_before = kinds.first() if is_asked else None


def ask_of_sides(instance, **kwargs):
    before = instance._kind_before
    if before and before != instance.kind:
        follow(refuse_one_sided, frozenset([before]), keys=[instance.pk])


def ask_of_merged(kept, absorbed, merge, **kwargs):
    """Partners have moved in bulk: where the absorbed one took part, the kept one stands now, of another kind perhaps."""
    before = {kept.kind, *merge.record["fields"].get("kind", [])}
    refuse_one_sided(before, [kept.pk])
    refuse_among(Partner.objects.filter(Q(pk__in=moved_by(merge)) | Q(organisation=absorbed)), {*before, absorbed.kind})


def ask_of_parted(kept, merge, **kwargs):
    """Where they moved back in bulk, the kept one joined sides perhaps, with the kind that it had until now."""
    before = {kept.kind, *merge.record["fields"].get("kind", [])}
    refuse_among(Partner.objects.filter(pk__in=moved_by(merge)), before)


def moved_by(merge):
    """Return the keys of the Partners that the Merge has moved."""
    label = Partner._meta.label
    return [key for moved, _field, keys in merge.record["moved"] if moved == label for key in keys]
