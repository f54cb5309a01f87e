"""Addresses without a language: the files hold all of them."""

from django.urls import path

from partnerships.iati import views

app_name = "iati"
urlpatterns = [
    path("partnerships/iati.xml", views.ActivitiesFile.as_view(), name="all"),
    path("partnerships/iati/<slug:slug>.xml", views.ReportedFile.as_view(), name="reported_by"),
]
