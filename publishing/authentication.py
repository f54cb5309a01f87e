import re

from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

TOKEN = re.compile(rb"[0-9a-f]{16,128}", re.ASCII)


class BearerTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`; what cannot be a token is refused before the database is asked."""

    def authenticate_credentials(self, token):
        if not TOKEN.fullmatch(token):
            raise AuthenticationFailed(_("Invalid token."))
        return super().authenticate_credentials(token)
