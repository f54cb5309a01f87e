from django.urls import path

from events import release_views, views

app_name = "events"
urlpatterns = [
    path("events/", views.EventList.as_view(), name="list"),
    path("events/<slug:slug>/", views.EventPage.as_view(), name="detail"),
    path("events/<slug:slug>/changes/", release_views.ChangesPage.as_view(), name="changes"),
    path("events/<slug:event>/<slug:session>/", views.SessionPage.as_view(), name="session"),
]
