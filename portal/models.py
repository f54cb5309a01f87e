from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDocument(models.Model):
    """What the search knows of one row: tokens to find it by, words to show it with. Written by portal.search.index.

    Drafts are indexed too, for the staff's searches; `is_public` repeats what `published()` of the row's model said in
    the transaction that last changed it. Its `id` is its place among all results (see portal.search.places), so that a
    page of results is read from the index in order, however many match.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.CharField(_("key of the row"), max_length=36)
    is_public = models.BooleanField(_("public"))
    tokens = models.TextField(_("tokens"))
    titles = models.JSONField(_("titles"), help_text=_("By language; without one under the empty key."))
    texts = models.JSONField(_("texts"), help_text=_("By language; without one under the empty key."))
    address = models.JSONField(_("address"), help_text=_("Name of the route, its arguments and the fragment."))

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="portal_searchdocument_one_a_row")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"
