"""Addresses without a language: for browsers that have not chosen one, and for machines."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from portal import views
from portal.sitemaps import SITEMAPS, index

urlpatterns = [
    path("", require_safe(views.to_language_of_browser), name="root"),
    path("healthz", require_safe(views.health), name="health"),
    path("robots.txt", require_safe(views.robots), name="robots"),
    path("sitemap.xml", require_safe(index), name="sitemaps"),
    path("sitemap-<section>.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]
