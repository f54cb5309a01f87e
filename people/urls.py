from django.urls import path, re_path

from people import exports, views

app_name = "people"
urlpatterns = [
    path("people/", views.PersonList.as_view(), name="people"),
    path("people/<slug:slug>/", views.PersonPage.as_view(), name="person"),
    path("organisations/", views.OrganisationList.as_view(), name="organisations"),
    re_path(r"^organisations/export\.(?P<form>csv|xlsx|json)$", exports.OrganisationExport.as_view(), name="export"),
    path("organisations/<slug:slug>/", views.OrganisationPage.as_view(), name="organisation"),
]
