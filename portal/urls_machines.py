"""Addresses without a language: for browsers that have not chosen one, and for machines."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal import views
from portal.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.to_language_of_browser, name="root"),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
