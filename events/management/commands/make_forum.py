from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from events.synthetic import make_forum
from publishing.development import refuse_in_production

ZONE = ZoneInfo("Asia/Almaty")
MOST = 2000


class Command(BaseCommand):
    """Make an invented forum, every name marked as such, for which one may register: to try programmes and seats on."""

    help = (
        "Make a synthetic forum in thirty days, for which one may register; workshops have seats, the first of them is "
        "full. Run again it makes nothing new. Refuses to run in production."
    )

    def add_arguments(self, parser):
        parser.add_argument("--sessions", type=int, default=300, help="how many sessions (default 300)")

    def handle(self, *, sessions, **options):
        refuse_in_production("An invented forum has no place in production")
        if not 1 <= sessions <= MOST:
            raise CommandError(f"Give --sessions as a number from 1 to {MOST}.")
        now = timezone.now()
        day = now.astimezone(ZONE).date() + timedelta(days=30)
        begins_at = datetime.combine(day, time(9), ZONE)
        event = make_forum(slug=f"synthetic-forum-{sessions}", sessions=sessions, begins_at=begins_at, opens_at=now)
        self.stdout.write(f"{event.title}: {settings.SITE_URL}{event.get_absolute_url()}")
