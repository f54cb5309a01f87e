from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self):
        from people import signals
        from people.facets import migrated
        from people.facets import signals as facet_signals

        signals.connect()
        facet_signals.connect()
        post_migrate.connect(migrated.complete_index, sender=self, dispatch_uid="people.facets")
