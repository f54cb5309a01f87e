"""The addresses of accounts, by the names that allauth looks for. Nothing else of allauth has an address here."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from people.accounts import views


def page(route, view, name, title):
    """Return the path of a page that is kept for nobody; `title` is its heading."""
    return path(f"account/{route}", never_cache(view.as_view(extra_context={"name": title})), name=name)


urlpatterns = [
    page("", views.AccountPage, "account", _("Your account")),
    page("name/", views.NamePage, "account_name", _("Your name")),
    page("delete/", views.LeavePage, "account_leave", _("Delete the account?")),
    page("deleted/", views.LeftPage, "account_left", _("Your account is deleted")),
    # In and out.
    page("sign-up/", account.SignupView, "account_signup", _("Sign up")),
    page(
        "confirm/",
        account.ConfirmEmailVerificationCodeView,
        "account_email_verification_sent",
        _("Confirm your address"),
    ),
    page("sign-in/", account.LoginView, "account_login", _("Sign in")),
    page("sign-in/code/", account.RequestLoginCodeView, "account_request_login_code", _("Sign in by a code")),
    page("sign-in/code/enter/", account.ConfirmLoginCodeView, "account_confirm_login_code", _("Enter the code")),
    page("sign-in/second-factor/", second_factor.AuthenticateView, "mfa_authenticate", _("Second factor")),
    page("sign-in/again/", account.ReauthenticateView, "account_reauthenticate", _("Is it you?")),
    page("sign-in/again/code/", second_factor.ReauthenticateView, "mfa_reauthenticate", _("Is it you?")),
    page("not-active/", account.AccountInactiveView, "account_inactive", _("This account is closed")),
    page("sign-out/", account.LogoutView, "account_logout", _("Sign out?")),
    # Address and password.
    page("address/", account.EmailView, "account_email", _("Your e-mail address")),
    page("password/", account.PasswordChangeView, "account_change_password", _("Your password")),
    page("password/first/", account.PasswordSetView, "account_set_password", _("Your password")),
    page("password/forgotten/", account.PasswordResetView, "account_reset_password", _("Forgotten your password?")),
    # By this name the sign-in page of the panel offers it too.
    page("password/forgotten/", account.PasswordResetView, "admin_password_reset", _("Forgotten your password?")),
    page(
        "password/forgotten/code/",
        account.ConfirmPasswordResetCodeView,
        "account_confirm_password_reset_code",
        _("Enter the code"),
    ),
    page(
        "password/forgotten/new/",
        account.CompletePasswordResetView,
        "account_complete_password_reset",
        _("A new password"),
    ),
    # The second factor.
    page("second-factor/", second_factor.IndexView, "mfa_index", _("Second factor")),
    page("second-factor/app/", app.ActivateTOTPView, "mfa_activate_totp", _("Set up the app")),
    page("second-factor/app/remove/", app.DeactivateTOTPView, "mfa_deactivate_totp", _("Remove the second factor?")),
    page("second-factor/codes/", codes.ViewRecoveryCodesView, "mfa_view_recovery_codes", _("Codes for an emergency")),
    page(
        "second-factor/codes/new/",
        codes.GenerateRecoveryCodesView,
        "mfa_generate_recovery_codes",
        _("New codes for an emergency?"),
    ),
    page(
        "second-factor/codes/file/",
        codes.DownloadRecoveryCodesView,
        "mfa_download_recovery_codes",
        _("Codes for an emergency"),
    ),
]
