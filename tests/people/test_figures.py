"""The figures of organisations: each number is that of the list which it links to, and of what the visitor may see."""

import csv
import io
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from goals.models import Target
from people.figures import FIGURES
from people.models import Organisation
from places.models import Region
from tests.people.factories import GroupFactory, OrganisationFactory, OrganisationTagFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/organisations/figures/"
DRAFT = {"publication_state": "draft"}


def region(code):
    return Region.objects.get(code=code)


@pytest.fixture
def women(db):
    return GroupFactory(name_en="Women and girls", slug="women")


@pytest.fixture
def registry(women):
    """Four organisations that the public sees and one that it does not."""
    youth = GroupFactory(name_en="Young people", slug="youth")
    spring = OrganisationFactory(name_en="Spring", region=region("KZ-71"), founded_on=date(2001, 5, 5))
    steppe = OrganisationFactory(name_en="Steppe", region=region("KZ-71"), founded_on=date(2004, 5, 5))
    river = OrganisationFactory(name_en="River", country="KG", kind="21", founded_on=date(2004, 1, 1))
    nowhere = OrganisationFactory(name_en="Nowhere", country="")
    draft = OrganisationFactory(name_en="Draft", country="UZ", founded_on=date(1995, 1, 1), **DRAFT)
    for organisation in (spring, draft):
        organisation.groups.set([women, youth])
        organisation.regions.set([region("KZ-71"), region("KZ-75")])
    river.groups.set([women])
    river.regions.set([region("KZ-71")])
    for organisation in (spring, spring, draft):
        target = Target.objects.filter(goal=6).exclude(pk__in=organisation.tags.values("target")).first()
        OrganisationTagFactory(organisation=organisation, goal_id=6, target=target)
    OrganisationTagFactory(organisation=nowhere, goal_id=17)
    return {"spring": spring, "steppe": steppe, "river": river}


@pytest.fixture
def rows(client):
    """Return a function that gives the numbers of one figure, {label: numbers}, as its page shows them."""

    def found(name, client=client, **query):
        figures = {figure.name: figure for figure in client.get(PAGE, query).context["figures"]}
        return {row.label: row.numbers for row in figures[name].rows}

    return found


def test_an_organisation_that_serves_several_groups_counts_once(client, registry, rows):
    page = client.get(PAGE)

    assert rows("served") == {"Serves at least one group": [2], "No group served is named": [2]}
    assert page.context["figures"][0].name == "served"
    assert (
        "2 of 4 organisations (50.0%) serve at least one group that must not be left behind; each counts once, however "
        "many groups it serves." in page.text
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("groups", {"Women and girls": [2], "Young people": [1]}),
        ("countries", {"Kazakhstan": [2], "Kyrgyzstan": [1]}),
        ("regions", {"Astana": [3], "Almaty": [1]}),
        ("goals", {"6. Clean water and sanitation": [1], "17. Partnerships for the goals": [1]}),
        ("kinds", {"National NGO": [3], "International NGO": [1]}),
        ("growth", {"2001": [1, 1], "2002": [0, 1], "2003": [0, 1], "2004": [2, 3]}),
    ],
)
def test_each_figure_counts_what_the_visitor_may_see(registry, rows, name, expected):
    assert rows(name) == expected


def test_staff_see_their_drafts_counted(registry, rows, editor_client):
    assert rows("countries", editor_client) == {"Kazakhstan": [2], "Kyrgyzstan": [1], "Uzbekistan": [1]}


def test_every_number_is_that_of_the_list_it_links_to(client, registry):
    for query in ("", "?country=KZ", "?group=women", "?goal=6&q=Spring"):
        for figure in client.get(PAGE + query).context["figures"]:
            for row in figure.rows:
                if row.url:
                    listed = client.get(row.url).context["object_list"]
                    assert len(listed) == row.numbers[0], (query, figure.name, row)


def test_the_figures_follow_the_filters_of_the_list(client, registry, rows):
    page = client.get(PAGE, {"country": "KZ"})

    assert rows("regions", country="KZ") == {"Astana": [2], "Almaty": [1]}
    assert [chip["label"] for chip in page.context["chips"]] == ["Kazakhstan"]
    assert page.context["list_url"] == "/en/organisations/?country=KZ"
    assert 'href="/en/organisations/figures/goals.csv?country=KZ"' in page.text
    assert "noindex" in page.text


