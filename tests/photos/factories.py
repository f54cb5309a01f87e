"""Photos with a real, tiny file: 64 × 48 pixels, so one width is made of it."""

import factory

from photos.models import Photo
from tests.photos.pictures import encoded
from tests.publishing.factories import PublishedFactory


class PhotoFactory(PublishedFactory):
    class Meta:
        model = Photo

    image = factory.django.FileField(data=factory.LazyFunction(encoded), filename="upload.jpg")
    alt_en = factory.Sequence(lambda number: f"People in a hall {number}")
    caption_en = ""
    credit = "UNDP Kazakhstan"
