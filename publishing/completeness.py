"""What a public row cannot be without is not taken from under it: when a row that hangs on it goes, or changes, it is
asked again whether it lacks something (Publishable.lacking)."""

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from publishing.gathering import follow


class Watched(models.Model):
    """A row that `watch` looks at: it is written with what is asked once it has changed, or not at all."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)


def watch(model, key):
    """Have whoever deletes or changes a row of `model`, a Watched one, be refused where the public row at its foreign key
    `key` would then lack something: ValidationError, and nothing is written. With its whole owner a row may go.

    Within `gathered` it is asked at the end of the block, so that one row may take the place of another. The owner is
    held from before the change, so of two who take away one row each the second is told of what the first has left.
    """
    field = model._meta.get_field(key)
    owner = field.related_model

    def remember(instance, raw=False, **kwargs):
        if not raw and instance.pk and not instance._state.adding:
            instance._hung_on = model._base_manager.filter(pk=instance.pk).values_list(field.attname, flat=True).first()
            hold(owner, instance._hung_on)

    def hold_of(instance, origin=None, **kwargs):
        if not goes_with(owner, origin):
            hold(owner, getattr(instance, field.attname))

    def ask(instance, origin=None, created=False, raw=False, **kwargs):
        if created or raw or goes_with(owner, origin):
            return
        keys = {getattr(instance, field.attname), getattr(instance, "_hung_on", None)}
        follow(refuse_lacking, owner, keys=keys - {None})

    listeners = [(pre_save, remember), (pre_delete, hold_of), (post_save, ask), (post_delete, ask)]
    for signal, listener in listeners:
        signal.connect(listener, sender=model, weak=False, dispatch_uid=f"publishing.completeness.{model._meta.label}")


def goes_with(owner, origin):
    """Tell whether what is deleted, `origin` (a row or a queryset), are whole rows of the model `owner`."""
    return owner in (type(origin), getattr(origin, "model", None))


def hold(owner, key):
    """Hold the row of `owner` until the transaction ends; whoever only adds rows that point to it need not wait."""
    list(owner._base_manager.select_for_update(no_key=True).filter(pk=key).values_list("pk"))


def refuse_lacking(owner, keys):
    """Raise ValidationError if any of the `owner` rows with these keys is public and lacks something."""
    for row in owner._base_manager.filter(pk__in=keys):
        row.check_complete()
