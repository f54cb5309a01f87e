import pytest

from people.composition import seats_by_side, side_of
from people.models import Membership
from people.models.organisations import Kind
from tests.people.factories import MembershipFactory, OrganisationFactory

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
