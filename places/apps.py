from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = _("Places")

    def ready(self):
        from places import reference

        post_migrate.connect(reference.load_after_migrate, sender=self, dispatch_uid="places.reference")
