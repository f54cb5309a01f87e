from django.db import migrations, models

from portal.search import tables


def create(apps, schema_editor):
    tables.create(schema_editor.connection)


def drop(apps, schema_editor):
    tables.drop(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("object_id", models.CharField(max_length=36, verbose_name="key of the row")),
                ("is_public", models.BooleanField(verbose_name="public")),
                ("tokens", models.TextField(verbose_name="tokens")),
                ("titles", models.JSONField(help_text="By language; without one under the empty key.", verbose_name="titles")),
                ("texts", models.JSONField(help_text="By language; without one under the empty key.", verbose_name="texts")),
                ("address", models.JSONField(help_text="Name of the route, its arguments and the fragment.", verbose_name="address")),
            ],
            options={
                "verbose_name": "search document",
                "verbose_name_plural": "search documents",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="portal_searchdocument_one_a_row")
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
