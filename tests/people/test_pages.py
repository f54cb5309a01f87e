from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation

from people.models.organisations import Kind
from publishing.models import PublicationState
from tests.events.factories import (
    AppearanceFactory,
    EventOrganisationFactory,
    EventPhotoFactory,
    SessionFactory,
    StatementFactory,
)
from tests.knowledge.factories import ResourceFactory, StoryFactory
from tests.partnerships.factories import CommitmentFactory, PartnerFactory
from tests.people.factories import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
    PersonFactory,
)
from tests.photos.factories import PhotoFactory
from tests.reviews.factories import ContributionFactory

DRAFT = {"publication_state": PublicationState.DRAFT}


@pytest.fixture
def listed(client):
    """Return the names that a list page shows, in order."""

    def names(route, **query):
        return [row.name for row in client.get(reverse(route), query).context["object_list"]]

    return names


def test_people_list_shows_those_who_are_published_and_agreed(listed):
    PersonFactory(name="Aigul")
    PersonFactory(name="Draft", **DRAFT)
    PersonFactory(name="Without consent", is_public=False)

    assert listed("people:people") == ["Aigul"]


def test_names_stand_in_the_order_of_the_readers_alphabet(client):
    for name in ("Яна", "Әсел", "Азамат"):
        PersonFactory(name_en="", name_kk=name)
    with translation.override("kk"):
        address = reverse("people:people")

    page = client.get(address)

    assert [row.name for row in page.context["object_list"]] == ["Азамат", "Әсел", "Яна"]


def test_organisation_list_is_narrowed_and_shows_published_ones_only(listed):
    OrganisationFactory(name="Ministry", kind=Kind.GOVERNMENT)
    OrganisationFactory(name="Secret ministry", kind=Kind.GOVERNMENT, **DRAFT)
    OrganisationFactory(name="NGO")

    assert listed("people:organisations") == ["Ministry", "NGO"]
    assert listed("people:organisations", side="state") == ["Ministry"]


def test_lists_of_names_page_by_the_last_name_seen(client):
    for number in range(22):
        OrganisationFactory(name=f"Organisation {number:02}")
    OrganisationFactory(name="Organisation 21")
    first = client.get(reverse("people:organisations"))

    second = client.get(reverse("people:organisations") + first.context["next_url"])
    back = client.get(reverse("people:organisations") + second.context["previous_url"])

    assert [row.name[-2:] for row in second.context["object_list"]] == ["20", "21", "21"]
    assert back.context["object_list"] == first.context["object_list"]


def test_people_list_names_the_post_of_today_else_the_last_affiliation(client):
    member = MembershipFactory(organisation__name="Council", position="Chair")
    MembershipFactory(person=member.person, organisation__name="Left long ago", until=date(2020, 1, 1))
    AppearanceFactory(organisation__name="Agency of that day")

    page = client.get(reverse("people:people")).text

    assert "Council" in page
    assert "Agency of that day" in page
    assert "Left long ago</a>" not in page


def test_lists_hide_draft_affiliations(client):
    AppearanceFactory(organisation=OrganisationFactory(name="Secret agency", **DRAFT))
    MembershipFactory(organisation=OrganisationFactory(name="Secret body", **DRAFT))
    AppearanceFactory(session=SessionFactory(**DRAFT), organisation__name="Public agency", job_title="Secret post")

    assert "Secret" not in client.get(reverse("people:people")).text


def test_people_list_costs_the_same_for_thirty_people(client, flat_queries):
    def make_person():
        AppearanceFactory(person=MembershipFactory().person)

    flat_queries(make_person, client.get, reverse("people:people"))


