"""What the sample content holds, against the article it is drawn from; docs/sample-content.md goes line by line."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction

from events.models import Event, Session
from knowledge.models import Resource, Story
from partnerships.iati.obstacles import obstacles_of
from partnerships.iati.writer import written
from partnerships.models import Commitment, Partnership, ProgressReport
from people.models import Organisation, Person
from photos import placeholders
from photos.models import Photo
from portal.search.query import search
from reviews.models import Contribution, NationalReview
from tests.partnerships.iati import broken_rules

pytestmark = pytest.mark.django_db

UNDP_PICTURE = "UNDP Kazakhstan/Roman Kopanev"
PRESS_PICTURE = "Press office of the XI Civic Forum"
SESSION = "sustainable-platforms-with-ngos"
PLENARY = "xi-civic-forum-plenary"


@pytest.fixture(scope="module", autouse=True)
def sample(django_db_setup, django_db_blocker):
    """Load once for all tests here: each runs in a savepoint of the transaction that is rolled back in the end."""
    draw = placeholders.draw
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(placeholders, "draw", lambda seed: draw(seed, width=60, height=40))
        call_command("load_sample", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def appearances(slug):
    rows = Session.objects.get(slug=slug).appearances.order_by("position")
    return [(row.person.name, row.role, row.job_title, row.organisation.name) for row in rows]


def targets(row):
    return sorted(tag.target_id or str(tag.goal_id) for tag in row.tags.all())


def test_forum_lasts_the_one_day_that_the_article_gives():
    forum = Event.objects.get()

    assert [forum.title_en, forum.title_ru, forum.title_kk] == [
        "XI Civic Forum",
        "XI Гражданский форум",
        "XI Азаматтық форум",
    ]
    assert (forum.starts_at, forum.ends_at) == (
        datetime(2023, 10, 18, 18, tzinfo=UTC),
        datetime(2023, 10, 19, 18, tzinfo=UTC),
    )
    assert (forum.first_day, forum.last_day, forum.is_all_day) == (date(2023, 10, 19), date(2023, 10, 19), True)
    assert (forum.place.name, forum.place.region.code) == ("Astana", "KZ-71")


def test_session_has_its_moderator_and_speakers_with_the_office_of_that_day():
    assert appearances(SESSION) == [
        ("Sukhrob Khodzhimatov", "moderator", "Deputy Resident Representative", "UNDP in Kazakhstan"),
        (
            "Abzal Abdikarimov",
            "speaker",
            "Vice-Minister of National Economy",
            "Ministry of National Economy of the Republic of Kazakhstan",
        ),
        ("Guljamal Nurmuhamedova", "speaker", "Director", "Analytical Agency “Ynanch-Vepa”"),
        (
            "Raquel Lagunas",
            "speaker",
            "Global Director of Gender Equality",
            "United Nations Development Programme",
        ),
    ]


def test_plenary_has_the_one_speaker_that_the_article_names():
    assert appearances(PLENARY) == [
        ("Katarzyna Wawiernia", "speaker", "Resident Representative", "United Nations Development Programme")
    ]


def test_statements_are_summaries_by_those_who_spoke():
    statements = {
        slug: list(Session.objects.get(slug=slug).statements.order_by("position").values_list("person__slug", "kind"))
        for slug in (SESSION, PLENARY)
    }

    assert statements == {
        SESSION: [
            ("abzal-abdikarimov", "summary"),
            ("guljamal-nurmuhamedova", "summary"),
            ("raquel-lagunas", "summary"),
        ],
        PLENARY: [("katarzyna-wawiernia", "summary")],
    }


def test_people_are_shown_since_their_public_role_was_published_and_nothing_is_told_of_their_lives():
    people = Person.objects.published()

    assert set(people.values_list("consented_on", "biography", "email", "telephone", "portrait")) == {
        (date(2023, 10, 19), "", "", "", None)
    }
    assert people.count() == Person.objects.count() == 5


def test_agreement_was_signed_by_two_in_july_2021_for_the_five_countries():
    agreement = Partnership.objects.get()

    assert (agreement.signed_on, agreement.signed_precision) == (date(2021, 7, 1), "month")
    assert list(agreement.partners.order_by("position").values_list("organisation__slug", "role", "amount")) == [
        ("undp", "signatory", None),
        ("eu-delegation-kazakhstan", "signatory", None),
    ]
    assert agreement.countries == ["KZ", "KG", "TJ", "TM", "UZ"]
    assert (agreement.signed_at_session, agreement.planned_ends_on, agreement.ends_on) == (None, None, None)


def test_agreement_lacks_nothing_for_iati_but_who_reports_on_it():
    agreement, undp, on = Partnership.objects.get(), Organisation.objects.get(slug="undp"), date(2026, 11, 26)

    assert [obstacle.field for obstacle in obstacles_of(agreement, on)] == ["reporting_organisation"]
    undp.identifiers.create(scheme="XM-DAC", value="41114")
    agreement.reporting_organisation = undp
    agreement.save()
    assert broken_rules(b"".join(written(Partnership.objects.all(), on))) == []


def test_commission_has_a_civil_seat_without_names():
    commission = Organisation.objects.bodies().get()

    assert list(commission.memberships.values_list("side", "person", "member_organisation", "since", "until")) == [
        ("civil", None, None, None, None)
    ]


def test_reviews_of_2019_and_2022_each_have_the_part_of_civil_society_without_an_answer():
    reviews = NationalReview.objects.order_by("year")
    contributions = Contribution.objects.order_by("review__year")

    assert list(reviews.values_list("country", "year")) == [("KZ", 2019), ("KZ", 2022)]
    assert list(
        contributions.values_list("review__year", "side", "organisation", "answer", "led_to", "mentioned_at__slug")
    ) == [(2019, "civil", None, "", None, SESSION), (2022, "civil", None, "", None, SESSION)]


def test_water_example_leaves_empty_what_the_article_does_not_tell():
    practice = Resource.objects.get()

    assert (practice.session.slug, practice.countries) == (SESSION, ["TM"])
    assert [person.slug for person in practice.authors.all()] == ["guljamal-nurmuhamedova"]
    assert not any(
        getattr(practice, field)
        for field in ("body", "challenge", "actions_taken", "results", "enabling_factors", "constraints_met", "url")
    )


def test_story_has_the_seven_pictures_of_the_article_with_their_credits():
    pictures = Story.objects.get().photos.order_by("position")

    assert [row.photo.credit for row in pictures] == [UNDP_PICTURE] * 5 + [PRESS_PICTURE] * 2
    assert {(row.photo.is_placeholder, row.photo.licence) for row in pictures} == {(True, "unknown")}
    assert Photo.objects.count() == 7


def test_every_picture_of_the_story_is_in_the_event_once():
    pictures = Event.objects.get().photos.order_by("position")

    assert [(row.photo.slug[-1], row.session and row.session.slug) for row in pictures] == [
        ("1", None),
        ("2", SESSION),
        ("3", SESSION),
        ("4", SESSION),
        ("5", SESSION),
        ("6", None),
        ("7", None),
    ]


def test_every_noun_names_the_goals_it_serves():
    assert targets(Session.objects.get(slug=SESSION)) == ["17.17", "5.5", "6.5"]
    assert targets(Session.objects.get(slug=PLENARY)) == ["17.17"]
    assert targets(Event.objects.get()) == ["17"]
    assert targets(Partnership.objects.get()) == ["17.3", "17.6", "17.9"]
    assert targets(Organisation.objects.bodies().get()) == ["16.7", "17.14"]
    assert targets(Resource.objects.get()) == ["17.17", "6.5"]


def test_nothing_is_invented_where_the_article_is_silent():
    assert Commitment.objects.count() == 0
    assert ProgressReport.objects.count() == 0
    assert Event.objects.get().organisers.exclude(role="participant").count() == 0
    assert Session.objects.exclude(starts_at=None, ends_at=None, room=None).count() == 0
    assert set(Organisation.objects.values_list("status", "website", "founded_on")) == {("unknown", "", None)}


@pytest.mark.parametrize("spelling", ["Ynanch", "Ынанч", "ынанч-вепа"])
def test_agency_is_found_in_either_script(spelling):
    hits = search(spelling, user=AnonymousUser()).page().hits

    assert hits[0].title.replace("<mark>", "").replace("</mark>", "") == "Analytical Agency “Ynanch-Vepa”"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_row_has_a_page_that_anybody_may_read(client, language):
    pages = [Event, Session, Person, Organisation, Partnership, Resource, Story, NationalReview]
    rows = [row for model in pages for row in model.objects.all()]

    addresses = [row.get_absolute_url().replace("/en/", f"/{language}/", 1) for row in rows]

    assert {client.get(address).status_code for address in addresses} == {200}