def test_a_value_beside_the_one_chosen_leads_nowhere_for_the_list_would_show_more(client, registry):
    figures = {figure.name: figure for figure in client.get(PAGE, {"group": "women"}).context["figures"]}

    assert [(row.label, row.url) for row in figures["groups"].rows] == [
        ("Women and girls", "/en/organisations/?group=women"),
        ("Young people", ""),
    ]


def test_bars_and_rows_link_to_the_list(client, registry):
    text = unescape(client.get(PAGE).text)

    assert '<a href="/en/organisations/?region=KZ-71" tabindex="-1">' in text
    assert '<a href="/en/organisations/?region=KZ-71">Astana</a>' in text
    assert '<a href="/en/organisations/?founded=2004">2004</a>' in text


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_can_be_had_as_csv(client, registry, name):
    address = reverse("people:figure", args=[name])

    response = client.get(address, {"country": "KG"})

    content = b"".join(response.streaming_content).decode("utf-8-sig")
    figure = next(one for one in client.get(PAGE, {"country": "KG"}).context["figures"] if one.name == name)
    headings, *found = csv.reader(io.StringIO(content))
    assert [row[2:] for row in found] == [list(map(str, row.numbers)) for row in figure.rows]
    assert len(headings) == len(found[0]) if found else headings[0] == "code"


def test_a_name_in_a_csv_is_no_formula(client, women):
    women.name_en = "=1+1"
    women.save()
    OrganisationFactory().groups.set([women])

    response = client.get(reverse("people:figure", args=["groups"]))

    assert b"".join(response.streaming_content).decode().splitlines()[1] == "women,'=1+1,1"


def test_a_slip_in_a_filter_is_told_instead_of_counting_everything(client, registry):
    assert client.get(reverse("people:figure", args=["goals"]), {"country": "Narnia"}).status_code == 400


def test_before_the_first_organisation_and_where_nothing_matches_the_page_says_so(client):
    assert "Nothing matches what you chose" in client.get(PAGE).text

    OrganisationFactory(country="KZ", region=None)

    assert client.get(PAGE, {"country": "UZ"}).context["figures"] == []
    assert "Nothing is known of this for these organisations." in client.get(PAGE).text


def test_years_long_ago_are_told_together(client, rows):
    OrganisationFactory(founded_on=date(1850, 1, 1))
    OrganisationFactory(founded_on=date(2020, 1, 1))

    told = rows("growth")

    assert len(told) == 81
    assert (told["before 1941"], told["1941"], told["2020"]) == ([1, 1], [0, 1], [1, 2])


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_numbers_stand_as_the_reader_writes_them(client, registry, language):
    with translation.override(language):
        address = reverse("people:figures")

    assert "50,0" in client.get(address).text


def test_the_figures_cost_as_many_queries_with_thirty_organisations_as_with_one(client, flat_queries, women):
    def one_more():
        organisation = OrganisationFactory(region=region("KZ-71"), founded_on=date(2001, 1, 1))
        organisation.groups.set([women])
        organisation.regions.set([region("KZ-75")])
        OrganisationTagFactory(organisation=organisation, goal_id=6)

    flat_queries(one_more, client.get, PAGE, at_most=15)


def test_the_list_and_the_home_page_lead_to_the_figures(client, registry):
    assert 'href="/en/organisations/figures/?country=KZ"' in client.get("/en/organisations/", {"country": "KZ"}).text
    assert f'href="{PAGE}"' in client.get("/en/").text
    assert PAGE in client.get("/sitemap-pages.xml").text


@pytest.mark.parametrize("founded", ["0", "10000", "2004.5", "NaN", "x", "9" * 40])
def test_a_year_that_is_none_finds_no_error(client, registry, founded):
    page = client.get("/en/organisations/", {"founded": founded})

    assert page.status_code == 200
    assert len(page.context["object_list"]) == Organisation.objects.published().count()
