from django.db import models
from django.utils.translation import gettext_lazy as _


class FacetBlock(models.Model):
    """Which of some neighbouring organisations have one value of one facet: a bit for each (docs/decisions/0011).

    `bits` is a number in bytes, the lowest first; bit n stands for the organisation with the key block × SIZE + n. It is
    worked out from the organisations in the transaction of their change, and can be worked out anew at any time.
    """

    SIZE = 32_768

    facet = models.CharField(_("facet"), max_length=20)
    value = models.CharField(_("value"), max_length=40)
    block = models.PositiveIntegerField(_("block"))
    bits = models.BinaryField(_("bits"))
    version = models.PositiveBigIntegerField(
        _("version"), db_index=True, help_text=_("The content version with which it last changed.")
    )

    class Meta:
        verbose_name = _("facet block")
        verbose_name_plural = _("facet blocks")
        constraints = [models.UniqueConstraint(fields=["block", "facet", "value"], name="people_facetblock_once")]

    def __str__(self):
        return f"{self.facet} {self.value} {self.block}"
