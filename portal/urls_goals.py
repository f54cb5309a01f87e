"""The pages of the goals. They show what every app above the goals does for them, so they live up here."""

from django.urls import path, re_path

from portal import goal_pages

app_name = "goals"
urlpatterns = [
    path("goals/", goal_pages.GoalList.as_view(), name="list"),
    re_path(r"^goals/(?P<pk>[1-9][0-9]?)/$", goal_pages.GoalPage.as_view(), name="detail"),
]
