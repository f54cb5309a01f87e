from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("Registry")

    def ready(self):
        from registry.doubles import signals as doubles
        from registry.merging import consequences
        from registry.reconciliation import cors

        consequences.connect()
        cors.connect()
        doubles.connect()
