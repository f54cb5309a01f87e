"""Give what is published its number, and make the address of a review's document the first of its documents.

On which day somebody agreed, or handed something in, was not kept before this: it stays unknown.
"""

from django.db import migrations


def number(apps, schema_editor):
    Contribution = apps.get_model("reviews", "Contribution")
    last = {}
    for row in Contribution.objects.filter(publication_state="published").order_by("review_id", "pk"):
        last[row.review_id] = last.get(row.review_id, 0) + 1
        Contribution.objects.filter(pk=row.pk).update(number=last[row.review_id])


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
