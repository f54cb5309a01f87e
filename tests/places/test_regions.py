from collections import Counter

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils.translation import override

from places import reference
from places.models import Region
from publishing import content_version

pytestmark = pytest.mark.django_db


def test_a_migrated_database_holds_the_54_regions():
    assert Counter(Region.objects.values_list("country", flat=True)) == {"KZ": 20, "UZ": 14, "KG": 9, "TM": 6, "TJ": 5}


def test_the_codes_are_those_of_iso_3166_2():
    codes = {
        "KZ": "10 11 15 19 23 27 31 33 35 39 43 47 55 59 61 62 63 71 75 79",
        "KG": "B C GB GO J N O T Y",
        "TJ": "DU GB KT RA SU",
        "TM": "A B D L M S",
        "UZ": "AN BU FA JI NG NW QA QR SA SI SU TK TO XO",
    }

    expected = sorted(f"{country}-{unit}" for country, units in codes.items() for unit in units.split())
    assert [region.code for region in Region.objects.in_order()] == expected


def test_every_region_has_its_own_name_in_kazakh_russian_and_english():
    for language in ("kk", "ru", "en"):
        names = list(Region.objects.values_list(f"name_{language}", flat=True))
        assert all(names)
        assert len(set(names)) == 54


def test_the_language_of_a_country_names_all_its_regions():
    for country, language in {"KG": "ky", "TJ": "tg", "TM": "tk", "UZ": "uz"}.items():
        assert not Region.objects.filter(country=country, **{f"name_{language}__isnull": True}).exists()


@pytest.mark.parametrize(
    ("language", "name"),
    [("kk", "Ұлытау облысы"), ("ru", "Область Улытау"), ("en", "Ulytau Region"), ("uz", "Область Улытау")],
)
def test_a_region_is_named_in_the_active_language_or_in_russian(language, name):
    with override(language):
        assert str(Region.objects.get(code="KZ-62")) == name


def test_anybody_may_see_regions():
    assert Region.objects.published().count() == 54


def test_loading_again_changes_nothing_and_leaves_an_edited_name():
    Region.objects.filter(code="KZ-71").update(name_en="The capital")
    before = content_version.current()

    reference.load_after_migrate(using="default")

    assert Region.objects.get(code="KZ-71").name_en == "The capital"
    assert (Region.objects.count(), content_version.current()) == (54, before)


def test_loading_brings_back_what_is_missing_in_one_insert(django_assert_num_queries):
    Region.objects.all().delete()

    with django_assert_num_queries(2):
        assert reference.load(Region) == 54

    assert Region.objects.count() == 54


def test_bringing_regions_back_raises_the_content_version_once():
    Region.objects.filter(country="TJ").delete()
    before = content_version.current()

    reference.load_after_migrate(using="default")

    assert (Region.objects.count(), content_version.current()) == (54, before + 1)


def test_loading_does_nothing_while_the_table_is_missing(monkeypatch):
    monkeypatch.setattr(type(connection.introspection), "table_names", lambda self, **kwargs: [])

    reference.load_after_migrate(using="default")

    assert Region.objects.count() == 54


def test_loading_does_nothing_while_the_model_is_missing():
    class NoModels:
        def get_model(self, *names):
            raise LookupError

    reference.load_after_migrate(using="default", apps=NoModels())

    assert apps.get_model("places.Region").objects.count() == 54


def test_the_country_follows_from_the_code():
    region = Region(code="TJ-XX", name_en="A new one")
    region.full_clean()
    region.save()

    assert region.country == "TJ"


@pytest.mark.parametrize("code", ["DE-BE", "KZ", "kz-71", "KZ-71\n", "KZ-ABCD"])
def test_a_code_of_another_form_or_country_is_refused(code):
    with pytest.raises(ValidationError):
        Region(code=code, name_en="Elsewhere").full_clean()


def test_a_region_without_any_name_is_refused():
    with pytest.raises(ValidationError) as refusal:
        Region(code="KZ-99").full_clean()

    assert refusal.value.message_dict == {"name_en": ["Write this in at least one language."]}


def test_the_database_refuses_a_code_of_another_country():
    with pytest.raises(IntegrityError):
        Region.objects.filter(code="KZ-71").update(country="KG")
