"""Old addresses lead to where a row is now, for every noun, on pages and in the API, and reveal nothing."""

import pytest
from django.urls import reverse

from config.api import ENDPOINTS
from people.models import Organisation
from publishing.former_slugs import row_at
from publishing.models import FormerSlug, PublicationState
from publishing.reading import identity_of
from publishing.slugs import unique_slug
from tests.config.api_rows import ROWS
from tests.events.factories import EventFactory, SessionFactory
from tests.knowledge.factories import ResourceFactory, StoryFactory
from tests.partnerships.factories import CommitmentFactory, PartnershipFactory
from tests.people.factories import MembershipFactory, OrganisationFactory, PersonFactory
from tests.reviews.factories import NationalReviewFactory

pytestmark = pytest.mark.django_db
WITH_PAGES = [
    OrganisationFactory, PersonFactory, EventFactory, SessionFactory, PartnershipFactory, CommitmentFactory,
    ResourceFactory, StoryFactory, NationalReviewFactory,
]  # fmt: skip
BY_SLUG = [name for name, viewset in ENDPOINTS.items() if identity_of(viewset.queryset.model) == "slug"]


def renamed(row, slug="new-name"):
    row.slug = slug
    row.save()
    return row


def api_address(name, slug):
    return reverse(f"api:{name}-detail", args=[slug])


@pytest.mark.parametrize("factory", WITH_PAGES)
def test_the_old_page_of_every_noun_leads_to_the_new_one_with_language_and_query(client, factory):
    row = factory(slug="old-name")
    old = row.get_absolute_url().replace("/en/", "/kk/")
    new = renamed(row).get_absolute_url().replace("/en/", "/kk/")

    answer = client.get(old, {"print": "1"})

    assert (answer.status_code, answer["Location"]) == (301, f"{new}?print=1")
    assert client.head(old).status_code == 301
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("name", BY_SLUG)
def test_the_old_api_address_of_every_noun_leads_to_the_new_one_with_its_query(api, name):
    row = ROWS[name](slug="old-name")
    renamed(row)

    answer = api.get(api_address(name, "old-name"), {"lang": "kk"})

    new = f"http://testserver{api_address(name, 'new-name')}?lang=kk"
    assert (answer.status_code, answer["Location"]) == (301, new)
    assert api.head(api_address(name, "old-name")).status_code == 301
    assert api.get(answer["Location"]).json()["slug"] == "new-name"


def test_a_redirect_is_asked_for_each_time_so_that_it_can_end(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    row = OrganisationFactory(slug="old-name")
    old = row.get_absolute_url()
    renamed(row)

    first = client.get(old)
    renamed(row, "old-name")

    assert (first.status_code, first["Cache-Control"]) == (301, "no-cache")
    assert client.get(old).status_code == 200


def test_every_name_that_a_row_had_leads_to_the_last(client):
    row = OrganisationFactory(slug="first")
    first = row.get_absolute_url()
    second = renamed(row, "second").get_absolute_url()
    third = renamed(row, "third").get_absolute_url()

    assert [client.get(address)["Location"] for address in (first, second)] == [third, third]


def test_a_session_is_found_by_the_old_names_of_the_event_and_of_itself(client):
    session = SessionFactory(slug="old-session", event=EventFactory(slug="old-event"))
    renamed(session, "new-session")
    renamed(session.event, "new-event")
    new = reverse("events:session", args=["new-event", "new-session"])

    old = [("old-event", "old-session"), ("old-event", "new-session"), ("new-event", "old-session")]
    answers = [client.get(reverse("events:session", args=pair)) for pair in old]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(301, new)] * 3


def test_a_session_is_not_found_under_an_event_that_it_never_belonged_to(client):
    session = renamed(SessionFactory(slug="old-session"), "new-session")
    other = EventFactory()

    pairs = [(other.slug, "old-session"), (other.slug, "new-session"), ("nowhere", session.slug)]

    assert [client.get(reverse("events:session", args=pair)).status_code for pair in pairs] == [404] * 3


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.ARCHIVED])
def test_what_the_visitor_may_not_see_is_not_revealed_by_its_old_address(client, api, editor_client, state):
    row = OrganisationFactory(slug="old-name")
    old = row.get_absolute_url()
    row.publication_state = state
    new = renamed(row).get_absolute_url()

    page, answer = client.get(old), api.get(api_address("organisations", "old-name"))

    assert (page.status_code, answer.status_code) == (404, 404)
    assert "new-name" not in page.text + answer.content.decode()
    assert editor_client.get(old)["Location"] == new


def test_a_session_of_a_hidden_event_is_not_revealed_by_its_old_address(client):
    session = SessionFactory(slug="old-session", event__publication_state=PublicationState.DRAFT)
    old = session.get_absolute_url()
    renamed(session)

    assert client.get(old).status_code == 404