def test_organisation_list_costs_the_same_for_thirty_organisations(client, flat_queries):
    flat_queries(OrganisationTagFactory, client.get, reverse("people:organisations"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_answer_in_every_language_of_the_interface(client, language):
    person, organisation = PersonFactory(), OrganisationFactory()
    with translation.override(language):
        routes = [reverse("people:people"), reverse("people:organisations")]
        addresses = [*routes, person.get_absolute_url(), organisation.get_absolute_url()]

    assert [client.get(address).status_code for address in addresses] == [200] * 4


@pytest.mark.parametrize(
    "hidden",
    [
        {"model": PersonFactory, **DRAFT},
        {"model": PersonFactory, "is_public": False},
        {"model": OrganisationFactory, **DRAFT},
    ],
)
def test_pages_of_what_is_not_public_are_not_found(client, hidden):
    row = hidden.pop("model")(**hidden)

    assert client.get(row.get_absolute_url()).status_code == 404


def test_staff_see_a_draft_with_a_badge(editor_client):
    page = editor_client.get(OrganisationFactory(**DRAFT).get_absolute_url())

    assert "badge--draft" in page.text
    assert "public" not in page["Cache-Control"]


def test_person_page_shows_where_they_appeared_what_they_said_and_where_they_sit(client):
    person = PersonFactory(name="Aigul", biography="Leads an **agency**")
    appearance = AppearanceFactory(person=person, session__title="Irrigation", organisation__name="Agency then")
    StatementFactory(person=person, session=appearance.session, text="Water is life")
    MembershipFactory(person=person, organisation__name="Council")
    StoryFactory(title="A story").people.add(person)
    ResourceFactory(title="A toolkit").authors.add(person)
    EventPhotoFactory(event=appearance.session.event, photo=PhotoFactory(credit="A. Photographer")).people.add(person)

    page = client.get(person.get_absolute_url()).text

    for words in ("<strong>agency</strong>", "Irrigation", "Agency then", "Water is life", "Council", "A story"):
        assert words in page
    assert "A toolkit" in page
    assert "A. Photographer" in page


def test_person_page_hides_all_that_is_not_public(client):
    person = PersonFactory(name="Aigul", email="aigul@example.org", telephone="+7 700 000 00 00")
    AppearanceFactory(person=person, session__title="Secret session", session__publication_state="draft")
    AppearanceFactory(person=person, organisation=OrganisationFactory(name="Secret agency", **DRAFT))
    StatementFactory(person=person, session=SessionFactory(title="Secret talk", **DRAFT), text="Secret words")
    MembershipFactory(person=person, organisation=OrganisationFactory(name="Secret council", **DRAFT))
    MembershipFactory(person=person, on_behalf_of=OrganisationFactory(name="Secret sender", **DRAFT))
    StoryFactory(title="Secret story", **DRAFT).people.add(person)
    EventPhotoFactory(photo=PhotoFactory(credit="Secret photographer", **DRAFT)).people.add(person)

    page = client.get(person.get_absolute_url()).text

    assert "Aigul" in page
    assert "Secret" not in page
    assert "aigul@example.org" not in page
    assert "+7 700" not in page


def test_person_page_costs_the_same_for_thirty_appearances(client, flat_queries):
    person = PersonFactory()

    def make_appearance():
        appearance = AppearanceFactory(person=person)
        StatementFactory(person=person, session=appearance.session)
        MembershipFactory(person=person)

    flat_queries(make_appearance, client.get, person.get_absolute_url(), at_most=20)


def test_organisation_page_shows_names_numbers_and_sources(client):
    organisation = OrganisationFactory(name="Agency", description="Works with **water**", source="A register")
    OrganisationNameFactory(organisation=organisation, text="AG", kind="acronym")
    OrganisationIdentifierFactory(organisation=organisation, scheme="KG-OKPO", value="12345678")
    OrganisationTagFactory(organisation=organisation, goal_id=6, why_en="It cleans rivers")

    page = client.get(organisation.get_absolute_url()).text

    wanted = ["<strong>water</strong>", "AG", "KG-OKPO", "12345678", "It cleans rivers", "A register"]
    assert [words for words in wanted if words not in page] == []


def test_organisation_page_shows_what_it_did(client):
    organisation = OrganisationFactory()
    EventOrganisationFactory(organisation=organisation, event__title="Civic forum")
    AppearanceFactory(organisation=organisation, person__name="Aigul", session__title="Irrigation")
    PartnerFactory(organisation=organisation, partnership__title="River council")
    CommitmentFactory(owner=organisation, title="Clean one river")
    ContributionFactory(organisation=organisation, text="We wrote a chapter")
    StoryFactory(title="A story").organisations.add(organisation)

    page = client.get(organisation.get_absolute_url()).text

    wanted = ["Civic forum", "Aigul", "Irrigation", "River council", "Clean one river", "We wrote a chapter", "A story"]
    assert [words for words in wanted if words not in page] == []


def test_organisation_page_hides_all_that_is_not_public(client):
    organisation = OrganisationFactory(
        name="Agency",
        parent=OrganisationFactory(name="Secret parent", **DRAFT),
        logo=PhotoFactory(credit="Secret logo", **DRAFT),
    )
    OrganisationFactory(name="Secret child", parent=organisation, **DRAFT)
    EventOrganisationFactory(organisation=organisation, event__title="Secret event", event__publication_state="draft")
    AppearanceFactory(organisation=organisation, person=PersonFactory(name="Secret person", is_public=False))
    AppearanceFactory(organisation=organisation, session=SessionFactory(title="Secret session", **DRAFT))
    PartnerFactory(organisation=organisation, partnership__title="Secret deal", partnership__publication_state="draft")
    CommitmentFactory(owner=organisation, title="Secret promise", **DRAFT)
    ContributionFactory(organisation=organisation, text="Secret chapter", consent=False)
    MembershipFactory(organisation=organisation, person=PersonFactory(name="Secret member", **DRAFT))
    StoryFactory(title="Secret story", **DRAFT).organisations.add(organisation)

    page = client.get(organisation.get_absolute_url()).text

    assert "Agency" in page
    assert "Secret" not in page


def test_a_partnership_stands_once_however_many_roles_the_organisation_has_in_it(client):
    partner = PartnerFactory(role="lead")
    PartnerFactory(partnership=partner.partnership, organisation=partner.organisation, role="funder")

    page = client.get(partner.organisation.get_absolute_url())

    assert list(page.context["partnerships"]) == [partner.partnership]


def test_page_of_a_body_counts_its_current_seats_by_side(client):
    body = OrganisationFactory(kind=Kind.BODY)
    MembershipFactory(organisation=body, side="civil")
    MembershipFactory(organisation=body, side="civil", until=date(2020, 1, 1))
    MembershipFactory(organisation=body, side="state")
    MembershipFactory(organisation=body, side="state")
    MembershipFactory(organisation=body, side="donor", person=None)
    MembershipFactory(organisation=body, side="state", person=PersonFactory(**DRAFT))

    page = client.get(body.get_absolute_url())

    assert [(seat["side"], seat["count"]) for seat in page.context["sides"]] == [
        ("state", 2),
        ("civil", 1),
        ("donor", 0),
    ]
    assert "3 named seats are recorded today" in page.text
    assert "Donor (members not named)" in page.text


def test_organisation_page_costs_the_same_for_thirty_of_everything(client, flat_queries):
    organisation = OrganisationFactory(kind=Kind.BODY)

    def make_more():
        AppearanceFactory(organisation=organisation)
        EventOrganisationFactory(organisation=organisation)
        PartnerFactory(organisation=organisation)
        CommitmentFactory(owner=organisation)
        MembershipFactory(organisation=organisation)

    flat_queries(make_more, client.get, organisation.get_absolute_url(), at_most=45)


def test_staff_who_may_not_see_the_organisations_see_the_person(client, django_user_model):
    membership = MembershipFactory()
    reader = django_user_model.objects.create_user("reader@example.org")
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_person", "view_membership"]))
    membership.organisation.publication_state = "draft"
    membership.organisation.save()
    client.force_login(reader)

    assert client.get(membership.person.get_absolute_url()).status_code == 200


def test_whoever_may_change_a_draft_may_see_it(client, django_user_model):
    person = PersonFactory(publication_state="draft")
    editor = django_user_model.objects.create_user("editor@example.org")
    editor.user_permissions.set(Permission.objects.filter(codename="change_person"))
    client.force_login(editor)

    assert client.get(person.get_absolute_url()).status_code == 200
