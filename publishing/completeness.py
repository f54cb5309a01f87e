"""What a public row cannot be without is not taken from under it: when a row that hangs on it goes, or changes, it is
asked again whether it lacks something (Publishable.lacking)."""

from django.db.models.signals import post_delete, post_save, pre_save

from publishing.gathering import follow


def watch(model, key):
    """Have whoever deletes or changes a row of `model` be refused where the public row at its foreign key `key` would
    then lack something: ValidationError, and nothing is written, as long as a row is saved within a transaction (deleting
    is one). With its whole owner a row may go.

    Within `gathered` it is asked at the end of the block, so that one row may take the place of another.
    """
    field = model._meta.get_field(key)
    owner = field.related_model

    def remember(instance, raw=False, **kwargs):
        if not raw and instance.pk and not instance._state.adding:
            instance._hung_on = model._base_manager.filter(pk=instance.pk).values_list(field.attname, flat=True).first()

    def ask(instance, origin=None, created=False, raw=False, **kwargs):
        if created or raw or owner in (type(origin), getattr(origin, "model", None)):
            return
        keys = {getattr(instance, field.attname), getattr(instance, "_hung_on", None)}
        follow(refuse_lacking, owner, keys=keys - {None})

    pre_save.connect(remember, sender=model, weak=False, dispatch_uid=f"publishing.completeness.{model._meta.label}")
    for signal in (post_save, post_delete):
        signal.connect(ask, sender=model, weak=False, dispatch_uid=f"publishing.completeness.{model._meta.label}")


def refuse_lacking(owner, keys):
    """Raise ValidationError if any of the `owner` rows with these keys is public and lacks something."""
    for row in owner._base_manager.filter(pk__in=keys):
        row.check_complete()
