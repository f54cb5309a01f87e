from django.db import migrations, models

RESERVED = ["export", "figures"]


def make_way(apps, schema_editor):
    """Give a longer slug to an organisation that has one of those which now lead elsewhere."""
    for row in apps.get_model("people", "Organisation").objects.filter(slug__in=RESERVED):
        row.slug = f"{row.slug}-{row.guid.hex[:8]}"
        row.save(update_fields=["slug"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_verification'),
        ('photos', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(make_way, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', RESERVED), _negated=True), name='people_organisation_slug_not_reserved', violation_error_message='A page of the portal has this address: choose another.'),
        ),
    ]
