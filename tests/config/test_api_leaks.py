"""Nothing that is not public comes out of any endpoint: rows, rows within rows, names of rows, private fields."""

import json

import pytest

from config.api import ENDPOINTS
from events.models import EventOrganisation
from publishing.reading import identity_of
from tests.config.api_rows import ROWS, photo
from tests.config.test_api_walk import detail, listing
from tests.events import factories as events
from tests.knowledge import factories as knowledge
from tests.partnerships import factories as partnerships
from tests.people import factories as people
from tests.reviews import factories as reviews

OPEN = {"goals", "targets", "indicators", "regions", "places", "rooms", "focus-areas", "groups"}
WITH_STATE = ["events", "sessions", "people", "organisations", "partnerships", "commitments", "resources", "stories"]
WITH_STATE += ["national-reviews", "contributions", "photos"]


@pytest.mark.parametrize("name", WITH_STATE)
@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "archived"])
def test_what_is_not_published_is_not_there(api, name, state):
    row = ROWS[name](publication_state=state, return_reason="Why" if state == "returned" else "")

    assert api.get(detail(name, row)).status_code == 404
    assert str(row.guid) not in api.get(listing(name)).content.decode()


@pytest.fixture
def hidden(db):
    """One row of each noun that must not be public, named so that it is seen wherever it leaks."""
    draft = {"publication_state": "draft"}
    organisation = people.OrganisationFactory(slug="hidden-organisation", name_en="Hidden", **draft)
    return {
        "organisation": organisation,
        "person": people.PersonFactory(slug="hidden-person", name_en="Hidden", is_public=False),
        "event": events.EventFactory(slug="hidden-event", title_en="Hidden", **draft),
        "session": events.SessionFactory(slug="hidden-session", title_en="Hidden", **draft),
        "partnership": partnerships.PartnershipFactory(slug="hidden-partnership", title_en="Hidden", **draft),
        "commitment": partnerships.CommitmentFactory(slug="hidden-commitment", title_en="Hidden", **draft),
        "review": reviews.NationalReviewFactory(slug="hidden-review", summary_en="Hidden", **draft),
        "photo": photo(slug="hidden-photo", alt_en="Hidden", **draft),
    }


def public_rows_that_touch(hidden):
    """Public rows with every relation to the hidden ones."""
    event = events.EventFactory(super_event=hidden["event"], cover=hidden["photo"])
    EventOrganisation.objects.create(event=event, organisation=hidden["organisation"])
    session = events.SessionFactory(event=event)
    events.AppearanceFactory(session=session, person=hidden["person"], job_title_en="Hidden")
    events.AppearanceFactory(session=session, organisation=hidden["organisation"])
    partnership = partnerships.PartnershipFactory(
        reporting_organisation=hidden["organisation"], signed_at_session=hidden["session"]
    )
    partnerships.PartnerFactory(partnership=partnership, organisation=hidden["organisation"])
    partnerships.CommitmentFactory(made_at_session=hidden["session"])
    reviews.ContributionFactory(led_to=hidden["commitment"], mentioned_at=hidden["session"])
    people.OrganisationFactory(parent=hidden["organisation"], merged_into=hidden["organisation"], logo=hidden["photo"])
    people.PersonFactory(portrait=hidden["photo"])
    people.MembershipFactory(on_behalf_of=hidden["organisation"])


def public_texts_that_touch(hidden):
    """A story and a resource with every relation to the hidden rows."""
    story = knowledge.StoryFactory()
    story.events.add(hidden["event"])
    story.sessions.add(hidden["session"])
    story.people.add(hidden["person"])
    story.organisations.add(hidden["organisation"])
    story.partnerships.add(hidden["partnership"])
    knowledge.StoryPhotoFactory(story=story, photo=hidden["photo"])
    resource = knowledge.ResourceFactory(session=hidden["session"])
    resource.authors.add(hidden["person"])
    resource.organisations.add(hidden["organisation"])


