"""The pictures: each number is that of the list which it links to, and of what the visitor may see."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse

from partnerships.models import Partnership
from places.models import Region
from portal.pictures.drawn import PICTURES
from publishing.gathering import gathered
from tests.events.factories import SessionFactory
from tests.partnerships.factories import (
    CommitmentFactory,
    CommitmentTagFactory,
    PartnerFactory,
    PartnershipFactory,
    PartnershipTagFactory,
)
from tests.people.factories import GroupFactory, OrganisationFactory, OrganisationTagFactory
from tests.reviews.factories import NationalReviewFactory
from tests.sitemap import every_address

pytestmark = pytest.mark.django_db
GOALS = "/en/pictures/goals/"
DRAFT = {"publication_state": "draft"}


def tagged(row, name, *goals, target=None):
    factory = {
        "organisation": OrganisationTagFactory, "partnership": PartnershipTagFactory, "commitment": CommitmentTagFactory
    }[name]  # fmt: skip
    for goal in goals:
        factory(**{name: row}, goal_id=goal, target_id=target)


@pytest.fixture
def world(db):
    """An NGO and a ministry of Kazakhstan that work on water together, an NGO of Kyrgyzstan by itself, and drafts."""
    with gathered():
        return made()


def made():
    women = GroupFactory(name_en="Women and girls", slug="women")
    GroupFactory(name_en="Young people", slug="youth")
    who = organisations(women)
    partnership = partnerships(women, who)
    tagged(
        CommitmentFactory(owner=who[0], partnership=partnership, due_on=date(2020, 1, 1)), "commitment", 6, target="6.5"
    )
    tagged(CommitmentFactory(owner=who[3]), "commitment", 6)


def organisations(women):
    spring = OrganisationFactory(name_en="Spring", slug="spring", region=Region.objects.get(code="KZ-71"))
    ministry = OrganisationFactory(name_en="Ministry", slug="ministry", kind="10")
    river = OrganisationFactory(name_en="River", slug="river", country="KG")
    hidden = OrganisationFactory(name_en="Hidden", **DRAFT)
    for organisation in (spring, river, hidden):
        organisation.groups.set([women])
        tagged(organisation, "organisation", 6, target="6.5")
    tagged(ministry, "organisation", 6, 17)
    return spring, ministry, river, hidden


def partnerships(women, who):
    """The public one of them; the draft beside it holds the same, and Kyrgyzstan."""
    spring, ministry, river, hidden = who
    partnership = PartnershipFactory(title_en="Aral", slug="aral", countries=["KZ"])
    for row in (partnership, PartnershipFactory(countries=["KZ", "KG"], **DRAFT)):
        row.regions.set([Region.objects.get(code="KZ-71")])
        row.groups.set([women])
        tagged(row, "partnership", 6, target="6.5")
        for organisation, amount in ((spring, 100), (ministry, 250), (hidden, 999)):
            PartnerFactory(partnership=row, organisation=organisation, amount=amount, currency="KZT")
    PartnerFactory(partnership=partnership, organisation=river, amount=7, currency="EUR")
    return partnership


def table(client, name, **query):
    """The rows of a picture's CSV, without the headings."""
    return whole_table(client, name, **query)[1:]


def whole_table(client, name, **query):
    response = client.get(reverse(f"pictures:{name}_csv"), query)
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def row_of(rows, code):
    return next(row[2:] for row in rows if row[0] == code)


def listed(client, url):
    return len(client.get(url).context["object_list"])


def test_the_matrix_counts_where_a_goal_and_a_country_meet_what_the_visitor_may_see(client, editor_client, world):
    assert row_of(table(client, "goals"), "6") == ["3", "2", "1", "0", "0", "0"]
    assert row_of(table(client, "goals", count="partnerships"), "6") == ["1", "1", "0", "0", "0", "0"]
    assert row_of(table(editor_client, "goals"), "6") == ["4", "3", "1", "0", "0", "0"]
    assert row_of(table(editor_client, "goals", count="partnerships"), "6") == ["2", "2", "1", "0", "0", "0"]
    assert row_of(table(client, "goals", goal="6", by="group"), "6.5") == ["2", "2", "0"]
    assert row_of(table(client, "goals", by="region", count="partnerships"), "6")[:1] == ["1"]


def test_money_is_shown_by_currency_and_never_added_up_across(client, world):
    page = client.get(GOALS, {"count": "money"})

    assert [choice[0] for choice in page.context["form"].fields["currency"].choices] == ["EUR", "KZT"]
    assert '<caption id="matrix-caption">Money, EUR</caption>' in page.text
    assert whole_table(client, "goals", count="money")[0][2:4] == ["All (EUR)", "Kazakhstan (EUR)"]
    assert row_of(table(client, "goals", count="money", currency="KZT"), "6")[:2] == ["350.00", "350.00"]
    assert row_of(table(client, "goals", count="money", currency="EUR"), "6")[:2] == ["7.00", "7.00"]


