"""The one number that says whether anything public has changed."""

from django.db.models import F

from publishing.models import ContentVersion


def current():
    """Return the content version, an integer; 0 while nothing has ever been saved. One query."""
    return ContentVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def raise_version():
    """Raise the content version inside the caller's transaction. Call it after a bulk write, which sends no signal."""
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": 1})
