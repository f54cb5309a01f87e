from django.urls import path

from partnerships.following import own_views as own
from partnerships.following import views

urlpatterns = [
    path("following/commitments/", views.FollowRegister.as_view(), name="follow_register"),
    path("following/commitments/<slug:slug>/", views.FollowCommitment.as_view(), name="follow_commitment"),
    path("following/partnerships/<slug:slug>/", views.FollowPartnership.as_view(), name="follow_partnership"),
    path("following/sent/", views.SentPage.as_view(), name="follow_sent"),
    path("following/confirm/<str:token>/", own.ConfirmPage.as_view(), name="follow_confirm"),
    path("following/decline/<str:token>/", own.DeclinePage.as_view(), name="follow_decline"),
    path("following/decline/<str:token>/off/", own.DeclineOneClick.as_view(), name="follow_decline_off"),
    path("following/own/<str:token>/", own.OwnPage.as_view(), name="follow_own"),
    path("following/own/<str:token>/off/", own.OwnOneClick.as_view(), name="follow_off"),
]
