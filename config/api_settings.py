"""The settings of the REST API's libraries; rates and title are set in settings.py."""

from datetime import timedelta

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "publishing.authentication.BearerTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["publishing.permissions.ModelPermissions"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["publishing.parsers.ShallowJSONParser"],
    "DEFAULT_FILTER_BACKENDS": [
        "publishing.listing.Narrowing",
        "publishing.listing.ChangedSince",
        "publishing.listing.Ordering",
    ],
    "DEFAULT_PAGINATION_CLASS": "publishing.pagination.PageOrCursorPagination",
    "DEFAULT_SCHEMA_CLASS": "publishing.schema.ApiSchema",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": [
        "publishing.throttling.AnonymousThrottle",
        "publishing.throttling.SignedInThrottle",
    ],
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "PAGE_SIZE": 50,
    # One renderer, so neither ?format= nor a suffix chooses one.
    "URL_FORMAT_OVERRIDE": None,
    "FORMAT_SUFFIX_KWARG": None,
}

DRF_STANDARDIZED_ERRORS = {"EXCEPTION_HANDLER_CLASS": "publishing.errors.ApiExceptionHandler"}

REST_KNOX = {
    "TOKEN_TTL": timedelta(days=180),
    "AUTO_REFRESH": False,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "API",
    "DESCRIPTION": "NGOs and the state in Central Asia: who meets, what is promised, what came of it.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "publishing.schema.share_what_repeats",
    ],
    # Choices of the same name and different values need names of their own.
    "ENUM_NAME_OVERRIDES": {
        "AppearanceRole": "events.models.Appearance.Role",
        "AppearanceStatus": "events.models.Appearance.Status",
        "EventOrganisationRole": "events.models.EventOrganisation.Role",
        "EventKind": "events.models.Event.Kind",
        "SessionKind": "events.models.Session.Kind",
        "SessionStatus": "events.models.Session.Status",
        "RegistrationState": "events.models.Registration.State",
        "SessionSeatState": "events.models.SessionSeat.State",
        "RegistrationConsent": "events.models.Registration.Consent",
        "ProposalState": "events.models.Proposal.State",
        "ProposableKind": "events.models.calls.PROPOSABLE",
        "ProposedPersonConsent": "events.models.ProposedPerson.Consent",
        "StatementKind": "events.models.Statement.Kind",
        "MaterialKind": "events.models.Material.Kind",
        "OrganisationKind": "people.models.organisations.Kind",
        "OrganisationNameKind": "people.models.OrganisationName.Kind",
        "OrganisationStatus": "people.models.Organisation.Status",
        "Side": "people.models.organisations.Side",
        "VerificationLevel": "people.models.verifications.Level",
        "VerificationCheck": "people.models.verifications.Check",
        "PartnerRole": "partnerships.models.Partner.Role",
        "PartnershipKind": "partnerships.models.Partnership.Kind",
        "PartnershipDocumentKind": "partnerships.models.PartnershipDocument.Kind",
        "PartnershipStatus": "partnerships.models.partnerships.Status",
        "Progress": "partnerships.models.progress.Progress",
        "AssessmentGrade": "partnerships.models.Assessment.Grade",
        "ReportEvery": "partnerships.models.commitments.Months",
        "ApprovalState": "partnerships.models.approval.Approvable.State",
        "ResourceKind": "knowledge.models.Resource.Kind",
        "Answer": "reviews.models.Contribution.Answer",
        "ReviewDocumentKind": "reviews.models.ReviewDocument.Kind",
        "Licence": "photos.models.Licence",
        "Country": "places.countries.Country",
        "PublicationState": "publishing.models.PublicationState",
        "TagWeight": "goals.models.SdgTag.Weight",
    },
}