def test_every_field_of_the_matrix_leads_to_the_list_that_it_counts(client, world):
    lists = client.get(GOALS).context["picture"].lists
    ways = [
        (count, by)
        for count, one in lists.items()
        for by in ("country", "region", "group")
        if one.can_be_narrowed_by(by)
    ]
    moneyless = PartnershipFactory(countries=["KZ"])
    moneyless.regions.set([Region.objects.get(code="KZ-71")])
    tagged(moneyless, "partnership", 6, target="6.5")
    followed = []
    for count, by in ways:
        for query in ({}, {"goal": "6"}, *([{"currency": "KZT"}] if count == "money" else [])):
            for line in client.get(GOALS, {"count": count, "by": by, **query}).context["matrix"].lines:
                for cell in (line.total, *line.cells):
                    assert bool(cell.url) == bool(cell.number)
                    if cell.url:
                        followed.append((count, by, cell.rows))
                        assert listed(client, cell.url) == cell.rows, (count, by, cell)
    assert len(followed) > 50
    assert {count: max(rows for name, _by, rows in followed if name == count) for count in lists} == {
        "organisations": 3, "partnerships": 2, "commitments": 1, "money": 1,
    }  # fmt: skip


def test_the_matrix_says_in_a_sentence_what_is_to_be_seen(client, world):
    text = client.get(GOALS).context["matrix"].sentence

    assert text == "Most: “6. Clean water and sanitation”, Kazakhstan: 2. Of 85 fields 82 are empty."


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_costs_as_many_queries_with_thirty_rows_as_with_one(client, flat_queries, name):
    def row():
        partnership = PartnershipFactory(countries=["KZ"])
        for _ in range(2):
            partner = PartnerFactory(partnership=partnership, amount=5, currency="EUR")
            tagged(partner.organisation, "organisation", 6)
        tagged(partnership, "partnership", 6)
        tagged(CommitmentFactory(owner=partner.organisation), "commitment", 6)

    GroupFactory()
    flat_queries(row, client.get, reverse(f"pictures:{name}"), at_most=19)


@pytest.mark.parametrize("name", PICTURES)
def test_a_wrong_choice_is_told_on_the_page_and_refused_in_a_file(client, world, name):
    for field in client.get(reverse(f"pictures:{name}")).context["form"].fields:
        page = client.get(reverse(f"pictures:{name}"), {field: "no\x00thing"})

        assert page.status_code == 200
        assert page.context["form"].errors.keys() == {field}
        assert client.get(reverse(f"pictures:{name}_csv"), {field: "nothing"}).status_code == 400


def test_gaps_name_what_no_partnership_serves_in_a_country_and_who_could(client, world):
    rows = {row[1]: row for row in table(client, "gaps", country="KG")}
    kazakh = {row[1]: row for row in table(client, "gaps", country="KZ")}

    assert rows["6.5"][3:] == ["1", "River"]
    assert rows["women"][3:] == ["1", "River"]
    assert len(rows) == 169 + 2
    assert (len(kazakh), "6.5" in kazakh, "women" in kazakh, "youth" in kazakh) == (169, False, False, True)
    page = client.get("/en/pictures/gaps/", {"country": "KG", "goal": "6"})
    assert page.context["sentence"] == (
        "In Kyrgyzstan no current or planned partnership serves 8 targets of 8; "
        "for 1 of these there are organisations that work on it. None serves 2 groups of 2."
    )
    gap = page.context["parts"][0][1][0]
    assert [row.slug for row in client.get(gap.url).context["object_list"]] == ["river"]
    assert client.get(gap.finder_url).status_code == 200
    assert listed(client, "/en/partnerships/?target=6.5&country=KG") == 0


