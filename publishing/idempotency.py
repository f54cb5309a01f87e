"""`Idempotency-Key`: a request that is sent again, because its answer got lost on the way, is not carried out again.

The same key with the same body gets the same answer; with another body it is refused. Neither the key nor the body is kept,
only their hashes, and the answer for a day. What failed is not kept: it may be tried again with the same key.
"""

import hashlib
import json
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response

HEADER = "Idempotency-Key"
LONGEST = 255
KEPT_FOR = timedelta(days=1)


class KeyUsedOtherwise(APIException):
    """The same key stands for another request already."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = _("This Idempotency-Key was used with another body: take a new key for a new request.")
    default_code = "idempotency_key_reused"


class KeptAnswer(models.Model):
    """What was answered to a request that came with a key."""

    key = models.CharField(_("key"), max_length=64, unique=True)
    request = models.CharField(_("request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    answer = models.JSONField(_("answer"), null=True, encoder=DjangoJSONEncoder)
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")

    def __str__(self):
        return self.key[:8]


def hashed(*parts):
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def once(request, act):
    """Return the Response of `act()`, or the one it gave when the same request came before under the same key."""
    key = request.headers.get(HEADER)
    if key is None:
        return act()
    if not 0 < len(key) <= LONGEST or not key.isprintable():
        message = _("Give a key of 1 to 255 printable characters, such as a UUID.")
        raise ValidationError({HEADER: [message]}, code="bad_idempotency_key")
    now = timezone.now()
    KeptAnswer.objects.filter(expires_at__lt=now).delete()
    of_request = hashed(request.data)
    with transaction.atomic():
        # Whoever sends the same key at the same time waits here for the first.
        kept, is_new = KeptAnswer.objects.get_or_create(
            key=hashed(request.method, request.path, request.user.pk, key),
            defaults={"request": of_request, "expires_at": now + KEPT_FOR},
        )
        if is_new:
            response = act()
            kept.status, kept.answer = response.status_code, response.data
            kept.save(update_fields=["status", "answer"])
            return response
    if kept.request != of_request:
        raise KeyUsedOtherwise
    return Response(kept.answer, status=kept.status)
