"""Resources and stories: valid and published unless a test says otherwise."""

from datetime import date

import factory

from knowledge.models import Resource, ResourceTag, Story, StoryPhoto, StoryTag
from tests.publishing.factories import PublishedFactory


class ResourceFactory(PublishedFactory):
    class Meta:
        model = Resource

    title_en = factory.Sequence(lambda number: f"Resource {number}")


class ResourceTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ResourceTag

    resource = factory.SubFactory(ResourceFactory)
    goal_id = 17


class StoryFactory(PublishedFactory):
    class Meta:
        model = Story

    title_en = factory.Sequence(lambda number: f"Story {number}")
    dated_on = date(2023, 10, 20)


class StoryTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoryTag

    story = factory.SubFactory(StoryFactory)
    goal_id = 17


class StoryPhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StoryPhoto

    story = factory.SubFactory(StoryFactory)
    photo = factory.SubFactory("tests.photos.factories.PhotoFactory")
