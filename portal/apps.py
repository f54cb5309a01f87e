from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self):
        from events.models import Event
        from portal.pictures.links import promises_at
        from portal.search import migrated, signals, sources
        from portal.search.backend import IndexBackend
        from publishing.detail_pages import tell_on_pages_of
        from publishing.search import register_backend

        sources.register_all()
        signals.connect()
        register_backend(IndexBackend())
        tell_on_pages_of(Event, promises=promises_at)
        post_migrate.connect(migrated.complete_index, sender=self, dispatch_uid="portal.search")
