import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from places.countries import Country, check_countries, country_name, language_name


def test_kyrgyzstan_is_called_as_it_calls_itself_in_russian():
    with override("ru"):
        assert country_name("KG") == "Кыргызстан"
        assert language_name("ky") == "кыргызский"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("kk", ["Қазақстан", "Қырғызстан", "Тәжікстан", "Түрікменстан", "Өзбекстан"]),
        ("ky", ["Казакстан", "Кыргызстан", "Тажикстан", "Түркмөнстан", "Өзбекстан"]),
        ("tg", ["Қазоқистон", "Қирғизистон", "Тоҷикистон", "Туркманистон", "Ӯзбекистон"]),
        ("tk", ["Gazagystan", "Gyrgyzystan", "Täjigistan", "Türkmenistan", "Özbegistan"]),
        ("uz", ["Qozogʻiston", "Qirgʻiziston", "Tojikiston", "Turkmaniston", "Oʻzbekiston"]),
        ("ru", ["Казахстан", "Кыргызстан", "Таджикистан", "Туркменистан", "Узбекистан"]),
        ("en", ["Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"]),
    ],
)
def test_the_five_countries_are_named_in_the_active_language(language, names):
    with override(language):
        assert [str(label) for label in Country.labels] == names


def test_a_language_can_be_named_in_another_than_the_active_one():
    assert [language_name(code, "uz") for code in ("tg", "tk", "uz")] == ["tojikcha", "turkmancha", "oʻzbekcha"]


def test_a_language_nobody_has_data_for_falls_back_to_russian():
    assert country_name("KZ", "xx") == "Казахстан"
    assert country_name("KZ", "not a language") == "Казахстан"


def test_an_unknown_code_is_shown_as_it_is():
    assert (country_name("XK7"), language_name("zzz")) == ("XK7", "zzz")


def test_names_need_no_active_language():
    with override(None):
        assert str(Country.KYRGYZSTAN.label) == "Kyrgyzstan"


def test_a_list_of_some_of_the_five_countries_is_accepted():
    check_countries([])
    check_countries(["UZ", "KZ"])


@pytest.mark.parametrize(
    ("codes", "code"),
    [("KZ", "countries"), (["DE"], "countries"), ([["KZ"]], "countries"), ([1], "countries"), (None, "countries"),
     (["KZ", "KZ"], "countries_twice")],
)  # fmt: skip
def test_other_lists_of_countries_are_refused(codes, code):
    with pytest.raises(ValidationError) as refusal:
        check_countries(codes)

    assert refusal.value.code == code
