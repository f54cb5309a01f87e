"""The addresses beneath /api/v1/reconcile/."""

from django.urls import path

from registry.reconciliation import views

urlpatterns = [
    path("", views.ReconcileView.as_view(), name="reconcile"),
    path("properties/", views.PropertiesView.as_view(), name="reconcile-properties"),
    path("suggest/entity/", views.SuggestEntityView.as_view(), name="reconcile-suggest-entity"),
    path("suggest/property/", views.SuggestPropertyView.as_view(), name="reconcile-suggest-property"),
    path("suggest/type/", views.SuggestTypeView.as_view(), name="reconcile-suggest-type"),
    path("preview/<slug:slug>/", views.PreviewView.as_view(), name="reconcile-preview"),
]
