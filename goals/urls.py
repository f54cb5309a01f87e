from django.urls import path

from goals import views

app_name = "goals"
urlpatterns = [
    path("goals/", views.GoalList.as_view(), name="list"),
    path("goals/<int:pk>/", views.GoalPage.as_view(), name="detail"),
]
