from django.urls import path, re_path

from reviews import desk_views, figure_pages, views
from reviews.annex import views as annex
from reviews.figures import FIGURES

app_name = "reviews"
urlpatterns = [
    path("reviews/", views.ReviewList.as_view(), name="list"),
    path("reviews/<slug:slug>/", views.ReviewPage.as_view(), name="detail"),
    path("reviews/<slug:slug>/documents/<int:key>/", views.DocumentFile.as_view(), name="document"),
    path("reviews/<slug:slug>/evidence/<int:key>/", views.EvidenceFile.as_view(), name="evidence"),
    path("reviews/<slug:slug>/contribute/", desk_views.ContributePage.as_view(), name="contribute"),
    path("reviews/<slug:slug>/contribute/sent/", desk_views.ContributedPage.as_view(), name="contributed"),
    path("reviews/<slug:slug>/annex/", annex.AnnexPage.as_view(), name="annex"),
    re_path(
        rf"^reviews/(?P<slug>[-a-zA-Z0-9_]+)/annex\.(?P<form>{'|'.join(annex.FORMS)})$",
        annex.AnnexFile.as_view(),
        name="annex_file",
    ),
    path("reviews/<slug:slug>/figures/", figure_pages.FiguresPage.as_view(), name="figures"),
    re_path(
        rf"^reviews/(?P<slug>[-a-zA-Z0-9_]+)/figures/(?P<name>{'|'.join(FIGURES)})\.csv$",
        figure_pages.FigureTable.as_view(),
        name="figure",
    ),
]
