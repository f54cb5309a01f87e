from django.urls import path

from partnerships import views

app_name = "partnerships"
urlpatterns = [
    path("partnerships/", views.PartnershipList.as_view(), name="list"),
    path("partnerships/documents/<int:pk>/", views.DocumentFile.as_view(), name="document"),
    path("partnerships/<slug:slug>/", views.PartnershipPage.as_view(), name="detail"),
    path("commitments/", views.CommitmentList.as_view(), name="commitments"),
    path("commitments/reports/<int:pk>/evidence/", views.EvidenceFile.as_view(), name="evidence"),
    path("commitments/<slug:slug>/course.csv", views.CourseTable.as_view(), name="course"),
    path("commitments/<slug:slug>/", views.CommitmentPage.as_view(), name="commitment"),
]
