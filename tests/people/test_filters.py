from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import RequestFactory

from people.filters import MembershipFilter, OrganisationFilter, PersonFilter
from people.models import Organisation, Person
from people.models.organisations import Kind
from places.models import Region
from publishing.models import PublicationState
from tests.people.factories import (
    FocusAreaFactory,
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationTagFactory,
)

pytestmark = pytest.mark.django_db


def anonymous_request():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request


def found(filterset_class=OrganisationFilter, **params):
    model = filterset_class.Meta.model
    rows = model.objects.published().order_by("pk")
    return list(filterset_class(QueryDict(urlencode(params, doseq=True)), rows, request=anonymous_request()).qs)


def region(code):
    return Region.objects.get(code=code)


def test_organisations_are_narrowed_by_country():
    wanted = OrganisationFactory(country="TM")
    OrganisationFactory(country="KZ")

    assert found(country="TM") == [wanted]


def test_organisations_of_a_region_have_their_seat_or_their_work_there():
    seated = OrganisationFactory(region=region("KZ-71"))
    working = OrganisationFactory()
    working.regions.add(region("KZ-71"), region("KZ-75"))
    OrganisationFactory(region=region("KZ-75"))

    assert found(region="KZ-71") == [seated, working]


def test_organisations_are_narrowed_by_kind_and_by_the_side_computed_from_it():
    ministry = OrganisationFactory(kind=Kind.GOVERNMENT)
    ngo = OrganisationFactory(kind=Kind.NATIONAL_NGO)

    assert found(kind="10") == [ministry]
    assert found(side="state") == [ministry]
    assert found(side="civil") == [ngo]
    assert found(side="donor") == []


def test_organisations_are_narrowed_by_status():
    wanted = OrganisationFactory(status="active")
    OrganisationFactory(status="inactive")

    assert found(status="active") == [wanted]


def test_organisations_are_narrowed_by_goal_and_target():
    wanted = OrganisationTagFactory(goal_id=6, target_id="6.5").organisation
    OrganisationTagFactory(goal_id=5)

    assert found(goal=["6"]) == [wanted]
    assert found(target="6.5") == [wanted]


def test_a_target_that_does_not_exist_is_refused():
    filterset = OrganisationFilter(QueryDict("target=6.9"), Organisation.objects.all(), request=anonymous_request())

    assert list(filterset.errors) == ["target"]


def test_organisations_are_narrowed_by_focus_area_and_group_served():
    area, group = FocusAreaFactory(), GroupFactory()
    wanted = OrganisationFactory()
    wanted.focus_areas.add(area)
    wanted.groups.add(group)
    OrganisationFactory().groups.add(GroupFactory())

    assert found(focus_area=area.slug) == [wanted]
    assert found(group=group.slug) == [wanted]


def test_people_are_narrowed_by_where_they_are_members():
    membership = MembershipFactory()
    MembershipFactory()

    assert found(PersonFilter, organisation=membership.organisation.slug) == [membership.person]


def test_members_of_a_draft_body_are_not_found_by_it():
    membership = MembershipFactory(organisation__publication_state=PublicationState.DRAFT)
    filterset = PersonFilter(
        {"organisation": membership.organisation.slug}, Person.objects.published(), request=anonymous_request()
    )

    assert list(filterset.form.errors) == ["organisation"]


def test_bodies_offered_are_those_with_members_that_the_visitor_may_see():
    MembershipFactory(organisation__name="Council")
    MembershipFactory(organisation__name="Secret council", organisation__publication_state=PublicationState.DRAFT)
    MembershipFactory(organisation__name="Council of the hidden", person__is_public=False)
    OrganisationFactory(name="Nobody's council")
    form = PersonFilter({}, Person.objects.all(), request=anonymous_request()).form

    assert [str(label) for value, label in form.fields["organisation"].choices if value] == ["Council"]


def test_memberships_are_narrowed_by_side():
    wanted = MembershipFactory(side="civil")
    MembershipFactory(side="state")

    assert found(MembershipFilter, side="civil") == [wanted]