@pytest.mark.parametrize(
    ("dates", "is_gap"),
    [
        ({"ends_on": date(2022, 1, 1)}, True),
        ({"halted_on": date(2022, 1, 1), "halted_because": "No money"}, True),
        ({"halted_on": date(2022, 1, 1), "halted_because": "No money", "may_resume": False}, True),
        ({"starts_on": date(2022, 1, 1)}, False),
        ({"starts_on": date(2022, 1, 1), "planned_ends_on": date(2023, 1, 1)}, False),
        ({"planned_starts_on": date(2150, 1, 1)}, False),
    ],
)
def test_a_gap_is_closed_while_a_partnership_serves_it_or_is_to_and_every_one_is_in_the_list(
    client, world, dates, is_gap
):
    aral = Partnership.objects.get(slug="aral")
    for name, value in dates.items():
        setattr(aral, name, value)
    aral.save()

    rows = {row[1] for row in table(client, "gaps", country="KZ")}

    assert {"6.5", "women"} & rows == ({"6.5", "women"} if is_gap else set())
    assert "Running, Overdue to close, Planned, Signed" in client.get("/en/pictures/gaps/").text
    assert row_of(table(client, "goals", count="partnerships"), "6")[0] == "1"
    assert listed(client, "/en/partnerships/?target=6.5&country=KZ") == 1


def test_who_serves_a_group_is_counted_region_by_region_and_each_number_is_its_list(client, world):
    page = client.get("/en/pictures/groups/", {"group": "women"})

    rows = {row[0]: row[2:4] for row in table(client, "groups", group="women")}
    assert {code: numbers for code, numbers in rows.items() if numbers != ["0", "0"]} == {"KZ-71": ["1", "1"]}
    assert page.context["sentence"] == (
        "Most that serve Women and girls: Astana (Kazakhstan), 1. In 53 regions of 54 nobody is known to."
    )
    for query in ({}, {"group": "women"}):
        context = client.get("/en/pictures/groups/", query).context
        places = [place for _country, places in context["countries"] for place in places]
        counts = [count for row in [*places, *context["groups"]] for count in row.counts if count.url]
        assert [listed(client, count.url) for count in counts] == [count.number for count in counts]
        assert len(counts) > 3


def test_commitments_flow_into_their_states_by_goal_and_by_event_and_hidden_sessions_tell_nothing(client, world):
    session, hidden = SessionFactory(), SessionFactory(**DRAFT)
    for made_at in (session, hidden):
        CommitmentFactory(made_at_session=made_at, dropped_because="No money")

    flow = client.get("/en/pictures/commitments/").context["flow"]
    events = client.get("/en/pictures/commitments/", {"by": "event"}).context["flow"]

    assert [(stream.code, {part.label: part.number for part in stream.parts if part.number}) for stream in flow.streams] == [
        ("6", {"Overdue": 1})
    ]  # fmt: skip
    assert [(stream.code, stream.total) for stream in events.streams] == [(session.event.slug, 1)]
    assert flow.sentence() == (
        "0 of 3 commitments are kept (0.0%). Most were made for “6. Clean water and sanitation”: 1."
    )
    for part in flow.streams[0].parts:
        if part.url:
            assert listed(client, part.url) == part.number


def test_commitments_of_one_event_or_goal_flow_alone_and_their_event_leads_to_them(client, world):
    session = SessionFactory(event__slug="forum")
    hidden = SessionFactory(event=session.event, **DRAFT)
    kept, dropped = CommitmentFactory(made_at_session=session), CommitmentFactory(made_at_session=session)
    CommitmentFactory(made_at_session=hidden)
    CommitmentFactory(made_at_session=session, **DRAFT)
    tagged(kept, "commitment", 6, 17)
    tagged(dropped, "commitment", 5)

    by_goal = client.get("/en/pictures/commitments/", {"event": "forum"}).context["flow"]
    by_event = client.get("/en/pictures/commitments/", {"by": "event", "goal": "17"}).context["flow"]

    assert [(stream.code, stream.total) for stream in by_goal.streams] == [("5", 1), ("6", 1), ("17", 1)]
    assert [(stream.code, stream.total) for stream in by_event.streams] == [("forum", 1)]
    assert by_event.sentence().endswith(f"Most were made at “{session.event}”: 1.")
    for stream in (*by_goal.streams, *by_event.streams):
        assert listed(client, stream.url) == stream.total
        assert [listed(client, part.url) for part in stream.parts if part.url] == [1]
    page = client.get("/en/events/forum/").text
    assert "2 commitments were made at this event" in page
    assert "/en/pictures/commitments/?event=forum" in page
    assert "was made at this event" not in client.get(SessionFactory(**DRAFT).event.get_absolute_url()).text


def test_every_picture_is_two_clicks_from_home_and_in_the_sitemap(client, world):
    review = NationalReviewFactory()
    wanted = {reverse(f"pictures:{name}") for name in PICTURES} | {reverse("people:figures"), reverse("portal:finder")}
    wanted |= {f"/en/{name}/?view=map" for name in ("organisations", "partnerships", "commitments", "events")}
    wanted.add(reverse("reviews:figures", args=[review.slug]))

    reached = addresses_on(client, "/en/")
    for address in [one for one in reached if "/pictures/" in one]:
        reached |= addresses_on(client, address)

    assert wanted - reached == set()
    assert {address for address in wanted if "?" not in address} <= set(every_address(client))


