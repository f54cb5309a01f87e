"""A public partnership does not lose a side because one of its partners becomes an organisation of another kind."""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from partnerships.models import Partner, Partnership
from partnerships.models.partnerships import joins_sides


def refuse_one_sided(kinds_before, organisations):
    """Raise ValidationError where a public partnership of one of `organisations` (keys) names one side only by now, joined
    sides with the `kinds_before`, and does not say why. One that lacked a side before is no reason to refuse anything.
    """
    refuse_among(Partner.objects.filter(organisation__in=organisations), kinds_before)


def refuse_among(roles, kinds_before):
    """The same for the partnerships of `roles`, a queryset of Partners."""
    if told := [told_of(one) for one in public_partnerships_of(roles) if has_lost_a_side(one, kinds_before)]:
        raise ValidationError([ValidationError(sentence, code="lacking") for sentence in told])


def public_partnerships_of(roles):
    """Return the public ones, each once, with the kinds of all partners."""
    partners = Prefetch("partners", Partner.objects.select_related("organisation"))
    return (
        Partnership.objects.published()
        .filter(pk__in=roles.values("partnership"))
        .prefetch_related(partners)
        .order_by("pk")
    )


def has_lost_a_side(partnership, kinds_before):
    kinds = {partner.organisation.kind for partner in partnership.partners.all()}
    is_one_sided = not partnership.says_why_one_sided and not joins_sides(kinds)
    return is_one_sided and joins_sides(kinds | kinds_before)


def told_of(partnership):
    message = _(
        "“%(partnership)s” would name one side only: name another partner there first, or say why one is missing."
    )
    return message % {"partnership": partnership}
