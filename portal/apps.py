from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self):
        from portal.search import migrated, signals, sources
        from portal.search.backend import IndexBackend
        from publishing.search import register_backend

        sources.register_all()
        signals.connect()
        register_backend(IndexBackend())
        post_migrate.connect(migrated.complete_index, sender=self, dispatch_uid="portal.search")
