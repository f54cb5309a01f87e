from django.conf import settings
from django.urls import path

from portal import views
from portal.finder.pages import FinderPage

app_name = "portal"
urlpatterns = [
    path("", views.HomePage.as_view(), name="home"),
    path("search/", views.SearchPage.as_view(), name="search"),
    path("partner-finder/", FinderPage.as_view(), name="finder"),
    path("about/", views.AboutPage.as_view(), name="about"),
    path("accessibility/", views.AccessibilityPage.as_view(), name="accessibility"),
    path("api/", views.ApiPage.as_view(), name="api"),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", views.StyleGuide.as_view(), name="styleguide"))
