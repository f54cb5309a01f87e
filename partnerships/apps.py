from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self):
        from events.models import Session
        from partnerships import signals
        from partnerships.thread import shown, thread_of_session
        from publishing.detail_pages import tell_on_pages_of

        signals.connect()
        tell_on_pages_of(Session, steps=lambda session, user: shown(thread_of_session(session, user)))
