from django.urls import path

from reviews import views

app_name = "reviews"
urlpatterns = [
    path("reviews/", views.ReviewList.as_view(), name="list"),
    path("reviews/<slug:slug>/", views.ReviewPage.as_view(), name="detail"),
]
