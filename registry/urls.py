from django.urls import path

from registry import views

app_name = "registry"
urlpatterns = [
    path("organisations/<slug:slug>/report/", views.ReportPage.as_view(), name="report"),
    path("organisations/<slug:slug>/report/sent/", views.ReportedPage.as_view(), name="reported"),
]
