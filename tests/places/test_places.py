from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import override

from places.models import AccessibilityFeature, Place, Region, Room
from tests.places.factories import PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db


def test_a_place_takes_its_country_from_its_region():
    place = PlaceFactory(country="", region=Region.objects.get(code="KG-GB"))

    assert place.country == "KG"


def test_a_place_cannot_lie_in_a_region_of_another_country():
    place = PlaceFactory.build(country="KZ", region=Region.objects.get(code="KG-GB"))

    with pytest.raises(ValidationError) as refusal:
        place.full_clean()

    assert refusal.value.message_dict == {"region": ["This region lies in another country."]}


def test_the_slug_of_a_place_is_made_from_its_name():
    assert PlaceFactory(name_en="Palace of Independence").slug == "palace-of-independence"


def test_a_kazakh_name_makes_a_readable_slug():
    with override("kk"):
        assert PlaceFactory(name_en=None, name_kk="Тәуелсіздік сарайы").slug == "tauelsizdik-saraiy"


def test_a_place_without_a_name_is_refused():
    with pytest.raises(ValidationError) as refusal:
        PlaceFactory.build(name_en="").full_clean()

    assert refusal.value.message_dict == {"name_en": ["Write this in at least one language."]}


def test_anybody_may_see_places_and_rooms():
    room = RoomFactory()

    assert list(Place.objects.published()) == [room.place]
    assert list(Room.objects.published()) == [room]


def test_places_are_listed_by_name_in_the_active_language():
    PlaceFactory(name_en="B", name_ru="А")
    PlaceFactory(name_en="A", name_ru="Б")

    assert [place.name for place in Place.objects.by_name()] == ["A", "B"]
    with override("ru"):
        assert [place.name for place in Place.objects.by_name()] == ["А", "Б"]


def test_coordinates_up_to_the_ends_of_the_earth_are_accepted():
    place = PlaceFactory.build(latitude=Decimal("-90"), longitude=Decimal("180"))
    place.full_clean()
    place.save()

    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (Decimal("-90.000000"), Decimal("180.000000"))


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("51.1", None),
        (None, "71.4"),
        ("90.000001", "0"),
        ("-90.000001", "0"),
        ("0", "180.000001"),
        ("0", "-180.000001"),
    ],
)
def test_half_a_position_or_one_off_the_earth_is_refused_by_form_and_database(latitude, longitude):
    position = {
        "latitude": latitude and Decimal(latitude),
        "longitude": longitude and Decimal(longitude),
    }

    with pytest.raises(ValidationError):
        PlaceFactory.build(**position).full_clean()
    with pytest.raises(IntegrityError):
        PlaceFactory(**position)


def test_the_features_of_a_room_are_told_in_words_and_in_one_order():
    room = RoomFactory(accessibility_features=["hearingLoop", "stepFreeAccess"])
    room.full_clean()

    assert [str(label) for label in room.accessibility_labels] == ["Step-free access from the street", "Hearing loop"]


@pytest.mark.parametrize("features", ["lift", ["escalator"], [["lift"]], ["lift", "lift"], {"lift": True}])
def test_unknown_or_repeated_features_are_refused(features):
    with pytest.raises(ValidationError) as refusal:
        RoomFactory.build(place=PlaceFactory(), accessibility_features=features).full_clean()

    assert list(refusal.value.message_dict) == ["accessibility_features"]


def test_all_known_features_together_are_accepted():
    RoomFactory(accessibility_features=AccessibilityFeature.values).full_clean()


def test_a_room_for_nobody_is_refused():
    with pytest.raises(ValidationError):
        RoomFactory.build(place=PlaceFactory(), capacity=0).full_clean()
    with pytest.raises(IntegrityError):
        RoomFactory(capacity=0)


def test_rooms_go_with_their_place():
    room = RoomFactory()

    room.place.delete()

    assert not Room.objects.exists()