def addresses_on(client, address):
    return set(re.findall(r'href="(/en/[^"#]*)"', client.get(address).text))


def network(client, **query):
    return client.get("/en/pictures/network/", query)


def test_the_network_joins_those_who_share_a_partnership_and_says_where_both_sides_meet(client, world):
    context = network(client).context

    nodes = {node.label: (node.side, node.letter, node.number, node.url) for node in context["nodes"]}
    assert nodes == {
        "Spring": ("civil", "C", 2, "/en/organisations/spring/"),
        "Ministry": ("state", "S", 2, "/en/organisations/ministry/"),
        "River": ("civil", "C", 2, "/en/organisations/river/"),
    }
    assert len(context["lines"]) == 3
    assert context["sentence"] == (
        "1 partnership joins 3 organisations. Most partners: “Spring”, 2. "
        "In 1 partnership civil society and the state are together."
    )
    for one in context["organisations"]:
        assert [row.slug for row in client.get(one["url"]).context["object_list"]] == ["aral"]
    assert {row[0]: row[5] for row in table(client, "network")} == {
        "spring": "Ministry; River",
        "ministry": "Spring; River",
        "river": "Spring; Ministry",
    }


def test_the_network_is_drawn_in_the_same_places_every_time(client, world):
    places = [{node.key: (node.x, node.y) for node in network(client).context["nodes"]} for _time in range(2)]

    assert places[0] == places[1]
    assert len(set(places[0].values())) == 3


def test_the_network_is_narrowed_by_country_goal_time_side_and_seat(client, world):
    def labels(**query):
        return sorted(node.label for node in network(client, **query).context["nodes"])

    everybody = ["Ministry", "River", "Spring"]
    assert labels(country="KZ", goal="6", since="2021", until="2021") == everybody
    assert labels(country="KG") == labels(goal="17") == []
    assert labels(side="civil") == ["River", "Spring"]
    assert labels(seat="KZ") == ["Ministry", "Spring"]
    assert labels(seat="KZ-71") == ["Spring"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("side", {("Civil society", "civil", 2), ("State", "state", 1)}),
        ("country", {("Kazakhstan", "", 2), ("Kyrgyzstan", "", 1)}),
        ("region", {("Astana", "", 1), ("Kazakhstan, region not known", "", 1), ("Kyrgyzstan, region not known", "", 1)}),
        ("place", {("Civil society, Kazakhstan", "civil", 1), ("State, Kazakhstan", "state", 1),
                   ("Civil society, Kyrgyzstan", "civil", 1)}),
        ("goal", {("6. Clean water and sanitation", "", 3)}),
    ],
)  # fmt: skip
def test_too_many_organisations_are_grouped_and_each_group_leads_to_those_in_it(client, world, by, expected):
    nodes = network(client, by=by).context["nodes"]

    assert {(node.label, node.side, node.number) for node in nodes} == expected
    for node in nodes:
        assert len(client.get("/en/pictures/network/" + node.url).context["nodes"]) == node.number


def test_a_group_leads_to_no_more_than_it_counts_where_a_seat_is_asked_for_already(client, world):
    PartnerFactory(organisation__country="UZ")  # for no goal
    other = PartnerFactory(organisation__country="", organisation__name_en="Elsewhere", partnership__slug="reef")
    for goal in (6, 14):
        PartnershipTagFactory(partnership=other.partnership, goal_id=goal)
    for _time in range(2):
        tagged(PartnerFactory(organisation=other.organisation).partnership, "partnership", 14)
    asked = [
        {"by": by, **one}
        for by in ("side", "country", "region", "place", "goal")
        for one in ({}, {"seat": "KZ-71"}, {"seat": "KZ-"}, {"goal": "6"})
    ]

    found = [
        (query, node.label, node.number, client.get("/en/pictures/network/" + node.url).context)
        for query in asked
        for node in network(client, **query).context["nodes"]
    ]

    wrong = [(query, label) for query, label, number, there in found if len(there["organisations"]) != number]
    assert (len(found), wrong) == (43, [])


def test_more_organisations_than_can_be_read_are_grouped_unasked_and_the_file_names_all(client):
    with gathered():
        for _hub in range(10):
            partnership = PartnershipFactory()
            for _ in range(10):
                PartnerFactory(partnership=partnership)

    context = network(client).context

    assert [(node.label, node.number) for node in context["nodes"]] == [("Civil society, Kazakhstan", 100)]
    assert len(network(client, by="organisation").context["nodes"]) == 60
    assert len(table(client, "network")) == 100
