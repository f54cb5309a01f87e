"""Reporting a mistake: anybody may, nobody loses what they wrote, only staff read it, and whoever asks is answered."""

import pytest
from auditlog.models import LogEntry
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from publishing import content_version
from registry.actions import decide
from registry.models import Mistake
from tests.people.factories import OrganisationFactory
from tests.registry.factories import MistakeFactory
from tests.sitemap import every_address

pytestmark = pytest.mark.django_db
SENT = {"about": "address", "text": "It has moved.", "evidence": "", "email": "", "decoy": ""}
LISTED = "admin:registry_mistake_changelist"


@pytest.fixture
def organisation():
    return OrganisationFactory(slug="agency", name_en="Agency", name_ru="Агентство")


@pytest.fixture
def form(organisation):
    return reverse("registry:report", args=["agency"])


def page_of(mistake):
    return reverse("admin:registry_mistake_change", args=[mistake.pk])


def test_a_report_is_kept_for_staff_and_the_reader_told_what_happens_next(client, organisation, form):
    answer = client.post(form, {**SENT, "evidence": "register.example.org/1"}, follow=True)

    report = Mistake.objects.get()
    assert answer.redirect_chain == [(reverse("registry:reported", args=["agency"]), 302)]
    assert "What happens next" in answer.text
    assert (report.organisation, report.about, report.text) == (organisation, "address", "It has moved.")
    assert (report.evidence, report.email, report.language, report.state) == (
        "https://register.example.org/1", "", "en", "open",
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 2001},
        {"text": "a\x00b"},
        {"about": "weather"},
        {"about": ""},
        {"evidence": "javascript:alert(1)"},
        {"email": "nobody"},
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_the_rest_stays_as_typed(client, form, wrong):
    typed = {
        "about": "name",
        "text": "Its name has changed",
        "evidence": "https://example.org/x",
        "email": "a@b.example",
    }

    answer = client.post(form, {**typed, **wrong})

    kept = [value for name, value in typed.items() if name not in wrong]
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(wrong)
    assert [value for value in kept if value not in answer.text] == []
    assert not Mistake.objects.exists()


def test_a_robot_that_fills_in_everything_is_thanked_and_forgotten(client, form):
    answer = client.post(form, {**SENT, "decoy": "https://spam.example"})

    assert answer.status_code == 302
    assert not Mistake.objects.exists()


def test_the_sixth_report_of_an_hour_waits_and_loses_nothing(client, form):
    for _ in range(5):
        client.post(form, SENT)

    answer = client.post(form, {**SENT, "text": "A sixth thing", "email": "aigul@example.org"})
    elsewhere = client.post(form, SENT, REMOTE_ADDR="192.0.2.7")

    assert answer.status_code == 429
    assert 3500 < int(answer["Retry-After"]) <= 3600
    assert "send it again in 60 minutes" in answer.text
    assert "A sixth thing" in answer.text
    assert 'value="aigul@example.org"' in answer.text
    assert elsewhere.status_code == 302
    assert Mistake.objects.count() == 6


def test_correcting_a_slip_does_not_count_as_a_report(client, form):
    for _ in range(9):
        client.post(form, {**SENT, "text": ""})

    assert client.post(form, SENT).status_code == 302


@pytest.mark.parametrize("state", ["draft", "submitted", "archived"])
def test_of_what_is_not_public_nothing_can_be_reported(client, organisation, form, state):
    type(organisation).objects.update(publication_state=state)
    thanks = reverse("registry:reported", args=["agency"])

    answers = [client.get(form), client.post(form, SENT), client.get(thanks)]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert not Mistake.objects.exists()


def test_the_page_of_the_organisation_leads_to_the_form(client, organisation, form):
    assert f'href="{form}"' in client.get(organisation.get_absolute_url()).text


@pytest.mark.parametrize("language", ["kk", "ru", "en", "ky"])
def test_the_form_answers_in_every_language(client, organisation, language):
    with translation.override(language):
        address = reverse("registry:report", args=["agency"])

    assert client.get(address).status_code == 200


def test_only_the_page_of_the_form_has_a_cookie_and_it_is_kept_for_nobody(client, organisation, form, settings):
    settings.PAGE_CACHE_SECONDS = 60
    client.get(organisation.get_absolute_url())
    client.get(reverse("registry:reported", args=["agency"]))
    before = dict(client.cookies)

    pages = [client.get(form), Client().get(form)]

    assert before == {}
    assert {page.cookies["csrftoken"]["max-age"] for page in pages} == {""}
    assert len({page.cookies["csrftoken"].value for page in pages}) == 2
    assert {"no-store", "private"} <= set(pages[0]["Cache-Control"].split(", "))


def test_a_form_sent_from_elsewhere_is_refused(organisation, form):
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(form)

    forged = Client(enforce_csrf_checks=True).post(form, SENT)
    ours = strict.post(form, {**SENT, "csrfmiddlewaretoken": str(page.context["csrf_token"])})

    assert (forged.status_code, ours.status_code) == (403, 302)
    assert Mistake.objects.count() == 1


def test_search_engines_are_kept_from_the_form(client, organisation, form):
    assert '<meta name="robots" content="noindex">' in client.get(form).text
    assert [path for path in every_address(client) if "report" in path] == []


def test_reports_are_public_nowhere(client, api, organisation, form):
    MistakeFactory(organisation=organisation, text="Unheard words", email="secret@example.org")
    pages = [client.get(organisation.get_absolute_url()), client.get(form), api.get("/api/v1/organisations/")]

    assert [page for page in pages if "Unheard" in page.text or "secret@" in page.text] == []
    assert not Mistake.objects.published().exists()


