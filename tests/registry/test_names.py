"""The key of an organisation's name: one for all its spellings, and not the same for two that differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.doubles.names import MOST_KEYS, name_key, name_keys

ONE_NAME = [
    ("ak bota", ["ОО «Ақ Бота»", "АҚ БОТА ҚБ", "“Ак бота” РОО", "Public Association Ak Bota", "О.О. Ақ-бота", "OO Aq Bota"]),
    ("rodnik", ["НПО-Родник", "Родник (ОФ)", "Частный фонд Родник", "ЧУ Родник", "ОЮЛ в форме ассоциации „Родник“"]),
    ("asotsiatsia rodnik", ["Объединение юридических лиц «Ассоциация „Родник“»", "Ассоциация Родник"]),
    ("rodnik", ["Объединение юридических лиц (ОЮЛ) „Родник“", "Public Foundation “Rodnik”", "NGO Rodnik"]),
    ("rodnik", ["Республиканское общественное объединение Родник", "БФ Родник", "Rodnik LLP"]),
    ("umit", ["ҚҚ «Үміт»", "«Үміт» қоғамдық қоры", "Umit qoğamdyq qory", "қайырымдылық қоры Умит", "Қ.Қ. Үміт"]),
    ("umit", ["«Үміт» қоғамдық қоры / Общественный фонд «Умит»", "Үміт ҮЕҰ", "Үкіметтік емес ұйымы Үміт", "«Үміт» ЖШС"]),
    ("bulok", ["Jamoat birlashmasi «Buloq»", "«Булоқ» жамоат бирлашмаси", "Buloq NNT"]),
    ("bulok", ["Nodavlat notijorat tashkiloti Buloq", "“Buloq” nodavlat notijorat tashkiloti"]),
    ("bulak", ["Коомдук бирикмеси «Булак»", "Булак коомдук фонду", "КФ Булак"]),
    ("chashma", ["Созмони ҷамъиятии «Чашма»", "Иттиҳодияи ҷамъиятии Чашма", "ТҶ Чашма", "Фонди хайриявии Чашма"]),
    ("cheshme", ["Jemgyýetçilik birleşigi «Çeşme»", "«Çeşme» jemgyýetçilik guramasy", "Çeşme JB"]),
    ("gorod jivoi", ["ОО «Живой город»", "«Город живой»", "GOROD ZHIVOY"]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "spellings"), ONE_NAME)
def test_spelling_quotes_word_order_and_legal_form_are_not_counted(key, spellings):
    assert {spelling: name_key(spelling) for spelling in spellings} == dict.fromkeys(spellings, key)


@pytest.mark.parametrize(
    ("inflected", "key"),
    [
        ("Филиал общественного объединения «Родник»", "filial rodnik"),
        ("Филиал Общественного фонда «Родник»", "filial rodnik"),
        ("Филиал объединения юридических лиц «Родник»", "filial rodnik"),
        ("«Нұр» қоғамдық қорының филиалы", "filiali nur"),
        ("«Нұр» қоғамдық бірлестігінің филиалы", "filiali nur"),
        ("«Нұр» жеке мекемесінің филиалы", "filiali nur"),
        ("«Нур» коомдук фондунун филиалы", "filiali nur"),
        ("«Nur» jamoat fondining filiali", "filiali nur"),
        ("«Nur» jemgyýetçilik birleşiginiň şahamçasy", "nur shahamchasi"),
    ],
)
def test_inflected_legal_forms_are_left_out_and_a_branch_stays_apart(inflected, key):
    assert name_key(inflected) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Центр общественного здоровья", "obshestvenogo tsentr zdorovia"),
        ("Ассоциация неправительственных организаций", "asotsiatsia nepravitelstvenih organizatsi"),
        ("Ақ жол", "ak jol"),
        ("Таланты Чу", "chu talanti"),
        ("Қайырымдылық", "kairimdilik"),
        ("К. Сатпаев", "k satpaev"),
    ],
)
def test_words_that_only_look_like_a_legal_form_stay(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize("name", ["Қоғамдық қоры", "Ассоциация", "ҚҚ", "Public Foundation", "НПО"])
def test_a_name_of_nothing_but_a_legal_form_is_kept(name):
    assert name_key(name) != ""


def test_a_word_of_two_readings_has_two_keys_as_in_folding():
    assert name_keys("Xayr ЎЗ") == ("ksair oz", "ksair uz", "hair oz", "hair uz")
    assert name_keys("ОО «Ёлка»") == ("elka", "iolka")


def test_no_name_has_more_keys_than_are_kept():
    assert len(name_keys("xa xe xi xo xu xy")) == MOST_KEYS


@pytest.mark.parametrize("text", ["", " ", "«»", "—", "\u0301"])
def test_what_has_no_word_has_no_key(text):
    assert (name_key(text), name_keys(text)) == ("", ())


@given(st.text())
def test_no_text_is_ever_an_error_and_the_usual_key_comes_first(text):
    found = name_keys(text)

    assert found[:1] == ((name_key(text),) if name_key(text) else ())
