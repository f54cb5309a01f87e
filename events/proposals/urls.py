from django.urls import path

from events.proposals import consent_views, views

urlpatterns = [
    path("events/<slug:slug>/propose/", views.CallPage.as_view(), name="propose"),
    path("proposals/", views.MyProposals.as_view(), name="proposals"),
    path("proposals/new/<slug:event>/", views.NewPage.as_view(), name="proposal_new"),
    path("proposals/consent/<str:token>/", consent_views.ConsentPage.as_view(), name="proposal_consent"),
    path("proposals/<slug:code>/", views.ProposalPage.as_view(), name="proposal"),
    path("proposals/<slug:code>/edit/", views.EditPage.as_view(), name="proposal_edit"),
    path("proposals/<slug:code>/withdraw/", views.WithdrawPage.as_view(), name="proposal_withdraw"),
]