def rows_that_hang_on(hidden):
    """Rows that are public by themselves and hidden by what they hang on."""
    events.SessionFactory(event=hidden["event"], slug="hidden-with-its-event")
    events.StatementFactory(session=hidden["session"], text_en="Hidden")
    events.StatementFactory(person=hidden["person"], text_en="Hidden")
    events.MaterialFactory(event=hidden["event"], title_en="Hidden")
    event = events.EventFactory()
    material = events.MaterialFactory(event=event, title_en="Hidden")
    material.session = hidden["session"]
    material.save()
    events.EventPhotoFactory(event=event, photo=hidden["photo"])
    people.MembershipFactory(organisation=hidden["organisation"], position_en="Hidden")
    people.MembershipFactory(person=hidden["person"], position_en="Hidden")
    people.OrganisationIdentifierFactory(organisation=hidden["organisation"])
    partnerships.CommitmentFactory(slug="hidden-with-its-owner", owner=hidden["organisation"])
    partnerships.CommitmentFactory(slug="hidden-with-its-partnership", partnership=hidden["partnership"])
    partnerships.ProgressReportFactory(commitment=hidden["commitment"], state="approved", narrative_en="Hidden")
    partnerships.ProgressReportFactory(state="submitted", narrative_en="Hidden")
    reviews.ContributionFactory(review=hidden["review"], text_en="Hidden")
    reviews.ContributionFactory(consent=False, text_en="Hidden")


@pytest.mark.parametrize("query", [{"lang": "all"}, {"cursor": "", "lang": "en"}], ids=["pages", "cursor"])
def test_no_endpoint_names_what_is_hidden(api, hidden, query):
    public_rows_that_touch(hidden)
    public_texts_that_touch(hidden)
    rows_that_hang_on(hidden)

    leaks = [name for name in ENDPOINTS if "hidden" in api.get(listing(name), query).content.decode().lower()]

    assert leaks == []


def test_staff_do_see_what_is_hidden(api_as_editor, hidden):
    public_rows_that_touch(hidden)
    public_texts_that_touch(hidden)
    rows_that_hang_on(hidden)

    showing = {name for name in ENDPOINTS if "hidden" in api_as_editor.get(listing(name)).content.decode().lower()}

    assert showing == set(ENDPOINTS) - OPEN


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("events", {"organiser": "hidden-organisation"}),
        ("sessions", {"event": "hidden-event"}),
        ("appearances", {"person": "hidden-person"}),
        ("appearances", {"session": "hidden-session"}),
        ("memberships", {"organisation": "hidden-organisation"}),
        ("partners", {"partnership": "hidden-partnership"}),
        ("progress-reports", {"commitment": "hidden-commitment"}),
    ],
)
def test_a_filter_does_not_tell_that_something_hidden_exists(api, hidden, name, query):
    real = api.get(listing(name), query)
    invented = api.get(listing(name), dict.fromkeys(query, "invented"))

    assert (real.status_code, real.json()["errors"][0]["code"]) == (400, "invalid_choice")
    assert real.content.replace(b"hidden-", b"") == invented.content.replace(b"invented", real_name(query))


def real_name(query):
    return next(iter(query.values())).removeprefix("hidden-").encode()


@pytest.mark.parametrize("name", ENDPOINTS)
def test_private_fields_are_not_even_named_to_the_public(api, name):
    row = ROWS[name]()
    serializer = ENDPOINTS[name].serializer_class

    shown = api.get(detail(name, row)).json()

    assert set(serializer.private_fields()) & set(shown) == set()
    assert set(serializer.Meta.fields) - set(serializer.private_fields()) - {"image"} == set(shown)


def test_address_and_telephone_of_a_person_are_for_who_may_change_them(api, api_as_editor):
    person = ROWS["people"]()

    assert "private@example.org" not in api.get(listing("people")).content.decode()
    assert "+7 717 000" not in api.get(listing("people")).content.decode()
    assert api_as_editor.get(detail("people", person)).json()["telephone"] == "+7 717 000"


def test_a_photo_shows_its_renditions_and_never_the_master(api):
    row = photo()

    shown = json.dumps(api.get(detail("photos", row)).json())

    assert row.image.name not in shown
    assert identity_of(type(row)) == "slug"
