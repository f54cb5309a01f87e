"""The pages of the goals. They show what every app above the goals does for them, so they live up here."""

from django.urls import path

from portal import goal_pages

app_name = "goals"
urlpatterns = [
    path("goals/", goal_pages.GoalList.as_view(), name="list"),
    path("goals/<int:pk>/", goal_pages.GoalPage.as_view(), name="detail"),
]
