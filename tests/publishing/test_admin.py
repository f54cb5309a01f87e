"""The admin of every app: each page opens, and the moves between the states keep their rules."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.models import Event, Proposal
from goals.models import Goal, Target
from partnerships.models import Follower
from people.models import User
from places.models import Region
from publishing.admin import side_by_side
from publishing.models import PublicationState
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventTagFactory,
    ProposalFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.goals.factories import IndicatorFactory
from tests.knowledge.factories import ResourceFactory, StoryFactory
from tests.partnerships.factories import (
    AssessmentFactory,
    CommitmentFactory,
    FollowerFactory,
    PartnershipFactory,
    ProgressReportFactory,
)
from tests.people.factories import (
    FocusAreaFactory,
    GroupFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    VerificationFactory,
)
from tests.photos.factories import PhotoFactory
from tests.places.factories import PlaceFactory, RoomFactory
from tests.reviews.factories import ContributionFactory, NationalReviewFactory

OUR_APPS = {"people", "events", "partnerships", "knowledge", "reviews", "goals", "places", "photos"}
OURS = sorted((model for model in site._registry if model._meta.app_label in OUR_APPS), key=lambda m: m._meta.label)
OTHERS = sorted(
    (model for model in site._registry if model._meta.app_label not in OUR_APPS), key=lambda m: m._meta.label
)
FACTORIES = [
    AppearanceFactory, AssessmentFactory, CommitmentFactory, ContributionFactory, EventFactory, FocusAreaFactory,
    FollowerFactory, GroupFactory, IndicatorFactory, MembershipFactory, NationalReviewFactory, OrganisationFactory,
    PartnershipFactory, PersonFactory, PhotoFactory, PlaceFactory, ProgressReportFactory, ProposalFactory,
    RegistrationFactory, ResourceFactory, RoomFactory, SessionFactory, StoryFactory, UserFactory,
    VerificationFactory,
]  # fmt: skip
FACTORY_OF = {factory._meta.model: factory for factory in FACTORIES}


def row_of(model):
    """Return a row of `model`: goals, targets and regions are there from the start."""
    return model.objects.first() if model in {Goal, Target, Region} else FACTORY_OF[model]()


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def act(client, action, *rows, **posted):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **posted}
    return client.post(address(type(rows[0]), "changelist"), data, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_page_of_every_noun_opens(editor_client, model):
    row = row_of(model)
    pages = [address(model, "changelist"), address(model, "change", row.pk), address(model, "add")]

    answers = [editor_client.get(page).status_code for page in pages]

    assert answers == [200, 200, 403 if model in {Follower, Proposal} else 200]  # made on the public pages alone


@pytest.mark.parametrize("model", OTHERS, ids=lambda model: model._meta.label)
def test_every_list_of_the_libraries_opens(editor_client, model):
    assert editor_client.get(address(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_noun_can_be_searched(editor_client, model):
    row_of(model)

    assert editor_client.get(address(model, "changelist"), {"q": "no such thing"}).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_page_has_inline_style_or_script(editor_client, model):
    text = editor_client.get(address(model, "change", row_of(model).pk)).text

    assert [mark for mark in (' style="', "<style", " onclick=", "<script>") if mark in text] == []


def test_children_with_texts_open_in_the_page_of_their_parent(editor_client):
    appearance = AppearanceFactory(job_title_en="Head of the delegation")

    text = editor_client.get(address(type(appearance.session), "change", appearance.session.pk)).text

    assert "Head of the delegation" in text


def test_languages_of_one_text_stand_in_one_row():
    fields = ["title_kk", "kind", "title_en", "summary_kk", "summary_en"]

    assert side_by_side(Event, fields) == [("title_kk", "title_en"), "kind", ("summary_kk", "summary_en")]


def test_search_finds_cyrillic_in_any_case(editor_client):
    wanted = OrganisationFactory(name_en="Қоғамдық қор", publication_state=PublicationState.DRAFT)
    OrganisationFactory(name_en="Фонд земли")

    response = editor_client.get(address(type(wanted), "changelist"), {"q": "ҚОҒАМДЫҚ"})

    assert list(response.context["cl"].queryset) == [wanted]


def test_choosing_an_organisation_finds_cyrillic_in_any_case(editor_client):
    wanted = OrganisationFactory(name_en="Қоғамдық қор")
    asked = {"app_label": "partnerships", "model_name": "commitment", "field_name": "owner", "term": "қОҒАМ"}

    results = editor_client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert results == [{"id": str(wanted.pk), "text": "Қоғамдық қор"}]


def test_saving_a_page_keeps_state_and_stores_texts(editor_client):
    place = PlaceFactory(name_en="Hall")
    inline = {"rooms-TOTAL_FORMS": "0", "rooms-INITIAL_FORMS": "0"}

    editor_client.post(address(type(place), "change", place.pk), {"name_kk": "Зал", "slug": place.slug, **inline})

    place.refresh_from_db()
    assert (place.name_kk, place.name_en) == ("Зал", None)


def test_nobody_types_the_state(editor_client):
    resource = ResourceFactory(publication_state=PublicationState.DRAFT)
    posted = {
        "title_en": "Rivers", "kind": "practice", "licence": "unknown", "slug": resource.slug,
        "publication_state": "published", "tags-TOTAL_FORMS": "0", "tags-INITIAL_FORMS": "0",
    }  # fmt: skip

    editor_client.post(address(type(resource), "change", resource.pk), posted)

    resource.refresh_from_db()
    assert (resource.title_en, resource.publication_state) == ("Rivers", PublicationState.DRAFT)


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        ("draft", "submit", "submitted"),
        ("submitted", "publish", "published"),
        ("published", "withdraw", "draft"),
        ("published", "archive", "archived"),
    ],
)
def test_action_moves_between_states(editor_client, before, action, after):
    event = EventFactory(publication_state=before)

    response = act(editor_client, action, event)

    event.refresh_from_db()
    assert (event.publication_state, told(response)) == (after, ["1 item updated."])


def test_what_is_returned_says_why(editor_client):
    event = EventFactory(publication_state=PublicationState.SUBMITTED)

    act(editor_client, "send_back", event, reason="Name the source.")

    event.refresh_from_db()
    assert (event.publication_state, event.return_reason) == (PublicationState.RETURNED, "Name the source.")


def test_nothing_is_returned_without_a_reason(editor_client):
    event = EventFactory(title_en="Forum", publication_state=PublicationState.SUBMITTED)

    response = act(editor_client, "send_back", event, reason=" ")

    event.refresh_from_db()
    assert (event.publication_state, told(response)) == (
        PublicationState.SUBMITTED,
        ["Forum: Say why it is returned."],
    )


def test_a_row_that_cannot_move_does_not_hold_up_the_others(editor_client):
    draft = EventFactory(publication_state=PublicationState.DRAFT)
    published = EventFactory(title_en="Forum")

    response = act(editor_client, "publish", draft, published)

    draft.refresh_from_db()
    assert draft.publication_state == PublicationState.PUBLISHED
    assert sorted(told(response)) == ["1 item updated.", "Forum: “Forum” is Published and cannot become Published."]


def test_whoever_may_only_look_moves_nothing(client):
    viewer = UserFactory(is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_event"))
    client.force_login(viewer)
    event = EventFactory(publication_state=PublicationState.SUBMITTED)

    act(client, "publish", event)

    event.refresh_from_db()
    assert event.publication_state == PublicationState.SUBMITTED


def test_first_page_tells_what_waits_for_a_decision(editor_client):
    EventFactory(publication_state=PublicationState.SUBMITTED)
    EventFactory()
    ProgressReportFactory(state="submitted")

    response = editor_client.get(reverse("admin:index"))

    waiting = response.context["waiting"]()
    assert "Events: 1</a>" in response.text
    assert [(str(item["label"]), item["count"]) for item in waiting] == [("events", 1), ("progress reports", 1)]
    assert [editor_client.get(item["url"]).context["cl"].result_count for item in waiting] == [1, 1]


def test_first_page_tells_nothing_to_whoever_may_not_decide(client):
    EventFactory(publication_state=PublicationState.SUBMITTED)
    client.force_login(UserFactory(is_staff=True))

    assert client.get(reverse("admin:index")).context["waiting"]() == []


def test_list_costs_the_same_for_one_event_as_for_thirty(editor_client, flat_queries):
    flat_queries(lambda: EventTagFactory().event, editor_client.get, address(Event, "changelist"))


def test_user_is_added_by_e_mail_address_in_any_case(editor_client):
    posted = {
        "email": "Aigerim@Example.org", "usable_password": "true",
        "password1": "a-long-phrase-1", "password2": "a-long-phrase-1",
    }  # fmt: skip

    editor_client.post(address(User, "add"), posted)

    assert User.objects.get(email="aigerim@example.org").check_password("a-long-phrase-1")


def test_second_user_with_the_same_address_is_refused(editor_client):
    UserFactory(email="aigerim@example.org")
    posted = {
        "email": "AIGERIM@example.org", "usable_password": "true",
        "password1": "a-long-phrase-1", "password2": "a-long-phrase-1",
    }  # fmt: skip

    response = editor_client.post(address(User, "add"), posted)

    assert response.status_code == 200
    assert "Somebody with this e-mail address exists already." in response.text
