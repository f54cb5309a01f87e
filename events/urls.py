from django.urls import include, path

from events import views

app_name = "events"
urlpatterns = [
    path("", include("events.registration.urls")),
    path("events/", views.EventList.as_view(), name="list"),
    path("events/<slug:slug>/", views.EventPage.as_view(), name="detail"),
    path("events/<slug:event>/<slug:session>/", views.SessionPage.as_view(), name="session"),
]
