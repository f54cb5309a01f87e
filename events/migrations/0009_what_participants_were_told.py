from django.db import migrations, models

FIELD = {"default": dict, "editable": False, "verbose_name": "told when and where"}


def in_json(moment):
    return moment and moment.isoformat()


def fill(apps, schema_editor):
    """Whoever is registered knows of event and sessions what stands there now."""
    Event, Session = (apps.get_model("events", name) for name in ("Event", "Session"))
    Registration, SessionSeat = (apps.get_model("events", name) for name in ("Registration", "SessionSeat"))
    for event in Event.objects.filter(registrations__isnull=False).distinct():
        told = {
            "starts_at": in_json(event.starts_at),
            "ends_at": in_json(event.ends_at),
            "is_all_day": event.is_all_day,
            "event_status": event.event_status,
            "place_id": event.place_id,
            "online_url": event.online_url,
        }
        Registration.objects.filter(event=event).update(told=told)
    for session in Session.objects.filter(seats__isnull=False).distinct():
        told = {
            "starts_at": in_json(session.starts_at),
            "ends_at": in_json(session.ends_at),
            "room": session.room_id,
            "status": session.status,
        }
        SessionSeat.objects.filter(session=session).update(told=told)


class Migration(migrations.Migration):
    dependencies = [("events", "0008_changes_is_a_page")]

    operations = [
        migrations.AddField("registration", "told", models.JSONField(**FIELD)),
        migrations.AddField("sessionseat", "told", models.JSONField(**FIELD)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
