"""Keep with a review the last number that it gave, and ask of its dates that they make sense."""

import publishing.moments
import reviews.models.reviews
from django.db import migrations, models
from django.db.models import Max


def start_from_the_last(apps, schema_editor):
    NationalReview = apps.get_model("reviews", "NationalReview")
    for review in NationalReview.objects.annotate(last=Max("contributions__number")).exclude(last=None):
        NationalReview.objects.filter(pk=review.pk).update(last_number=review.last)


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0005_files_judged_inside'),
    ]

    operations = [
        migrations.AddField(
            model_name='nationalreview',
            name='last_number',
            field=reviews.models.reviews.OnlyCounted(default=0, editable=False, verbose_name='last number of a contribution'),
        ),
        migrations.RunPython(start_from_the_last, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='nationalreview',
            name='contributions_close_on',
            field=models.DateField(blank=True, help_text='The last day. Empty: until you say when.', null=True, validators=[publishing.moments.check_year], verbose_name='contributions close on'),
        ),
        migrations.AlterField(
            model_name='nationalreview',
            name='contributions_open_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year], verbose_name='contributions open on'),
        ),
        migrations.AlterField(
            model_name='nationalreview',
            name='presented_on',
            field=models.DateField(blank=True, help_text='At the High-level Political Forum.', null=True, validators=[publishing.moments.check_year], verbose_name='presented on'),
        ),
        migrations.AlterField(
            model_name='reviewdocument',
            name='dated',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year], verbose_name='date of the document'),
        ),
    ]
