"""Venues and rooms; the 54 regions are in every database from the start (places.reference)."""

import factory

from places.models import Place, Room
from tests.publishing.factories import WordedFactory


class PlaceFactory(WordedFactory):
    class Meta:
        model = Place

    name_en = factory.Sequence(lambda number: f"Congress hall {number}")
    locality_en = "Astana"
    country = "KZ"


class RoomFactory(WordedFactory):
    class Meta:
        model = Room

    place = factory.SubFactory(PlaceFactory)
    name_en = factory.Sequence(lambda number: f"Hall {number}")
