"""Give what is published its number, and make the address of a review's document the first of its documents."""

from django.db import migrations


def number(apps, schema_editor):
    Contribution = apps.get_model("reviews", "Contribution")
    last = {}
    for row in Contribution.objects.filter(publication_state="published").order_by("review_id", "pk"):
        last[row.review_id] = last.get(row.review_id, 0) + 1
        Contribution.objects.filter(pk=row.pk).update(number=last[row.review_id])
    for row in Contribution.objects.filter(consent=True):
        Contribution.objects.filter(pk=row.pk).update(consented_at=row.created_at)
    for row in Contribution.objects.filter(publication_state="submitted"):
        Contribution.objects.filter(pk=row.pk).update(submitted_on=row.created_at.date())


def move(apps, schema_editor):
    NationalReview, ReviewDocument = apps.get_model("reviews", "NationalReview"), apps.get_model("reviews", "ReviewDocument")
    for review in NationalReview.objects.exclude(document_url=""):
        ReviewDocument.objects.create(review=review, url=review.document_url)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_documents_and_the_desk")]

    operations = [
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
