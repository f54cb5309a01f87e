"""The queue of doubles in the panel, and what a new organisation is asked before it is saved."""

import pytest
from django.urls import reverse

from people.models import Organisation
from places.models import Region
from registry.doubles.finding import find
from registry.models import Double
from tests.people.factories import OrganisationFactory, OrganisationIdentifierFactory
from tests.publishing.test_admin import address

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:registry_double_changelist")
ADD = reverse("admin:people_organisation_add")
DOUBLES_OF = reverse("admin:registry_doubles_of")


@pytest.fixture
def astana():
    return Region.objects.get(code="KZ-71")


@pytest.fixture
def double(astana):
    """Two spellings of one organisation, of which the second has an identifier."""
    OrganisationFactory(name_en="Ak Niet", region=astana)
    OrganisationIdentifierFactory(organisation=OrganisationFactory(name_en="ОО «Ақ ниет»", region=astana))
    find()
    return Double.objects.get()


def form(**fields):
    """What the form of a new organisation sends."""
    inlines = ("other_names", "identifiers", "tags", "memberships", "verifications", "verifications-2")
    empty = {f"{name}-{part}_FORMS": 0 for name in inlines for part in ("TOTAL", "INITIAL")}
    return {**empty, "kind": "22", "country": "KZ", "status": "active", **fields}


def test_a_pair_stands_side_by_side_with_its_reasons(editor_client, double):
    page = editor_client.get(QUEUE).text

    for text in (
        "Ak Niet",
        "ОО «Ақ ниет»",
        str(double.second.identifiers.get()),
        "no identifier",
        "In the same region.",
    ):
        assert text in page, text


def test_two_different_ones_are_not_asked_about_again_until_somebody_opens_it(editor_client, editor, double):
    editor_client.post(QUEUE, {"action": "say_different", "_selected_action": [double.pk]})
    double.refresh_from_db()
    decided = (double.state, double.decided_by)

    editor_client.post(QUEUE, {"action": "open_again", "_selected_action": [double.pk]})
    double.refresh_from_db()

    assert decided == ("different", editor)
    assert (double.state, double.decided_by, double.decided_at) == ("open", None, None)


def test_a_merged_pair_is_not_opened_by_hand(editor_client, double):
    double.second.merged_into = double.first
    double.second.save()

    page = editor_client.post(QUEUE, {"action": "open_again", "_selected_action": [double.pk]}, follow=True)

    double.refresh_from_db()
    assert double.state == "merged"
    assert "undo the merge first" in page.text


@pytest.mark.parametrize(
    ("query", "is_listed"),
    [
        ({"state__exact": "open"}, True),
        ({"state__exact": "different"}, False),
        ({"reason": "same_name"}, True),
        ({"reason": "same_site"}, False),
        ({"reason": "nonsense"}, True),
        ({"country": "KZ"}, True),
        ({"country": "KG"}, False),
    ],
)
def test_the_queue_is_narrowed_by_state_reason_and_country(editor_client, double, query, is_listed):
    page = editor_client.get(QUEUE, query)

    assert list(page.context["cl"].result_list) == ([double] if is_listed else [])


def test_who_may_only_look_decides_nothing(client, staff_who_may, double):
    client.force_login(staff_who_may("view_double"))

    client.post(QUEUE, {"action": "say_different", "_selected_action": [double.pk]})

    double.refresh_from_db()
    assert double.state == "open"
    assert client.get(QUEUE).status_code == 200
    assert client.get(reverse("admin:index")).context["waiting"]() == []


def test_the_first_page_of_the_panel_counts_what_is_to_be_decided(editor_client, double):
    waiting = editor_client.get(reverse("admin:index")).context["waiting"]()

    assert {"label": "possible doubles", "count": 1, "url": f"{QUEUE}?state__exact=open"} in waiting


def test_the_queue_costs_as_many_queries_with_thirty_pairs_as_with_one(editor_client, astana, flat_queries):
    def add_pair():
        one, other = (OrganisationFactory(region=astana) for _time in range(2))
        OrganisationIdentifierFactory(organisation=one)
        Double.objects.create(first=one, second=other, score=80, reasons={"near_name": 90})

    flat_queries(add_pair, editor_client.get, QUEUE, at_most=20)


