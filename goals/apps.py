from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = _("Goals")

    def ready(self):
        from goals import reference

        post_migrate.connect(reference.load_after_migrate, sender=self, dispatch_uid="goals.reference")
