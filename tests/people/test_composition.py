from datetime import date

import pytest
from django.urls import reverse

from people.composition import seats_by_side, side_of
from people.models import Membership
from people.models.organisations import Kind
from people.seats import seats_over_time
from tests.people.factories import MembershipFactory, OrganisationFactory, PersonFactory
from tests.reviews.factories import NationalReviewFactory

pytestmark = pytest.mark.django_db


def test_a_seat_is_on_the_side_that_is_recorded_else_on_that_of_whom_it_is_held_for_or_by():
    ministry = OrganisationFactory(kind=Kind.GOVERNMENT)
    ngo = OrganisationFactory(kind=Kind.NATIONAL_NGO)

    assert side_of(Membership(side="donor", on_behalf_of=ministry)) == "donor"
    assert side_of(Membership(on_behalf_of=ministry, member_organisation=ngo)) == "state"
    assert side_of(Membership(member_organisation=ngo)) == "civil"
    assert side_of(Membership()) is None


def test_seats_are_counted_by_side_most_first():
    body = OrganisationFactory(kind=Kind.BODY)
    for side in ("civil", "state", "civil", ""):
        MembershipFactory(organisation=body, side=side)

    seats = [(seat["side"], str(seat["label"]), seat["count"]) for seat in seats_by_side(body.memberships.all())]

    assert seats == [("civil", "Civil society", 2), ("state", "State", 1)]


def test_a_seat_that_names_only_its_side_is_told_but_not_counted():
    seats = seats_by_side([Membership(side="civil"), Membership(side="civil", person_id=1), Membership(side="state")])

    assert [(seat["side"], seat["count"], seat["has_unnamed"]) for seat in seats] == [
        ("civil", 1, True),
        ("state", 0, True),
    ]


def test_seats_over_time_count_named_seats_at_the_end_of_each_year_and_today():
    seats = [
        Membership(side="civil", person_id=1, since=date(2023, 3, 1)),
        Membership(side="civil", person_id=2, since=date(2023, 3, 1), until=date(2024, 6, 1)),
        Membership(side="state", person_id=3),
        Membership(side="donor", since=date(2023, 1, 1)),
        Membership(person_id=4, since=date(2020, 1, 1)),
    ]

    figure = seats_over_time(seats, date(2025, 5, 1))

    assert figure.headings == ["Year", "State", "Civil society"]
    assert [(row.label, row.numbers) for row in figure.rows][-3:] == [
        ("2023", [1, 2]),
        ("2024", [1, 1]),
        ("2025", [1, 1]),
    ]
    assert [chart.marks[-1].height for _caption, chart in figure.charts] == [80, 80]
    assert figure.sentence == (
        "Today: State 1 (50.0%), Civil society 1 (50.0%). At the end of 2020: State 1 (100.0%). "
        "Of 1 seats it is not known since when: they count from the first year on."
    )


def test_without_any_date_there_is_no_story_to_tell():
    assert seats_over_time([Membership(side="civil", person_id=1)], date(2025, 5, 1)) is None


def test_page_of_a_body_tells_former_members_seats_and_reviews_and_the_list_finds_it(client):
    body = OrganisationFactory(kind=Kind.BODY, name_en="SDG council", description_en="It watches over the goals.")
    hidden = PersonFactory(publication_state="draft")
    now = MembershipFactory(organisation=body, side="civil", since=date(2020, 1, 1))
    was = MembershipFactory(organisation=body, side="state", since=date(2019, 1, 1), until=date(2021, 1, 1))
    MembershipFactory(organisation=body, side="state", since=date(2018, 1, 1), person=hidden)
    review = NationalReviewFactory()
    for one in (review, NationalReviewFactory(publication_state="draft")):
        one.bodies.add(body)
    OrganisationFactory(kind=Kind.BODY, publication_state="draft")
    OrganisationFactory()

    page, table = client.get(body.get_absolute_url()), client.get(reverse("people:seats", args=[body.slug]))

    assert (page.context["memberships"], page.context["former"]) == ([now], [was])
    assert list(page.context["reviews"]) == [review]
    assert "Mandate" in page.text
    lines = b"".join(table.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[:4] == ["Year,State,Civil society", "2019,1,0", "2020,1,1", "2021,0,1"]
    assert list(client.get(reverse("people:bodies")).context["object_list"]) == [body]
    assert list(client.get(reverse("people:bodies"), {"country": "UZ"}).context["object_list"]) == []


def test_list_of_bodies_costs_the_same_for_thirty(client, flat_queries):
    flat_queries(lambda: OrganisationFactory(kind=Kind.BODY), client.get, reverse("people:bodies"))
