"""Which organisation is meant: what is found, in what order, and when it is safe to say so."""

from datetime import date

import pytest

from people.models.organisations import Kind
from places.models import Region
from publishing.models import PublicationState
from registry.reconciliation import candidates
from tests.people.factories import OrganisationFactory, OrganisationIdentifierFactory, OrganisationNameFactory
from tests.registry.reconciliation import ADDRESS, EXTENSION, RESULTS, ask, asked, form, ids, valid

BIN = "050140000011"


def region(code):
    return Region.objects.get(code=code)


def feature(candidate, name):
    return next((one["value"] for one in candidate["features"] if one["id"] == name), None)


def property_of(name, value):
    return [{"pid": name, "v": value}]


@pytest.mark.parametrize(
    "text",
    [
        "Ақ Бота",
        "ақ бота қоғамдық қоры",
        "«АҚ БОТА»",
        "ОФ Ак бота",
        "Ak Bota",
        "Public Foundation Ak Bota",
        "Общественный фонд «Ақ Бота»",
    ],
)
def test_a_name_is_found_in_any_script_spelling_order_and_legal_form(api, text):
    wanted = OrganisationFactory(name_kk="«Ақ Бота» қоғамдық қоры")
    OrganisationFactory(name_kk="«Ақ жол» қоғамдық қоры")

    best, *_others = ask(api, text)

    assert (best["id"], best["score"], best["match"]) == (wanted.slug, 100, True)


def test_the_order_of_words_does_not_count(api):
    wanted = OrganisationFactory(name_kk="«Жарық болашақ» қоры")

    best = ask(api, "Болашақ жарық")[0]

    assert (best["id"], best["match"]) == (wanted.slug, True)


def test_a_mistyped_name_is_found_and_left_to_be_looked_at(api):
    wanted = OrganisationFactory(name_ru="ОО «Центр поддержки семьи Родник»")

    best = ask(api, "Центр поддержки семьи Радник")[0]

    assert (best["id"], best["match"]) == (wanted.slug, False)
    assert 80 < best["score"] < 100


def test_other_names_count_as_names(api):
    wanted = OrganisationFactory(name_ru="ОО «Перспектива»")
    OrganisationNameFactory(organisation=wanted, text="ОО «Старый мост»", kind="former")

    assert ids(ask(api, "Старый мост")) == [wanted.slug]


def test_namesakes_are_all_offered_and_none_is_chosen(api):
    first, second = OrganisationFactory.create_batch(2, name_ru="ОО «Надежда»")

    found = ask(api, "Надежда")

    assert sorted(ids(found)) == sorted([first.slug, second.slug])
    assert [one["match"] for one in found] == [False, False]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("region", "г. Алматы"),
        ("region", "KZ-75"),
        ("region", {"id": "KZ-75", "name": "Almaty"}),
        ("region", ["nowhere", "KZ-75"]),
        ("founded", "2005-03-01"),
        ("founded", 2005),
        ("founded", 2005.0),
        ("website", "www.nadezhda.example.org/about"),
        ("country", "Kazakhstan"),
    ],
)
def test_a_property_tells_namesakes_apart(api, name, value):
    facts = {"region": region("KZ-75"), "founded_on": date(2005, 3, 1), "website": "https://nadezhda.example.org"}
    wanted = OrganisationFactory(name_ru="ОО «Надежда»", **facts)
    others = {"region": region("KG-GB"), "founded_on": date(1999, 1, 1), "website": "https://else.example.org"}
    OrganisationFactory(name_ru="ОО «Надежда»", country="KG", **others)

    best, other = ask(api, "Надежда", properties=property_of(name, value))

    assert (best["id"], best["match"], feature(best, name)) == (wanted.slug, True, True)
    assert (other["match"], feature(other, name)) == (False, False)


def test_a_property_nobody_understands_says_nothing(api):
    wanted = OrganisationFactory(name_ru="ОО «Надежда»", region=region("KZ-75"))

    best = ask(api, "Надежда", properties=property_of("region", "Атлантида"))[0]

    assert (best["id"], best["score"], feature(best, "region")) == (wanted.slug, 100, None)


