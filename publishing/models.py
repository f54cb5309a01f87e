import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.former_slugs import FormerSlug, keep_slug
from publishing.idempotency import KeptAnswer
from publishing.slugs import unique_slug
from publishing.visibility import PublishableQuerySet
from publishing.wording import Worded

__all__ = ["ContentVersion", "FormerSlug", "Identified", "KeptAnswer", "PublicationState", "Publishable"]


class PublicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    PUBLISHED = "published", _("Published")
    RETURNED = "returned", _("Returned")
    ARCHIVED = "archived", _("Archived")


class Identified(Worded):
    """A thing with an identity for feeds and exports, a readable address and its two times."""

    guid = models.UUIDField(_("GUID"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("slug"), max_length=120, unique=True, blank=True, help_text=_("Part of the address; made from the title.")
    )
    reserved_slugs = frozenset()  # words that lead to other pages; a model that has some forbids them by a constraint
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(self)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "slug"}
        # The row, the content version and the search index, which signals bring up to date: all or nothing.
        with transaction.atomic():
            if self.pk is not None and "slug" in (kwargs.get("update_fields") or ["slug"]):
                keep_slug(self)
            super().save(*args, **kwargs)

    @property
    def heir(self):
        """The row that has taken the place of this one, for models whose rows can be merged."""
        return None


class Publishable(Identified):
    """Anything with a draft and a published state; see publishing.actions for the moves between them."""

    publication_state = models.CharField(
        _("publication state"),
        max_length=10,
        choices=PublicationState.choices,
        default=PublicationState.DRAFT,
        db_index=True,
    )
    return_reason = models.TextField(_("reason for returning"), blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(publication_state="returned") | ~Q(return_reason=""),
                name="%(app_label)s_%(class)s_returned_with_a_reason",
                violation_error_message=_("Say why it is returned."),
            )
        ]

    @property
    def is_published(self):
        return self.publication_state == PublicationState.PUBLISHED

    def lacking(self):
        """Return, in sentences, what must still be told before the public may see the row; each model says what."""
        return []

    def check_complete(self):
        """Raise ValidationError if the public may see the row and something is lacking."""
        if self.is_published and (lacking := self.lacking()):
            raise ValidationError([ValidationError(sentence, code="lacking") for sentence in lacking])

    def clean(self):
        super().clean()
        self.check_complete()

    def save(self, *args, **kwargs):
        if self.is_published and self.published_at is None:
            self.published_at = timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "published_at"}
        super().save(*args, **kwargs)


class ContentVersion(models.Model):
    """One row: a number raised in the transaction of every public change.

    It keys the whole-page cache of anonymous readers, so nothing has to be invalidated by name.
    """

    number = models.PositiveBigIntegerField(_("number"), default=1)

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="publishing_one_content_version")]

    def __str__(self):
        return str(self.number)
