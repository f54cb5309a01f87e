from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from people import signals
        from people.accounts import signals as account_signals
        from people.accounts.addresses import adopt_on_sign_in
        from people.facets import migrated
        from people.facets import signals as facet_signals

        signals.connect()
        facet_signals.connect()
        account_signals.connect()
        user_logged_in.connect(adopt_on_sign_in, dispatch_uid="people.accounts")
        post_migrate.connect(migrated.complete_index, sender=self, dispatch_uid="people.facets")
