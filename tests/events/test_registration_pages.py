"""The pages of registering and of one's own registration: anybody may, by link alone, and nobody sees another's."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from events.models import CheckIn, Question, Registration
from events.registration.links import CONFIRM, path_of, signer
from tests.events.factories import (
    EventFactory,
    OpenEventFactory,
    QuestionFactory,
    RegistrationFactory,
    SessionSeatFactory,
    SessionWithSeatsFactory,
)
from tests.hidden import MARK, fill, leaks_in

pytestmark = pytest.mark.django_db
SENT = {
    "name": "Aigul Sample",
    "email": "aigul@example.org",
    "language": "en",
    "organisation": "",
    "access_needs": "",
    "consent": "nobody",
    "decoy": "",
}
FILES = ["qr", "pdf", "ics"]
PAGES = ["own", "confirm", "edit", "cancel"]


def form_of(event):
    return reverse("events:register", args=[event.slug])


def test_registering_by_the_form_keeps_the_registration_and_says_what_happens_next(client):
    event = OpenEventFactory()

    answer = client.post(form_of(event), SENT, follow=True)

    mine = Registration.objects.get()
    assert answer.redirect_chain == [(reverse("events:registered", args=[event.slug]), 302)]
    assert "look into your mail" in answer.text
    assert (mine.name, mine.email, mine.state, mine.consent) == (
        "Aigul Sample",
        "aigul@example.org",
        "pending",
        "nobody",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 151},
        {"name": "a\x00b"},
        {"email": "nobody"},
        {"language": "xx"},
        {"consent": "all"},
        {"access_needs": "x" * 1001},
        {"sessions": ["unknown"]},
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_the_rest_stays_as_typed(client, wrong):
    workshop = SessionWithSeatsFactory()
    typed = {**SENT, "organisation": "Fund of Water", "access_needs": "A ramp"}

    answer = client.post(form_of(workshop.event), {**typed, **wrong})

    kept = [value for name, value in typed.items() if value and name not in {*wrong, "consent", "language"}]
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(wrong)
    assert [value for value in kept if value not in answer.text] == []
    assert not Registration.objects.exists()


def test_the_form_asks_the_organisers_questions_and_for_seats_in_sessions(client):
    workshop = SessionWithSeatsFactory(title="Workshop on water", capacity=5)
    lunch = QuestionFactory(event=workshop.event, text="Lunch?", kind="yes_no", is_required=True)
    page = client.get(form_of(workshop.event)).text

    refused = client.post(form_of(workshop.event), SENT)
    client.post(form_of(workshop.event), {**SENT, f"question_{lunch.pk}": "yes", "sessions": [workshop.slug]})

    mine = Registration.objects.get()
    assert "Workshop on water" in page
    assert "5 seats left" in page
    assert "Lunch?" in page
    assert set(refused.context["form"].errors) == {f"question_{lunch.pk}"}
    assert (mine.answers.get().text, mine.seats.get().session) == ("yes", workshop)


def test_a_robot_that_fills_in_everything_is_thanked_and_forgotten(client):
    answer = client.post(form_of(OpenEventFactory()), {**SENT, "decoy": "https://spam.example"})

    assert answer.status_code == 302
    assert not Registration.objects.exists()


def test_too_many_from_one_address_wait_and_lose_nothing(client, settings):
    settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["registration"] = "2/hour"
    form = form_of(OpenEventFactory())
    for number in range(2):
        client.post(form, {**SENT, "email": f"a{number}@example.org"})

    answer = client.post(form, {**SENT, "organisation": "Fund of Water"})

    settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["registration"] = "100000/min"
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 3000
    assert "Fund of Water" in answer.text
    assert Registration.objects.count() == 2


def test_where_registration_is_closed_the_form_says_so(client):
    event = EventFactory()

    assert [client.get(form_of(event)).status_code, client.post(form_of(event), SENT).status_code] == [200, 409]
    assert not Registration.objects.exists()


@pytest.mark.parametrize("state", ["draft", "submitted", "archived"])
def test_for_what_is_not_public_nobody_registers(client, state):
    event = OpenEventFactory(publication_state=state)
    thanks = reverse("events:registered", args=[event.slug])

    answers = [client.get(form_of(event)), client.post(form_of(event), SENT), client.get(thanks)]

    assert [answer.status_code for answer in answers] == [404] * 3


def test_the_page_of_the_event_tells_how_many_seats_are_left_and_leads_to_the_form(client):
    event = OpenEventFactory(capacity=3)
    RegistrationFactory(event=event)

    page = client.get(event.get_absolute_url())

    assert "<strong>2</strong> seats left" in page.text
    assert form_of(event) in page.text
    assert not page.cookies


def test_a_full_event_offers_the_waiting_list(client):
    event = OpenEventFactory(capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, state="waitlisted")

    page = client.get(event.get_absolute_url()).text

    assert "Join the waiting list" in page
    assert "1 person waits." in page


def test_of_an_event_for_which_nobody_registers_the_page_says_nothing_of_it(client):
    assert "seat-box" not in client.get(EventFactory().get_absolute_url()).text


def test_names_are_shown_to_whom_their_owners_allowed(client):
    event = OpenEventFactory()
    mine = RegistrationFactory(event=event, name="Reader")
    for consent in Registration.Consent.values:
        RegistrationFactory(event=event, name=f"For-{consent}", consent=consent)
        RegistrationFactory(event=event, name=f"Pending-{consent}", consent=consent, state="pending")
        RegistrationFactory(event=event, name=f"Gone-{consent}", consent=consent, state="cancelled")
    waiting = RegistrationFactory(event=event, state="waitlisted")

    def shown(address):
        page = client.get(address).text
        names = [
            f"{state}-{consent}" for state in ("For", "Pending", "Gone") for consent in Registration.Consent.values
        ]
        return [name for name in names if name in page]

    assert shown(event.get_absolute_url()) == ["For-public"]
    assert shown(path_of(mine)) == ["For-participants", "For-public"]
    assert shown(path_of(waiting)) == []


@pytest.mark.parametrize("name", [*PAGES, *FILES])
def test_what_is_ones_own_is_kept_by_nobody_and_tells_no_other_site(client, name):
    state = "pending" if name == "confirm" else "confirmed"
    answer = client.get(path_of(RegistrationFactory(state=state), name))

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("name", [*PAGES, *FILES, "certificate"])
def test_without_the_signature_there_is_no_registration(client, name):
    mine, other = RegistrationFactory(), RegistrationFactory()
    guessed = [
        mine.guid.hex,
        str(mine.guid),
        mine.code,
        f"{mine.guid.hex}.",
        f"{mine.guid.hex}.{signer('own').sign(other.guid.hex).partition('.')[2]}",
        signer("another purpose").sign(mine.guid.hex),
    ]
    if name != "confirm":
        guessed.append(signer(CONFIRM).sign(mine.guid.hex))

    addresses = [reverse(f"events:ticket_{name}", args=[token]) for token in guessed]

    assert {client.get(address).status_code for address in addresses} == {404}
    assert {client.post(address).status_code for address in addresses} == {404}


def test_opening_the_link_of_the_mail_confirms_nothing_until_the_button_is_pressed(client):
    mine = RegistrationFactory(state="pending")
    address = path_of(mine, "confirm")

    client.get(address)
    mine.refresh_from_db()
    assert mine.state == "pending"

    answer = client.post(address, follow=True)
    mine.refresh_from_db()
    assert (mine.state, mine.code in answer.text) == ("confirmed", True)


def test_one_changes_what_one_said(client):
    workshop = SessionWithSeatsFactory()
    mine = RegistrationFactory(event=workshop.event, name="Aigul")
    typed = {**SENT, "name": "Aigul Changed", "consent": "public", "sessions": [workshop.slug]}

    page = client.get(path_of(mine, "edit")).text
    client.post(path_of(mine, "edit"), {**typed, "email": "other@example.org"})

    was = mine.email
    mine.refresh_from_db()
    assert 'value="Aigul"' in page
    assert (mine.name, mine.consent, mine.email, mine.seats.count()) == ("Aigul Changed", "public", was, 1)


def test_cancelling_asks_first_and_is_done_once(client):
    mine = RegistrationFactory()

    client.get(path_of(mine, "cancel"))
    mine.refresh_from_db()
    assert mine.state == "confirmed"

    client.post(path_of(mine, "cancel"))
    again = client.post(path_of(mine, "cancel"))
    mine.refresh_from_db()
    assert (mine.state, again.status_code) == ("cancelled", 302)
    assert client.get(path_of(mine, "pdf")).status_code == 404


def test_once_the_event_is_over_nothing_is_changed_or_cancelled_any_more(client):
    mine = RegistrationFactory()
    begins = timezone.now() - timedelta(days=3)
    type(mine.event).objects.filter(pk=mine.event.pk).update(starts_at=begins, ends_at=begins + timedelta(days=1))

    answers = [client.post(path_of(mine, name), SENT) for name in ("edit", "cancel")]

    mine.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert mine.state == "confirmed"
    assert path_of(mine, "cancel") not in client.get(path_of(mine)).text


def test_the_ticket_is_a_picture_a_pdf_and_a_calendar(client):
    seat = SessionSeatFactory()
    mine = seat.registration

    picture, paper, calendar = (client.get(path_of(mine, name)) for name in FILES)

    assert (picture["Content-Type"], picture.content[:5]) == ("image/svg+xml", b"<?xml")
    assert b"style=" not in picture.content
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    entries = Calendar.from_ical(calendar.content).walk("VEVENT")
    # The session has no hours: it is an entry all the same, for it takes the place of one that had.
    assert [str(entry["uid"]) for entry in entries] == [f"{row.guid}@testserver" for row in (mine.event, seat.session)]
    assert entries[0]["dtstart"].dt == mine.event.starts_at.replace(microsecond=0)


def test_a_certificate_is_for_those_who_came(client):
    mine = RegistrationFactory(language="kk", name="Әйгерім Ұлықбекқызы")
    before = client.get(path_of(mine, "certificate")).status_code
    CheckIn.objects.create(registration=mine)

    paper = client.get(path_of(mine, "certificate"))

    assert (before, paper.status_code, paper.content[:5]) == (404, 200, b"%PDF-")
    assert len(paper.content) < 200_000


def test_a_mail_of_every_kind_has_a_subject_and_tells_no_code_of_a_template():
    from events.registration.mails import message_of

    mine = SessionSeatFactory().registration
    for about in ("confirm_address", "confirmed", "moved_up", "seat_given", "waitlisted", "cancelled"):
        for language in ("kk", "ru", "en", "tg"):
            mine.language = language
            letter = message_of(about, mine)
            assert letter.subject.strip()
            assert (mine.name in letter.body) is (about != "confirm_address")
            assert "{{" not in letter.body
            assert "<" not in letter.body
            assert "&" not in letter.body
    assert mail.outbox == []


def test_the_form_is_no_address_of_the_sitemap_and_not_for_search_engines(client):
    event = OpenEventFactory()

    assert 'content="noindex"' in client.get(form_of(event)).text
    assert "registration/" not in client.get("/sitemap.xml").text


def test_neither_form_nor_offer_nor_own_page_name_what_is_hidden(client, api):
    fill()
    event = Question.objects.exclude(text_en=MARK).get().event
    mine = RegistrationFactory(event=event, state="waitlisted")

    shown = [client.get(address) for address in (form_of(event), path_of(mine), path_of(mine, "edit"))]
    shown.append(api.get(f"/api/v1/events/{event.slug}/registration/"))

    assert {answer.status_code for answer in shown} == {200}
    assert [answer for answer in shown if leaks_in(answer.content.decode())] == []


def test_the_page_of_an_event_costs_as_many_queries_with_thirty_participants_as_with_one(client, flat_queries):
    event = OpenEventFactory(capacity=100)

    flat_queries(
        lambda: RegistrationFactory(event=event, consent="public"), client.get, event.get_absolute_url(), at_most=30
    )
