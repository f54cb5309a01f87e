"""What is done to several rows at once."""

from django.db import transaction

from people.models import Verification


def void_verifications(*, organisations, reason, on):
    """Void whatever still counts on the date `on` of the organisations with these keys; return how many.

    This is the one place where a change of the organisation ends a verification. `people.signals` calls it for rows that
    are saved or deleted one by one; whoever writes names or identifiers in bulk, which sends no signals, calls it too.
    """
    return void(verifications=Verification.objects.filter(organisation__in=organisations), reason=reason, on=on)


@transaction.atomic
def void(*, verifications, reason, on):
    """Void those of `verifications` that still count on the date `on`; return how many.

    Each is saved by itself: there are few, and so each has its entry in the audit trail.
    """
    standing = verifications.standing(on).select_related("organisation").order_by("pk")
    for verification in standing:
        verification.voided_on, verification.void_reason = on, reason
        verification.save(update_fields=["voided_on", "void_reason"])
    return len(standing)
