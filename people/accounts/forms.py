"""The forms of allauth in our words: labels, help and errors of our own catalogues, nothing said by a placeholder."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from people.models import User

LABELS = {
    "login": _("Your e-mail address"),
    "email": _("Your e-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your present password"),
    "password1": _("New password"),
    "code": _("Code"),
}
MOST_OF_ADDRESS = User._meta.get_field("email").max_length
GOOD_PASSWORD = _("At least eight characters; not a common one, and not like your name or address.")


class Worded:
    """For a form of allauth."""

    labels, help_texts = {}, {"password1": GOOD_PASSWORD}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Typed once: whoever mistypes it gets in by a code.
        self.fields.pop("password2", None)
        words = {**LABELS, **self.labels}
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = words.get(name, field.label)
            field.help_text = self.help_texts.get(name, "")
            if isinstance(field, forms.EmailField):
                field.validators.append(MaxLengthValidator(MOST_OF_ADDRESS))


class SignInForm(Worded, account.LoginForm):
    pass


class SignUpForm(Worded, account.SignupForm):
    """`decoy` is there for robots, which fill in all they find; they get no account and are not told so."""

    labels = {"password1": _("Password")}
    help_texts = {
        "email": _("We send a code there. Nobody else sees the address."),
        "password1": GOOD_PASSWORD,
    }
    first_name = forms.CharField(
        label=_("Given name (optional)"),
        max_length=User._meta.get_field("first_name").max_length,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Family name (optional)"),
        max_length=User._meta.get_field("last_name").max_length,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    field_order = ["email", "password1", "first_name", "last_name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hidden = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        self.fields["decoy"] = forms.CharField(label=_("Leave this empty"), required=False, widget=hidden)

    def try_save(self, request):
        """Answer whoever comes a moment too late as if the account had been there before."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    labels = {"password": _("Your present password")}


class RequestCodeForm(Worded, account.RequestLoginCodeForm):
    pass


class SignInCodeForm(Worded, account.ConfirmLoginCodeForm):
    pass


class AddressCodeForm(Worded, account.ConfirmEmailVerificationCodeForm):
    pass


class RecoveryForm(Worded, account.ResetPasswordForm):
    pass


class RecoveryCodeForm(Worded, account.ConfirmPasswordResetCodeForm):
    pass


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    pass


class SetPasswordForm(Worded, account.SetPasswordForm):
    pass


class AddressForm(Worded, account.AddEmailForm):
    labels = {"email": _("Your new e-mail address")}
    help_texts = {"email": _("We send a code there; until you have typed it, the present address stays.")}


class SecondFactorForm(Worded, second_factor.AuthenticateForm):
    labels = {"code": _("Code of the app, or one of the codes for an emergency")}


class SecondFactorAgainForm(Worded, second_factor.ReauthenticateForm):
    labels = {"code": _("Code of the app, or one of the codes for an emergency")}


class AppForm(Worded, totp.ActivateTOTPForm):
    labels = {"code": _("The code that the app shows now")}


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        labels = {"first_name": _("Given name (optional)"), "last_name": _("Family name (optional)")}
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
        }
