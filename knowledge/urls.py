from django.urls import path

from knowledge import feeds, views

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", views.ResourceList.as_view(), name="resources"),
    path("knowledge/<slug:slug>/", views.ResourcePage.as_view(), name="resource"),
    path("stories/", views.StoryList.as_view(), name="stories"),
    path("stories/feed.xml", feeds.StoryFeed.as_view(), name="story_feed"),
    path("stories/<slug:slug>/", views.StoryPage.as_view(), name="story"),
]
