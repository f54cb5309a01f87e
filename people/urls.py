from django.urls import path, re_path

from people import bodies, directory, exports, figure_pages, views
from people.figures import FIGURES

app_name = "people"
urlpatterns = [
    path("people/", views.PersonList.as_view(), name="people"),
    path("people/<slug:slug>/", views.PersonPage.as_view(), name="person"),
    path("organisations/", directory.OrganisationList.as_view(), name="organisations"),
    re_path(r"^organisations/export\.(?P<form>csv|xlsx|json)$", exports.OrganisationExport.as_view(), name="export"),
    path("organisations/figures/", figure_pages.FiguresPage.as_view(), name="figures"),
    re_path(
        rf"^organisations/figures/(?P<name>{'|'.join(FIGURES)})\.csv$",
        figure_pages.FigureTable.as_view(),
        name="figure",
    ),
    path("bodies/", bodies.BodyList.as_view(), name="bodies"),
    path("bodies/<slug:slug>/seats.csv", bodies.SeatsTable.as_view(), name="seats"),
    path("organisations/<slug:slug>/", views.OrganisationPage.as_view(), name="organisation"),
]
