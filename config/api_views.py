"""What the API has besides rows: tokens, its own description, and an answer for addresses that do not exist."""

from functools import lru_cache

from django.contrib.auth import authenticate
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema, extend_schema_view
from knox.models import AuthToken
from rest_framework import serializers, status
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api_docs import sections
from people.accounts.addresses import is_confirmed
from people.accounts.second_factor import has_second_factor
from portal.context_processors import language
from publishing.throttling import SignInThrottle
from publishing.viewsets import SpeaksLanguages
from publishing.wording import LANGUAGE_CODES


class CredentialsSerializer(serializers.Serializer):
    email = serializers.EmailField(required=False)
    password = serializers.CharField(required=False, max_length=1000, trim_whitespace=False)


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField(help_text=_("Send it as “Authorization: Token …”. It is shown this once."))
    expiry = serializers.DateTimeField(help_text=_("Until then it is valid."))


@extend_schema_view(
    post=extend_schema(
        operation_id="token_create",
        request=CredentialsSerializer,
        responses={201: TokenSerializer},
        summary=_("Token: get one"),
        description=_("By e-mail address and password, or without them by whoever is signed in to the portal."),
    ),
    delete=extend_schema(
        operation_id="token_destroy",
        request=None,
        responses={204: None},
        summary=_("Token: end it"),
        description=_("Ends the token that the request bears."),
    ),
)
class TokenView(SpeaksLanguages, APIView):
    """Tokens for programs. Guessing is slowed by address here, and by account and address by django-axes."""

    http_method_names = ["post", "delete"]
    permission_classes = [AllowAny]
    throttle_classes = [SignInThrottle]

    def post(self, request):
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = self._user(request, given.validated_data)
        row, token = AuthToken.objects.create(user)
        shown = TokenSerializer({"token": token, "expiry": row.expiry}).data
        return Response(shown, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    def delete(self, request):
        if not isinstance(request.auth, AuthToken):
            self.permission_denied(request)
        request.auth.delete()
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _user(self, request, credentials):
        if not credentials and request.user.is_authenticated:
            return request.user
        email, password = credentials.get("email", ""), credentials.get("password", "")
        user = authenticate(request._request, username=email.lower(), password=password)
        if user is None or not is_confirmed(user):
            # The lock-out by account is told in the same words: it must not say which accounts there are.
            request._request.axes_locked_out = False
            raise AuthenticationFailed(_("E-mail address or password is wrong, or there were too many attempts."))
        if has_second_factor(user):
            raise AuthenticationFailed(_("This account has a second factor: sign in on a page and ask from there."))
        return user


@lru_cache(maxsize=8)
def openapi_document(language):
    """Return the OpenAPI document as a dictionary, with its explanations in `language`, which must be active."""
    return SchemaGenerator().get_schema(request=None, public=True)


class OpenApiRenderer(JSONRenderer):
    media_type = "application/vnd.oai.openapi+json"


@extend_schema(exclude=True)
class SchemaView(SpeaksLanguages, APIView):
    """The OpenAPI 3.1 document."""

    http_method_names = ["get", "head"]
    permission_classes = [AllowAny]
    renderer_classes = [JSONRenderer, OpenApiRenderer]

    def get(self, request):
        return Response(openapi_document(translation.get_language()))


@extend_schema(exclude=True)
class NoSuchAddressView(APIView):
    permission_classes = [AllowAny]

    def initial(self, request, *args, **kwargs):
        raise NotFound()

    def get(self, request):
        """Never reached: every method ends in `initial`."""


class DocsView(TemplateView):
    """The same document as a page, rendered here: the usual viewers write styles into the page, which our CSP forbids."""

    template_name = "portal/api_docs.html"

    def get(self, request, *args, **kwargs):
        if (asked := request.GET.get("lang")) in LANGUAGE_CODES:
            translation.activate(asked)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """The address has no language in front, so the switch sets `?lang=` instead."""
        active = translation.get_language()
        languages = [{**language(self.request, code, active), "url": f"?lang={code}"} for code in LANGUAGE_CODES]
        trail = [{"label": _("Open data and API"), "url": reverse("portal:api")}, {"label": _("Documentation")}]
        found = sections(openapi_document(active))
        context = super().get_context_data(**kwargs)
        return {**context, "sections": found, "trail": trail, "languages": languages, "alternates": []}
