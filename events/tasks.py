"""What a worker does for events."""

from django_tasks import task

from events.building.telling import send
from events.models import ScheduleRelease


@task()
def send_letters(release_pk):
    """Mail the people in the sessions that the ScheduleRelease with this key has moved."""
    send(ScheduleRelease.objects.select_related("event").get(pk=release_pk))
