"""Raise the content version whenever a row of our own apps changes; forget the addresses of what is deleted."""

from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save

from publishing import content_version
from publishing.former_slugs import forget_slugs
from publishing.models import Identified

M2M_CHANGES = {"post_add", "post_remove", "post_clear"}


def own_models():
    """The models of this project's apps, not those of libraries."""
    root = Path(settings.BASE_DIR)
    own = [config for config in apps.get_app_configs() if Path(config.path).parent == root]
    return [model for config in own for model in config.get_models(include_auto_created=True)]


@cache
def public_models():
    """Models whose change may show: all but those that would raise the version for nothing, or forever."""
    return {model for model in own_models() if model._meta.label not in settings.CONTENT_VERSION_IGNORES}


def connect():
    """Listen to every own model; called once, when all apps are ready to be loaded."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(raise_on_change, dispatch_uid="publishing.content_version")
    post_delete.connect(forget_deleted, dispatch_uid="publishing.former_slugs")


def raise_on_change(sender, action=None, raw=False, **kwargs):
    if raw or (action is not None and action not in M2M_CHANGES):
        return
    if sender in public_models():
        content_version.raise_version()


def forget_deleted(instance, **kwargs):
    if isinstance(instance, Identified):
        forget_slugs(instance)
