"""Where a row is found that once had another address, or whose place another row has taken."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FormerSlugQuerySet(models.QuerySet):
    def of(self, model):
        return self.filter(kind=model._meta.label_lower)


class FormerSlug(models.Model):
    """A slug that a row had once: its old addresses lead to where it is now.

    A row that has the slug today comes first; so nothing need be done here when a slug is taken again.
    """

    kind = models.CharField(_("kind of row"), max_length=60, help_text=_("Label of the model."))
    slug = models.SlugField(_("slug"), max_length=120)
    key = models.PositiveBigIntegerField(_("key of the row"))
    since = models.DateTimeField(_("former since"), default=timezone.now)

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="publishing_formerslug_leads_to_one")]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self):
        return f"{self.kind} {self.slug}"


def keep_slug(row):
    """Remember the slug that `row`, about to be saved, has in the database, where it is about to have another one."""
    before = type(row)._base_manager.filter(pk=row.pk).values_list("slug", flat=True).first()
    if before and before != row.slug:
        told = {"key": row.pk, "since": timezone.now()}
        FormerSlug.objects.of(type(row)).update_or_create(
            slug=before, defaults=told, create_defaults={"kind": row._meta.label_lower, **told}
        )


def forget_slugs(row):
    """The addresses of a row that is deleted lead nowhere."""
    FormerSlug.objects.of(type(row)).filter(key=row.pk).delete()


def keys_at(model, slugs):
    """Return {slug: key of the row of `model`} for whoever has one of `slugs` or, where nobody has it, had it: two queries.

    Whom the rows may be shown to is for the caller to say.
    """
    former = FormerSlug.objects.of(model).filter(slug__in=slugs).values_list("slug", "key")
    return dict(former) | dict(model._base_manager.filter(slug__in=slugs).values_list("slug", "pk"))


def row_at(rows, slug):
    """Return the one of `rows` that is found at `slug`, or None. Ask it of the rows that the visitor may see.

    That is the row with this slug; else the one that had it, or that has taken the place of the one with it.
    """
    if row := rows.at_own_address().filter(slug=slug).first():
        return row
    there = _heir(_named(rows.model, slug))
    return rows.filter(pk=there.pk).first() if there else None


def _named(model, slug):
    if row := model._base_manager.filter(slug=slug).first():
        return row
    former = FormerSlug.objects.of(model).filter(slug=slug).first()
    return model._base_manager.filter(pk=former.key).first() if former else None


def rows_at(rows, slugs):
    """Return {slug: what `row_at` finds there}: three queries for all, some more for each that is a former one."""
    found = {row.slug: row for row in rows.at_own_address().filter(slug__in=slugs)}
    elsewhere = keys_at(rows.model, set(slugs) - found.keys())
    return found | {slug: row for slug in elsewhere if (row := row_at(rows, slug))}


def _heir(row):
    """Return who stands where `row` stood, however often its place was taken; None at the end of a ring."""
    passed = set()
    while row is not None and row.heir is not None:
        passed.add(row.pk)
        row = None if row.heir.pk in passed else row.heir
    return row
