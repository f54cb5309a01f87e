"""Who has a second factor: for them a password alone opens nothing, neither the panel nor the API."""

from allauth.mfa.models import Authenticator
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _


def has_second_factor(user):
    return Authenticator.objects.filter(user=user).exists()


class StaffSignInForm(AdminAuthenticationForm):
    """The panel's own page asks for a password only; whoever has a second factor is sent to the page that asks for both."""

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if has_second_factor(user):
            address = f"{reverse('account_login')}?next={reverse('admin:index')}"
            told = _("This account has a second factor.")
            raise ValidationError(format_html('{} <a href="{}">{}</a>', told, address, _("Sign in with both here")))
