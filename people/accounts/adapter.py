"""What allauth asks us: whether it may, what it says, where it leads, and how a mail goes out."""

import io

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from people.accounts.addresses import adopt_address
from people.sign_in import address_of

WRONG_CODE = _("This is not the code. Look at the last mail or the app, and type it again.")
TOO_MANY = _("Too many attempts: wait a few minutes, then begin again.")


@task()
def send_letter(subject, text, recipient):
    """Send a mail about an account; a mail server that does not answer keeps no reader waiting."""
    EmailMessage(subject, text, to=[recipient]).send()


class AccountAdapter(DefaultAccountAdapter):
    # Every one that a reader can meet, in words that our own catalogues translate.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The e-mail address or the password is wrong."),
        "email_taken": _("This address cannot be used: somebody confirmed it as theirs in the meantime."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": _("A mail was sent a moment ago: wait a little before you ask for another."),
    }

    def is_open_for_signup(self, request):
        return settings.ACCOUNTS_OPEN

    def is_ajax(self, request):
        """Pages only: nobody asks for the forms as JSON."""
        return False

    def is_safe_url(self, url):
        """Lead back to our own pages alone, by their path."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request):
        return address_of(request)

    def pre_authenticate(self, request, **credentials):
        """Count nothing: django-axes counts wrong passwords, here, in the panel and in the API together."""

    def reauthenticate(self, user, password):
        return self.authenticate(current.request, email=user.email, password=password) == user

    def pre_login(self, request, user, **hints):
        adopt_address(user)
        return super().pre_login(request, user, **hints)

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def send_mail(self, template_prefix, email, context):
        """Send it in the language of the page on which it was asked for."""
        told = {
            **context,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "minutes": settings.ACCOUNT_CODE_MINUTES,
            "accounts_open": settings.ACCOUNTS_OPEN,
        }
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", told).split())
        send_letter.enqueue(subject, render_to_string(f"{template_prefix}_message.txt", told), email)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Codes for an emergency need an app first."),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def build_totp_svg(self, url):
        picture = io.BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=4, border=4, light="#ffffff")
        return picture.getvalue().decode()
