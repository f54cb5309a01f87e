"""What an API answers when something is wrong: always {type, errors: [{code, detail, attr}]}, never a 500 for bad input."""

from django.core import exceptions as django
from django.db import DataError, IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework import status
from rest_framework.exceptions import APIException, ErrorDetail, ParseError, ValidationError
from rest_framework.settings import api_settings

from publishing.parsers import TooLarge
from publishing.wording import LANGUAGE_CODES


class Conflict(APIException):
    """Somebody else was faster, or other rows hang on this one."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = _("This contradicts what has been saved meanwhile: read the row again.")
    default_code = "conflict"


class ApiExceptionHandler(ExceptionHandler):
    """Also gives Django's own refusals the status they deserve."""

    def convert_known_exceptions(self, exc):
        if isinstance(exc, django.ValidationError):
            return ValidationError(problems_of(exc))
        if isinstance(exc, ProtectedError | RestrictedError):
            return Conflict(_("Other rows refer to this one."), code="referred_to")
        if isinstance(exc, IntegrityError):
            return Conflict()
        if isinstance(exc, DataError | OverflowError):
            return ValidationError(_("A number or text is too large."), code="out_of_range")
        if isinstance(exc, django.RequestDataTooBig):
            return TooLarge()
        if isinstance(exc, django.SuspiciousOperation):
            return ParseError()
        return super().convert_known_exceptions(exc)


def problems_of(error, fields=None):
    """Return the Django ValidationError `error` as {field: [ErrorDetail]}.

    The API has one field for all languages of a text, so what is said of "title_ru" is said of "title". What is said of
    a field that is not among `fields` (all names, unless given) is said of the whole.
    """
    found = {}
    by_field = error.error_dict if hasattr(error, "error_dict") else {django.NON_FIELD_ERRORS: error.error_list}
    for name, errors in by_field.items():
        field = api_name(name, fields)
        details = [ErrorDetail(message, code=one.code or "invalid") for one in errors for message in one.messages]
        found.setdefault(field, []).extend(details)
    return found


def api_name(name, fields):
    base, _underscore, language = name.rpartition("_")
    if language in LANGUAGE_CODES and (fields is None or base in fields):
        return base
    if name == django.NON_FIELD_ERRORS or (fields is not None and name not in fields):
        return api_settings.NON_FIELD_ERRORS_KEY
    return name
