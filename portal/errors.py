"""What is answered when something is wrong: 403, 404, 429 and 500, as a page or, below /api/, as JSON."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error as plain_server_error


def is_for_machines(request):
    return request.path.startswith("/api/")


def api_error(status, kind, code, detail):
    """The error shape of drf-standardized-errors, for addresses that no API view answers."""
    errors = [{"code": code, "detail": detail, "attr": None}]
    return JsonResponse({"type": kind, "errors": errors}, status=status)


def forbidden(request, exception=None):
    if is_for_machines(request):
        return api_error(403, "client_error", "permission_denied", _("You may not do this."))
    return render(request, "403.html", status=403)


def forged(request, reason=""):
    """Whatever is sent without the token of our forms: mostly a form that lay open for too long."""
    if is_for_machines(request):
        return forbidden(request)
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception=None):
    if is_for_machines(request):
        return api_error(404, "client_error", "not_found", _("There is nothing at this address."))
    return render(request, "404.html", status=404)


def too_many(request):
    """Whoever asks too often of the pages of accounts; the API counts by itself."""
    return render(request, "429.html", status=429)


def locked_out(request, response=None, credentials=None):
    """After too many wrong passwords for one account from one address, at whichever page of ours."""
    context = {"hours": settings.AXES_COOLOFF_TIME}
    return render(request, "locked_out.html", context, status=429)


def server_error(request):
    if is_for_machines(request):
        return api_error(500, "server_error", "error", _("Something went wrong on our side."))
    return plain_server_error(request)
