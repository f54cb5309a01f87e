from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class PhotosConfig(AppConfig):
    name = "photos"
    verbose_name = _("Photos")

    def ready(self):
        from photos import checks, signals

        register(checks.masters_are_private)
        signals.connect()
