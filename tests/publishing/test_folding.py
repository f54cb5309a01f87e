import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from portal.search.words import document_tokens, tokens_of, wanted_words, words
from publishing.folding import APOSTROPHES, LONGEST_KEY, MOST_KEYS, fold, keys

LETTERS_OF_THE_REGION = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіӣўӯҳҷҗabcdefghijklmnopqrstuvwxyzçäžňöşüýğñıū'ʻʼ’"
some_word = st.text(LETTERS_OF_THE_REGION, min_size=1, max_size=20)


def finds(query, text):
    """Whether a document of the words `text` matches the `query`, told without a database."""
    return all(any(wanted.matches(word) for word in words(text)) for wanted in wanted_words(query))


@pytest.mark.parametrize(
    "spellings",
    [
        "Ынанч Ynanch Ynanç",
        "Қазақстан Qazaqstan Казакстан",
        "Казахстан Kazakhstan Kazahstan",
        "суу suu",
        "Түркменістан Түркменистан Türkmenistan Turkmenistan",
        "Ходжиматов Khodzhimatov Hojimatov Хожиматов Xojimatov Xoʻjimatov Xo'jimatov",
        "Нурмухамедова Nurmuhamedova Nurmukhamedova Nurmuhammedowa",
        "Әбдікәрімов Абдикаримов Abdikarimov Äbdıkärımov",
        "Сухроб Суҳроб Sukhrob Suhrob Suxrob",
        "Гүлжамал Гульджамал Guljamal",
        "Жаңажол Жанажол Zhanazhol Jañajol",
        "Тоқаев Токаев Tokayev Tokaev Toqaev",
        "Мирзиёев Mirziyoyev Мирзиеев",
        "Бердымухамедов Berdymukhamedov Berdimuhamedow",
        "Өскемен Оскемен Öskemen Oskemen",
        "Ұлытау Улытау Ulytau Ūlytau",
        "Шымкент Shymkent Şymkent",
        "Тоҷикистон Tojikiston",
        "Таджикистан Tajikistan Tadzhikistan",
        "Сирдарё Sirdaryo",
        "Айгуль Айгүл Aigul Aygul Aýgül",
        "Дмитрий Dmitry Dmitriy Dmitrii",
        "Һ Х",
        "Татьяна Tatyana Tatiana",
        "Чолпон Cholpon Çolpon",
        "Ракель Raquel",
        "Александр Aleksandr Alexandr",
    ],
)
def test_spellings_of_one_word_share_a_key(spellings):
    first, *others = spellings.split()

    assert [word for word in others if not set(keys(word)) & set(keys(first))] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("суу", "су"), ("Ош", "Уш"), ("Талас", "Далас"), ("Нарын", "Нарен"), ("вода", "мода"), ("6", "65")],
)
def test_different_words_keep_different_keys(one, other):
    assert set(keys(one)) & set(keys(other)) == set()


def test_oz_is_found_as_uz_is_typed_on_a_russian_keyboard():
    assert finds("Узбекистон", "Ўзбекистон") is True
    assert finds("Узбекистон", "Oʻzbekiston") is True
    assert finds("O'zbekiston", "Ўзбекистон") is True


@pytest.mark.parametrize("letters", ["қк", "әа", "ңн", "өо", "ұу", "үу", "іи", "һх", "ғг", "ёе"])
def test_letter_typed_as_the_russian_one_has_its_key(letters):
    special, russian = letters

    assert fold(special) == fold(russian)


@given(st.text(max_size=80))
@example("İ")
@example("ﬃ ß ŉ")
@example("\ud800")
@example("١٨")
def test_keys_are_few_short_latin_and_settled(text):
    found = keys(text)

    assert 1 <= len(found) <= MOST_KEYS
    assert all(re.fullmatch(r"[0-9a-pr-vz]*", key) for key in found)
    assert max(map(len, found)) <= LONGEST_KEY
    assert [fold(key) for key in found] == list(found)


@given(some_word, st.integers(min_value=3, max_value=20))
def test_word_is_found_by_its_beginning(word, length):
    beginning = word[:length].strip(APOSTROPHES)
    assume(len(beginning) > 2 and len(fold(beginning)) > 2)

    assert finds(beginning, word)


@given(some_word)
def test_case_does_not_matter(word):
    assert finds(word.upper(), word) or not list(words(word))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("организации", "организаций"),
        ("организации", "организацией"),
        ("партнёрства", "партнерством"),
        ("partnerships", "partnership"),
        ("city", "cities"),
        ("women", "women’s"),
        ("women's", "women"),
        ("водными ресурсами", "водных ресурсов"),
    ],
)
def test_inflected_word_is_found(query, text):
    assert finds(query, text) is True


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("6.5", "6.5 Integrated water management", True),
        ("6.5", "6.5.1 Degree of management", True),
        ("6", "6.5 Integrated water management", True),
        ("6.5", "65", False),
        ("6", "65", False),
        ("17.1", "17.10", False),
        ("6.a", "6.a International cooperation", True),
        ("18000", "18,000 organisations", True),
        ("18 000", "18,000 organisations", True),
        ("18,000", "18 000 организаций", True),
        ("2023", "19.10.2023", True),
        ("COVID-19", "Covid-19", True),
        ("№5", "5", True),
    ],
)
def test_numbers_are_kept(query, text, found):
    assert finds(query, text) is found


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", 0),
        ("'\"*:^-()", 0),
        ("😀 — …", 0),
        ("\x00", 0),
        ("вода и women", 2),
        ("и", 1),
        ("вода Вода ВОДА", 1),
        (" ".join(f"word{number}" for number in range(100)), 16),
        ("x" * 10_000, 1),
    ],
)
def test_query_asks_for_its_telling_words(query, asked):
    assert len(wanted_words(query)) == asked


@given(st.text())
def test_no_text_is_an_error(text):
    wanted = wanted_words(text)

    assert all(re.fullmatch("[a-z0-9]+", token) for word in wanted for token in (*word.beginnings, *word.tokens))
    assert re.fullmatch("([a-z0-9]+( [a-z0-9]+)*)?", document_tokens([text], text))


@given(st.text())
def test_every_word_finds_its_own_text(text):
    assert [word for word in words(text[:500]) if tokens_of(word) and not finds(word, text[:500])] == []


def test_words_joined_by_marks_are_found_apart():
    assert finds("Vepa", "Ynanch-Vepa") is True
    assert finds("ynanch", "“Ынанч-Вепа”") is True


def test_other_scripts_find_themselves():
    assert finds("საქართველო", "საქართველო") is True
    assert finds("საქართველო", "ქართული") is False
