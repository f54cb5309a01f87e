"""Listens to every model that is searchable or that a searchable one shows, and refreshes what each change touches."""

from django.apps import apps
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from portal.search import index
from portal.search.registry import SOURCES, source_of
from publishing.gathering import follow

# Where a change waits between the signal before it and the one after it.
PENDING = "_search_documents_before"


def connect():
    """Listen; called once, when all models are loaded and registered."""
    for label in {label for source in SOURCES.values() for label in (source.label, *source.depends)}:
        model = apps.get_model(label)
        for signal, receiver in (
            (pre_save, before_save),
            (post_save, after_save),
            (pre_delete, before_delete),
            (post_delete, after_delete),
        ):
            signal.connect(receiver, sender=model, dispatch_uid=f"portal.search.{receiver.__name__}.{label}")
    for source, through in shown_links():
        receiver = link_receiver(source)
        m2m_changed.connect(receiver, sender=through, weak=False, dispatch_uid=f"portal.search.{through._meta.label}")


def shown_links():
    """Yield (source, through model) of each plain many-to-many relation whose other end is shown in the documents."""
    for source in SOURCES.values():
        shown = {lookup for lookups in source.depends.values() for lookup in lookups}
        for relation in source.model._meta.many_to_many:
            if relation.name in shown and relation.remote_field.through._meta.auto_created:
                yield source, relation.remote_field.through


def before_save(sender, instance, raw=False, **kwargs):
    """Remember where a part, such as a statement, belonged until now: it may be moving elsewhere."""
    if not raw and instance.pk is not None and source_of(sender) is None:
        setattr(instance, PENDING, index.affected(sender._meta.label, [instance.pk]))


def after_save(sender, instance, raw=False, created=False, **kwargs):
    if raw:
        return
    for source, keys in instance.__dict__.pop(PENDING, ()):
        follow(index.refresh, source, keys=keys)
    if (source := source_of(sender)) is None:
        follow(index.refresh_dependents, sender._meta.label, keys=[instance.pk])
    elif created:
        follow(index.write, source, keys=[instance.pk])
    else:
        follow(index.refresh, source, keys=[instance.pk])


def before_delete(sender, instance, **kwargs):
    setattr(instance, PENDING, index.affected(sender._meta.label, [instance.pk]))


def after_delete(sender, instance, **kwargs):
    if (source := source_of(sender)) is not None:
        follow(index.refresh, source, keys=[instance.pk])
    for source, keys in instance.__dict__.pop(PENDING, ()):
        follow(index.refresh, source, keys=keys)


def link_receiver(source):
    """Return a receiver that refreshes the documents of `source` at either end of whose relation a link changed."""

    def refresh_linked(sender, instance, action, reverse, pk_set, **kwargs):
        if action == "pre_clear" and reverse:
            label = instance._meta.label
            pending = [keys for affected, keys in index.affected(label, [instance.pk]) if affected is source]
            setattr(instance, PENDING, set().union(*pending))
        elif action in ("post_add", "post_remove", "post_clear"):
            mine = instance.__dict__.pop(PENDING, set()) | (pk_set or set()) if reverse else {instance.pk}
            follow(index.refresh, source, keys=mine)

    return refresh_linked
