"""The settings of allauth (docs/decisions/0023); what the environment says of accounts is read in settings.py."""

ACCOUNT_ADAPTER = "people.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "decoy"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
# Codes, not links: whatever opens the links of mails confirms nothing, and the way on stays in the same browser.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_CODE_MINUTES = 15
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 60 * ACCOUNT_CODE_MINUTES
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 60 * ACCOUNT_CODE_MINUTES
ACCOUNT_LOGIN_TIMEOUT = 60 * 60
ACCOUNT_FORMS = {
    "login": "people.accounts.forms.SignInForm",
    "signup": "people.accounts.forms.SignUpForm",
    "reauthenticate": "people.accounts.forms.ReauthenticateForm",
    "request_login_code": "people.accounts.forms.RequestCodeForm",
    "confirm_login_code": "people.accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "people.accounts.forms.AddressCodeForm",
    "reset_password": "people.accounts.forms.RecoveryForm",
    "confirm_password_reset_code": "people.accounts.forms.RecoveryCodeForm",
    "reset_password_from_key": "people.accounts.forms.NewPasswordForm",
    "change_password": "people.accounts.forms.ChangePasswordForm",
    "set_password": "people.accounts.forms.SetPasswordForm",
    "add_email": "people.accounts.forms.AddressForm",
}
MFA_ADAPTER = "people.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "people.accounts.forms.SecondFactorForm",
    "reauthenticate": "people.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "people.accounts.forms.AppForm",
}
