from django.urls import path

from people import directory, views

app_name = "people"
urlpatterns = [
    path("people/", views.PersonList.as_view(), name="people"),
    path("people/<slug:slug>/", views.PersonPage.as_view(), name="person"),
    path("organisations/", directory.OrganisationList.as_view(), name="organisations"),
    path("organisations/<slug:slug>/", views.OrganisationPage.as_view(), name="organisation"),
]