def test_the_row_that_has_the_slug_today_comes_first(client):
    first = renamed(OrganisationFactory(slug="shared"), "moved")
    second = OrganisationFactory(slug="shared", name="The second")

    shown = client.get(second.get_absolute_url())
    renamed(second, "moved-too")
    led_to = client.get(reverse("people:organisation", args=["shared"]))

    assert shown.context["object"] == second
    assert led_to["Location"] == second.get_absolute_url() != first.get_absolute_url()


def test_a_hidden_row_that_took_the_slug_hides_the_one_that_had_it(client):
    renamed(OrganisationFactory(slug="shared"), "moved")
    OrganisationFactory(slug="shared", publication_state=PublicationState.DRAFT)

    assert client.get(reverse("people:organisation", args=["shared"])).status_code == 404


def test_a_row_that_takes_its_own_name_back_is_at_home_there(client):
    row = renamed(renamed(OrganisationFactory(slug="first"), "second"), "first")

    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(reverse("people:organisation", args=["second"]))["Location"] == row.get_absolute_url()


def test_nothing_is_written_at_an_old_address_and_the_answer_names_the_new_one(api_as_editor):
    renamed(OrganisationFactory(slug="old-name", name="As it was"))
    old, new = api_address("organisations", "old-name"), api_address("organisations", "new-name")

    answers = [
        api_as_editor.patch(old, {"name": "Changed"}),
        api_as_editor.delete(old),
        api_as_editor.post(f"{old}archive/"),
    ]

    told = {"code": "moved", "detail": f"This is now at http://testserver{new}.", "attr": None}
    assert [(answer.status_code, answer.json()["errors"]) for answer in answers] == [(404, [told])] * 3
    assert Organisation.objects.get(slug="new-name").name_en == "As it was"
    assert Organisation.objects.get(slug="new-name").is_published


def test_who_may_not_write_is_not_told_where_a_hidden_row_is(api):
    row = OrganisationFactory(slug="old-name", publication_state=PublicationState.DRAFT)
    renamed(row)

    answer = api.patch(api_address("organisations", "old-name"), {"name": "Changed"})

    assert answer.status_code == 401
    assert "new-name" not in answer.content.decode()


def test_a_filter_understands_an_old_name_on_page_and_api(client, api):
    member = MembershipFactory(organisation=renamed(OrganisationFactory(slug="old-name")))
    MembershipFactory()

    page = client.get(reverse("people:people"), {"organisation": "old-name"})
    answer = api.get(reverse("api:memberships-list"), {"organisation": "old-name"})

    assert list(page.context["object_list"]) == [member.person]
    assert [row["id"] for row in answer.json()["results"]] == [member.pk]


def test_a_filter_does_not_reveal_a_hidden_row_by_its_old_name(api):
    renamed(OrganisationFactory(slug="old-name", publication_state=PublicationState.DRAFT))

    answers = [api.get(reverse("api:memberships-list"), {"organisation": name}) for name in ("old-name", "no-name")]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].json()["errors"][0]["code"] == answers[1].json()["errors"][0]["code"]


def test_a_reference_by_an_old_name_is_written_to_the_row_of_today(api_as_editor):
    parent = renamed(OrganisationFactory(slug="old-name"))
    child = OrganisationFactory()

    api_as_editor.patch(api_address("organisations", child.slug), {"parent": "old-name"})

    child.refresh_from_db()
    assert child.parent == parent


def test_a_former_slug_of_another_row_is_not_given_out_again():
    row = renamed(OrganisationFactory(slug="green-earth", name="Green Earth"))
    newcomer = OrganisationFactory(name="Green Earth")

    assert newcomer.slug == "green-earth-2"
    assert unique_slug(row) == "green-earth"


def test_a_slug_changed_in_the_admin_is_kept(editor_client):
    row = OrganisationFactory(slug="old-name")
    address = reverse("admin:people_organisation_change", args=[row.pk])
    form = editor_client.get(address).context["adminform"].form
    inlines = ("other_names", "identifiers", "tags", "memberships", "verifications", "verifications-2")
    counts = {f"{name}-{total}_FORMS": "0" for name in inlines for total in ("TOTAL", "INITIAL")}
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}

    editor_client.post(address, {**values, **counts, "slug": "new-name"})

    row.refresh_from_db()
    assert row.slug == "new-name"
    assert list(FormerSlug.objects.values_list("kind", "slug", "key")) == [("people.organisation", "old-name", row.pk)]


def test_a_slug_that_is_not_saved_is_not_kept():
    row = OrganisationFactory(slug="old-name")
    row.slug = "never-saved"

    row.save(update_fields=["country"])

    assert FormerSlug.objects.count() == 0


def test_the_old_addresses_of_a_deleted_row_lead_nowhere(client):
    row = renamed(OrganisationFactory(slug="old-name"))

    row.delete()

    assert FormerSlug.objects.count() == 0
    assert row_at(Organisation.objects.all(), "old-name") is None
