"""Lists of codes in a JSON column: every code is one of ours, and stands there once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check_codes(codes, choices, name):
    """Raise ValidationError unless `codes` is a list of values of `choices`, each at most once; `name` is its error code."""
    known = choices.values
    if not isinstance(codes, list) or not all(isinstance(code, str) and code in known for code in codes):
        raise ValidationError(_("Give a list of these codes: %(known)s."), name, {"known": ", ".join(known)})
    if len(set(codes)) < len(codes):
        raise ValidationError(_("Name each code once."), f"{name}_twice")
