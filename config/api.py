"""The addresses of the REST API: one router, and what is no list of rows."""

from django.urls import include, path, re_path
from rest_framework.routers import DefaultRouter

from config import api_views
from events import viewsets as events
from events.proposals.viewsets import ProposalViewSet
from events.registration.viewsets import EventRegistrationViewSet
from goals import viewsets as goals
from knowledge import viewsets as knowledge
from partnerships import viewsets as partnerships
from people import viewsets as people
from photos import viewsets as photos
from places import viewsets as places
from portal.finder.api import FinderView
from reviews import viewsets as reviews

app_name = "api"

ENDPOINTS = {
    "events": events.EventViewSet,
    "sessions": events.SessionViewSet,
    "appearances": events.AppearanceViewSet,
    "statements": events.StatementViewSet,
    "materials": events.MaterialViewSet,
    "event-photos": events.EventPhotoViewSet,
    "people": people.PersonViewSet,
    "organisations": people.OrganisationViewSet,
    "memberships": people.MembershipViewSet,
    "focus-areas": people.FocusAreaViewSet,
    "groups": people.GroupViewSet,
    "partnerships": partnerships.PartnershipViewSet,
    "partners": partnerships.PartnerViewSet,
    "partnership-documents": partnerships.PartnershipDocumentViewSet,
    "commitments": partnerships.CommitmentViewSet,
    "progress-reports": partnerships.ProgressReportViewSet,
    "assessments": partnerships.AssessmentViewSet,
    "resources": knowledge.ResourceViewSet,
    "stories": knowledge.StoryViewSet,
    "national-reviews": reviews.NationalReviewViewSet,
    "contributions": reviews.ContributionViewSet,
    "review-documents": reviews.ReviewDocumentViewSet,
    "goals": goals.GoalViewSet,
    "targets": goals.TargetViewSet,
    "indicators": goals.IndicatorViewSet,
    "regions": places.RegionViewSet,
    "places": places.PlaceViewSet,
    "rooms": places.RoomViewSet,
    "photos": photos.PhotoViewSet,
}

router = DefaultRouter()
router.include_format_suffixes = False
for name, viewset in ENDPOINTS.items():
    router.register(name, viewset, basename=name)

urlpatterns = [
    path("auth/token/", api_views.TokenView.as_view(), name="token"),
    path("schema/", api_views.SchemaView.as_view(), name="schema"),
    path("docs/", api_views.DocsView.as_view(), name="docs"),
    path("partner-finder/", FinderView.as_view(), name="partner-finder"),
    path("reconcile/", include("registry.reconciliation.urls")),
    path(
        "events/<slug:slug>/registrations/",
        EventRegistrationViewSet.as_view({"get": "list", "post": "create"}),
        name="event-registrations",
    ),
    path(
        "events/<slug:slug>/registration/",
        EventRegistrationViewSet.as_view({"get": "offer"}),
        name="event-registration",
    ),
    path("events/<slug:slug>/call/", ProposalViewSet.as_view({"get": "call"}), name="event-call"),
    # Not in the router: what is for staff alone has no list for everybody.
    path("proposals/", ProposalViewSet.as_view({"get": "list"}), name="proposal-list"),
    path("proposals/<slug:code>/", ProposalViewSet.as_view({"get": "retrieve"}), name="proposal-detail"),
    *router.urls,
    # Only with a slash at the end, so that Django still adds a forgotten one to an address that exists.
    re_path(r"^.*/$", api_views.NoSuchAddressView.as_view()),
]
