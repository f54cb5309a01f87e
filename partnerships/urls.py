from django.urls import include, path, re_path

from partnerships import exports, feeds, views

app_name = "partnerships"
urlpatterns = [
    path("partnerships/", views.PartnershipList.as_view(), name="list"),
    re_path(r"^partnerships/export\.(?P<form>csv|xlsx|json)$", exports.PartnershipExport.as_view(), name="export"),
    path("partnerships/documents/<int:pk>/", views.DocumentFile.as_view(), name="document"),
    path("partnerships/<slug:slug>/", views.PartnershipPage.as_view(), name="detail"),
    path("commitments/", views.CommitmentList.as_view(), name="commitments"),
    re_path(
        r"^commitments/export\.(?P<form>csv|xlsx|json)$", exports.CommitmentExport.as_view(), name="commitment_export"
    ),
    path("commitments/feed.xml", feeds.CommitmentFeed.as_view(), name="feed"),
    path("commitments/reports/<int:pk>/evidence/", views.EvidenceFile.as_view(), name="evidence"),
    path("commitments/<slug:slug>/course.csv", views.CourseTable.as_view(), name="course"),
    path("commitments/<slug:slug>/", views.CommitmentPage.as_view(), name="commitment"),
    path("", include("partnerships.following.urls")),
]