def test_a_disagreeing_property_keeps_a_name_from_being_chosen(api):
    wanted = OrganisationFactory(name_ru="ОО «Надежда»", region=region("KZ-75"))

    best = ask(api, "Надежда", properties=property_of("region", "KZ-71"))[0]

    assert (best["id"], best["match"]) == (wanted.slug, False)
    assert best["score"] < 100


@pytest.mark.parametrize("number", [BIN, f"KZ-BIN-{BIN}", "50140000011", 50140000011, "0501 4000 0011"])
def test_a_number_decides_whatever_the_spelling_of_the_name(api, number):
    wanted = OrganisationIdentifierFactory(
        scheme="KZ-BIN", value=BIN, organisation__name_ru="ОО «Надежда»"
    ).organisation
    OrganisationFactory(name_ru="ОО «Надежда»")

    best, other = ask(api, "Надежда", properties=property_of("identifier", number))

    assert (best["id"], best["score"], best["match"]) == (wanted.slug, 100, True)
    assert other["match"] is False


def test_a_number_alone_is_a_question(api):
    wanted = OrganisationIdentifierFactory(scheme="KZ-BIN", value=BIN).organisation

    by_text, by_property = ask(api, BIN), ask(api, properties=property_of("identifier", BIN))

    assert (ids(by_text), by_text[0]["match"]) == ([wanted.slug], True)
    assert (ids(by_property), by_property[0]["match"]) == ([wanted.slug], True)


def test_a_number_with_quite_another_name_is_not_believed(api):
    OrganisationIdentifierFactory(scheme="KZ-BIN", value=BIN, organisation__name_ru="ОО «Федерация шахмат»")

    best = ask(api, "Жүрек үні", properties=property_of("identifier", BIN))[0]

    assert (best["match"], best["score"]) == (False, 90)


def test_who_has_another_number_of_the_same_register_is_somebody_else(api):
    OrganisationIdentifierFactory(scheme="KZ-BIN", value=BIN, organisation__name_ru="ОО «Надежда»")

    best = ask(api, "Надежда", properties=property_of("identifier", "990140004321"))
    other = ask(api, "Надежда", properties=property_of("identifier", "921040000013"))

    assert best[0]["score"] == 100  # no right BIN: it says nothing
    assert (other[0]["score"], other[0]["match"]) == (50, False)


def test_the_id_of_an_organisation_finds_it(api):
    wanted = OrganisationFactory(name_ru="ОО «Надежда»", slug="nadezhda-almaty")

    assert ids(ask(api, "nadezhda-almaty")) == [wanted.slug]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({"type": "22"}, ["hope-ngo"]),
        ({"type": "civil"}, ["hope-ngo"]),
        ({"type": ["state", "donor"]}, ["hope-fund", "hope-ministry"]),
        ({"type": [{"id": "10", "name": "Government"}]}, ["hope-ministry"]),
        ({"type": ["organisation", "60"], "type_strict": "all"}, ["hope-fund"]),
        ({"type": ["civil", "60"], "type_strict": "all"}, []),
        ({"type": "organisation"}, ["hope-fund", "hope-ministry", "hope-ngo"]),
        ({"type": "22", "type_strict": "should"}, ["hope-ngo", "hope-fund", "hope-ministry"]),
    ],
)
def test_types_narrow_what_is_found(api, question, found):
    for slug, kind in (("ngo", Kind.NATIONAL_NGO), ("ministry", Kind.GOVERNMENT), ("fund", Kind.FOUNDATION)):
        OrganisationFactory(name_en="Hope", slug=f"hope-{slug}", kind=kind)

    assert ids(ask(api, "Hope", **question)) == found


def test_at_most_as_many_are_offered_as_asked_for(api):
    OrganisationFactory.create_batch(12, name_en="Hope")

    assert len(ask(api, "Hope")) == 10
    assert len(ask(api, "Hope", limit=3)) == 3
    assert len(ask(api, "Hope", limit=10**9)) == 12