def test_the_page_of_a_pair_shows_what_the_list_shows(editor_client, double, count_queries):
    page = reverse("admin:registry_double_change", args=[double.pk])

    assert "In the same region." in editor_client.get(page).text
    assert count_queries(editor_client.get, page) <= 30


def test_the_link_to_merge_keeps_the_one_with_an_identifier(editor_client, double, monkeypatch):
    monkeypatch.setattr("registry.admin.doubles.reverse", lambda name, args: f"/{name}/{'/'.join(map(str, args))}/")

    page = editor_client.get(QUEUE).text

    assert f'"/admin:registry_merge/{double.second_id}/{double.first_id}/"' in page


def test_while_typing_those_that_it_may_be_are_shown(editor_client, double, astana):
    piece = editor_client.get(DOUBLES_OF, {"name_kk": "«Ақ ниет» қоғамдық бірлестігі", "region": astana.pk}).text

    assert address(Organisation, "change", double.first_id) in piece
    assert "Score 92 of 100." in piece
    assert "is_another_one" not in piece


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name_ru": ""},
        {"name_ru": "Совсем другое дело"},
        {
            "name_ru": "\x00",
            "region": "x",
            "founded_on": "2020-02-31",
            "website": "http://[",
            "identifiers-TOTAL_FORMS": "x",
        },
        {"website": "http://a\x00b.kz", "email": "\x00", "identifiers-TOTAL_FORMS": 1, "identifiers-0-scheme": "\x00"},
        {"region": "9" * 30, "identifiers-TOTAL_FORMS": "999", "identifiers-0-scheme": "KZ-BIN"},
    ],
)
def test_whatever_is_typed_is_no_error_and_finds_nothing_by_chance(editor_client, double, typed):
    answer = editor_client.get(DOUBLES_OF, typed)

    assert (answer.status_code, answer.text.strip()) == (200, "")


def test_a_typed_identifier_is_found_under_any_name(editor_client, double):
    number = double.second.identifiers.get()
    typed = {"identifiers-TOTAL_FORMS": 1, "identifiers-0-scheme": number.scheme, "identifiers-0-value": number.value}

    piece = editor_client.get(DOUBLES_OF, {"name_ru": "Родник", **typed}).text

    assert f"The same identifier: {number.scheme}:{number.value}." in piece


def test_only_who_may_add_an_organisation_is_told_what_there_is(client, staff_who_may, double):
    client.force_login(staff_who_may("view_organisation"))

    assert client.get(DOUBLES_OF, {"name_ru": "Ақ ниет"}).status_code == 403


def test_saving_what_may_be_listed_already_asks_once_and_loses_nothing(editor_client, double, astana):
    typed = form(name_ru="«Ақ ниет-ай»", name_kk="Ақ ниет", region=astana.pk)

    asked = editor_client.post(ADD, typed)
    before = Organisation.objects.count()
    saved = editor_client.post(ADD, {**typed, "is_another_one": "1"})

    assert asked.context["adminform"].form.non_field_errors() == [
        "It may be listed already: look at those above, and say whether it is another one."
    ]
    assert [one for one, _score, _reasons in asked.context["adminform"].form.doubles] == [double.first, double.second]
    assert 'name="is_another_one"' in asked.text
    assert asked.context["adminform"].form["name_ru"].value() == "«Ақ ниет-ай»"
    assert before == 2
    assert saved.status_code == 302
    assert Organisation.objects.filter(name_kk="Ақ ниет").count() == 1


def test_saving_what_is_like_nothing_asks_nothing(editor_client, double):
    saved = editor_client.post(ADD, form(name_ru="Родник"))

    assert saved.status_code == 302


def test_an_organisation_that_is_there_is_changed_without_a_question(editor_client, double):
    page = address(Organisation, "change", double.first_id)

    assert 'id="doubles"' not in editor_client.get(page).text
    assert 'id="doubles"' in editor_client.get(ADD).text


def test_pairs_are_found_by_the_name_of_either(editor_client, double):
    assert str(double.score) in editor_client.get(QUEUE, {"q": "ақ НИЕТ"}).text
    assert list(editor_client.get(QUEUE, {"q": "Nobody"}).context["cl"].result_list) == []
