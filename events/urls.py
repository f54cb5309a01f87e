from django.urls import include, path, re_path

from events import calendar_views, feeds, my_programme_views, release_views, views
from events.frab import views as frab

app_name = "events"
urlpatterns = [
    path("", include("events.registration.urls")),
    path("", include("events.proposals.urls")),
    path("events/", views.EventList.as_view(), name="list"),
    path("events/calendar.ics", calendar_views.EventsCalendar.as_view(), name="calendar"),
    path(
        "events/calendar-with-sessions.ics",
        calendar_views.EventsCalendarWithSessions.as_view(),
        name="calendar_with_sessions",
    ),
    path("events/feed.xml", feeds.EventFeed.as_view(), name="feed"),
    path("events/<slug:slug>/", views.EventPage.as_view(), name="detail"),
    path("events/<slug:slug>/changes/", release_views.ChangesPage.as_view(), name="changes"),
    path("events/<slug:slug>/changes/feed.xml", feeds.ReleaseFeed.as_view(), name="release_feed"),
    path("events/<slug:slug>/calendar.ics", calendar_views.EventCalendar.as_view(), name="event_calendar"),
    re_path(r"^events/(?P<slug>[-\w]+)/schedule\.(?P<form>xml|json)$", frab.ScheduleFile.as_view(), name="schedule"),
    path("events/<slug:slug>/programme/mine/", my_programme_views.ChoosePage.as_view(), name="choose"),
    path("events/<slug:slug>/programme/mine/<str:token>/", my_programme_views.MyProgrammePage.as_view(), name="mine"),
    path(
        "events/<slug:slug>/programme/mine/<str:token>/calendar.ics",
        my_programme_views.MyCalendar.as_view(),
        name="mine_calendar",
    ),
    path("events/<slug:event>/<slug:session>/", views.SessionPage.as_view(), name="session"),
    path(
        "events/<slug:event>/<slug:session>/calendar.ics",
        calendar_views.SessionCalendar.as_view(),
        name="session_calendar",
    ),
]