def test_a_report_makes_no_page_anew(client, form):
    before = content_version.current()

    client.post(form, SENT)

    assert content_version.current() == before


def test_the_form_costs_the_same_for_thirty_reports(client, organisation, form, flat_queries):
    flat_queries(lambda: MistakeFactory(organisation=organisation), client.get, form)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "rejected", "decided_at": timezone.now()},
        {"state": "accepted"},
        {"decided_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        MistakeFactory(**wrong)


def test_a_report_is_decided_once(editor):
    report = MistakeFactory()
    decide(mistake=report, state="accepted", answer="", user=editor)

    with pytest.raises(ValidationError):
        decide(mistake=report, state="rejected", answer="No", user=editor)

    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("accepted", editor)


@pytest.fixture
def decided(editor, django_capture_on_commit_callbacks):
    """Return a function that decides a report, with what follows the commit."""

    def run(report, state, answer=""):
        with django_capture_on_commit_callbacks(execute=True):
            decide(mistake=report, state=state, answer=answer, user=editor)
        report.refresh_from_db()
        return report

    return run


def test_whoever_left_an_address_is_answered_in_their_language_and_the_address_deleted(organisation, decided):
    report = MistakeFactory(organisation=organisation, email="aigul@example.org", language="ru")

    decided(report, "rejected", "The register says <otherwise> & so do we.")

    [sent] = mail.outbox
    assert sent.to == ["aigul@example.org"]
    assert "«Агентство»" in sent.subject or "“Агентство”" in sent.subject
    assert "The register says <otherwise> & so do we." in sent.body
    assert "http://testserver/ru/organisations/agency/" in sent.body
    assert (report.email, report.text) == ("", "It has moved to another street.")


def test_nobody_is_written_to_who_left_no_address(decided):
    assert decided(MistakeFactory(), "accepted").state == "accepted"
    assert mail.outbox == []


def test_an_answer_that_the_mail_server_does_not_take_can_be_sent_again(decided, editor_client, monkeypatch):
    def refuse(*args):
        raise ConnectionRefusedError

    report = MistakeFactory(email="aigul@example.org")
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        decided(report, "accepted")
    kept = report.email

    editor_client.post(reverse(LISTED), {"action": "answer_again", "_selected_action": [report.pk]})

    report.refresh_from_db()
    assert (kept, report.email, report.state) == ("aigul@example.org", "", "accepted")
    assert len(mail.outbox) == 1


def test_the_audit_trail_keeps_nothing_of_what_a_reader_wrote(decided):
    report = MistakeFactory(text="Unheard words", evidence="https://example.org/unheard", email="unheard@example.org")

    decided(report, "accepted", "Thank you")

    told = str([entry.changes for entry in LogEntry.objects.get_for_object(report)])
    assert "accepted" in told
    assert "nheard" not in told


def test_staff_accept_a_report_on_its_page(editor_client, editor):
    report = MistakeFactory(text="Private words")

    page = editor_client.get(page_of(report))
    editor_client.post(page_of(report), {"answer": "Put right.", "decision": "accepted"})

    report.refresh_from_db()
    assert "Private words" in page.text
    assert (report.state, report.answer, report.decided_by) == ("accepted", "Put right.", editor)
    assert (report.text, report.about) == ("Private words", "address")


def test_rejecting_wants_an_answer(editor_client):
    report = MistakeFactory()

    page = editor_client.post(page_of(report), {"answer": " ", "decision": "rejected"})

    report.refresh_from_db()
    assert "Say why it is rejected." in page.text
    assert report.state == "open"


def test_staff_decide_several_in_the_list(editor_client):
    rows = [MistakeFactory(), MistakeFactory()]
    sent = {"action": "reject", "_selected_action": [row.pk for row in rows]}

    without = editor_client.post(reverse(LISTED), sent, follow=True)
    still_open = Mistake.objects.open().count()
    editor_client.post(reverse(LISTED), {**sent, "answer": "The register says so."})

    assert "Say why it is rejected." in without.text
    assert still_open == 2
    assert [row.answer for row in Mistake.objects.filter(state="rejected")] == ["The register says so."] * 2


def test_deciding_needs_the_permission_to_change(client, staff_who_may):
    report = MistakeFactory()
    client.force_login(staff_who_may("view_mistake"))

    page = client.get(page_of(report))
    client.post(page_of(report), {"answer": "", "decision": "accepted"})
    client.post(reverse(LISTED), {"action": "accept", "_selected_action": [report.pk]})

    report.refresh_from_db()
    assert 'name="decision"' not in page.text
    assert report.state == "open"


def test_open_reports_wait_on_the_first_page_of_the_panel(editor_client):
    MistakeFactory()
    MistakeFactory(state="accepted", decided_at=timezone.now())

    waiting = editor_client.get(reverse("admin:index")).context["waiting"]()

    assert [(str(item["label"]), item["count"]) for item in waiting] == [("reported mistakes", 1)]
    assert list(editor_client.get(waiting[0]["url"]).context["cl"].queryset) == list(Mistake.objects.open())


def test_pages_of_the_panel_cost_the_same_for_thirty_reports(editor_client, flat_queries):
    report = MistakeFactory()

    def read():
        editor_client.get(reverse(LISTED))
        editor_client.get(page_of(report))

    flat_queries(MistakeFactory, read, at_most=40)
