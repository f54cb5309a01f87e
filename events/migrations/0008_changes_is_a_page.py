from itertools import count

from django.db import migrations, models


def rename(apps, schema_editor):
    """Give a session that is called "changes" another slug; its old address leads to the page of changes from now on."""
    Session = apps.get_model("events", "Session")
    for session in Session.objects.filter(slug="changes"):
        session.slug = next(
            slug for number in count(2) if not Session.objects.filter(slug=(slug := f"changes-{number}")).exists()
        )
        session.save(update_fields=["slug"])


class Migration(migrations.Migration):
    dependencies = [("events", "0007_registrations")]

    operations = [
        migrations.RunPython(rename, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__in", ["changes"]), _negated=True),
                name="events_session_slug_not_reserved",
                violation_error_message="A page of the portal has this address: choose another.",
            ),
        ),
    ]