def test_names_are_in_the_language_of_the_request(api):
    wanted = OrganisationFactory(name_en="Hope", name_ru="Надежда", name_kk="Үміт")

    answers = [
        valid(form(api, f"{ADDRESS}?lang={language}", queries={"q0": {"query": "Hope"}}), RESULTS)
        for language in ("en", "ru", "kk")
    ]

    assert [answer["q0"]["result"][0]["name"] for answer in answers] == ["Hope", "Надежда", "Үміт"]
    assert ids(answers[0]["q0"]["result"]) == [wanted.slug]


def test_what_is_hidden_is_not_found_by_name_number_or_id(api):
    hidden = OrganisationFactory(name_en="Secret Hope", publication_state=PublicationState.DRAFT)
    OrganisationIdentifierFactory(organisation=hidden, scheme="KZ-BIN", value=BIN)

    found = asked(api, a={"query": "Secret Hope"}, b={"query": BIN}, c={"query": hidden.slug})

    assert found == {"a": {"result": []}, "b": {"result": []}, "c": {"result": []}}


def test_staff_find_drafts_too(api_as_editor):
    hidden = OrganisationFactory(name_en="Secret Hope", publication_state=PublicationState.DRAFT)

    assert ids(ask(api_as_editor, "Secret Hope")) == [hidden.slug]


def test_a_merged_organisation_is_answered_by_the_one_that_is_kept(api):
    kept = OrganisationFactory(name_en="Bridge of Hope")
    middle = OrganisationFactory(name_en="Hope Bridge Almaty", merged_into=kept)
    OrganisationFactory(name_en="Old Steppe Union", merged_into=middle)

    found = ask(api, "Old Steppe Union")

    assert (ids(found), found[0]["name"]) == ([kept.slug], "Bridge of Hope")


def test_the_name_of_a_hidden_merged_organisation_stays_hidden(api):
    kept = OrganisationFactory(name_en="Bridge of Hope")
    hidden = OrganisationFactory(name_en="Old Union", merged_into=kept, publication_state=PublicationState.ARCHIVED)

    answer = valid(form(api, extend={"ids": [hidden.slug], "properties": [{"id": "other_names"}]}), {})

    assert ids(ask(api, "Old Union")) == []
    assert answer["rows"] == {hidden.slug: {"other_names": []}}


def test_common_words_bring_a_bounded_number_of_candidates_and_no_decision(api, monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 10)
    OrganisationFactory(name_en="Hope")
    for number in range(30):
        OrganisationFactory(name_en=f"Hope {number}")

    found = ask(api, "Hope", limit=50)

    assert len(found) <= 2 * 10
    assert found[0]["name"] == "Hope"
    assert [one for one in found if one["match"]] == []


def test_a_question_takes_at_most_two_queries_beside_what_a_batch_takes(api, count_queries):
    for number in range(30):
        wanted = OrganisationFactory(name_en=f"Hope of the valley {number}", region=region("KZ-75"))
        OrganisationIdentifierFactory(organisation=wanted)
    properties = [{"pid": "region", "v": "Almaty"}, {"pid": "identifier", "v": BIN}]

    def ask_many(count):
        questions = {f"q{n}": {"query": f"Hope of a vally {n}", "properties": properties} for n in range(count)}
        asked(api, **questions)

    ask_many(1)
    one, ten = count_queries(ask_many, 1), count_queries(ask_many, 10)

    assert ten - one <= 2 * 9
    assert one <= 2 + 9


def test_answers_cost_no_more_queries_with_many_organisations_than_with_one(api, count_queries):
    OrganisationFactory(name_en="Hope of the valley")
    ask(api, "Hope of the valley")
    with_one = count_queries(ask, api, "Hope of the valley")
    OrganisationFactory.create_batch(29, name_en="Hope of the valley")

    assert count_queries(ask, api, "Hope of the valley") <= with_one <= 8


def test_a_former_address_is_answered_by_the_organisation_of_today(api):
    organisation = OrganisationFactory(slug="old-name", name_en="Renamed")
    organisation.slug = "new-name"
    organisation.save()
    answer = form(api, extend={"ids": ["old-name"], "properties": [{"id": "name"}]})

    assert [one["str"] for one in valid(answer, EXTENSION)["rows"]["old-name"]["name"]] == ["Renamed"]
