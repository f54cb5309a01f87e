"""The specification wants every address of the service open to pages of all sites; no other address of the API is."""

from functools import cache

from corsheaders.signals import check_request_enabled
from django.urls import reverse


def connect():
    check_request_enabled.connect(is_of_the_service, dispatch_uid="registry.reconciliation.cors")


def is_of_the_service(sender, request, **kwargs):
    return request.path.startswith(beginning())


@cache
def beginning():
    return reverse("api:reconcile")
