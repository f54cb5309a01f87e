"""Following by mail: anybody asks, only the owner of the address confirms, sees and ends it, and nobody learns who does."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry as Trail
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone, translation

from partnerships.following import actions
from partnerships.following.actions import WAITING_AT_MOST, ask_to_follow, confirm, forget_idle, held
from partnerships.following.links import confirm_path, decline_path
from partnerships.following.purging import purge
from partnerships.models import Follow, Follower
from partnerships.models.following import REMINDERS_AT_MOST
from publishing import content_version
from tests.partnerships.factories import CommitmentFactory, FollowerFactory, FollowFactory, PartnershipFactory
from tests.people.factories import OrganisationFactory
from tests.sitemap import every_address

pytestmark = pytest.mark.django_db
SENT = {"email": "Aigul@Example.org", "language": "ru", "decoy": ""}
REGISTER = "/en/following/commitments/"
SENT_PAGE = "/en/following/sent/"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def sends(client, django_capture_on_commit_callbacks):
    """Return a function that sends a form, and the mails that follow the commit."""

    def send(address, **changed):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {**SENT, **changed})

    return send


def forms():
    """The three kinds of forms: (address, what is followed)."""
    commitment, partnership = CommitmentFactory(slug="wells"), PartnershipFactory(slug="water")
    return {
        f"{REGISTER}?goal=6": {"query": "goal=6"},
        f"{REGISTER}wells/": {"commitment": commitment},
        "/en/following/partnerships/water/": {"partnership": partnership},
    }


def test_each_of_the_three_pages_leads_to_its_form_and_has_no_cookie(client):
    wanted = forms()
    pages = ["/en/commitments/?goal=6&after=x", "/en/commitments/wells/", "/en/partnerships/water/"]

    texts = [client.get(page).text for page in pages]

    assert [address for address, text in zip(wanted, texts, strict=True) if f'href="{address}"' not in text] == []
    assert REGISTER not in client.get("/en/commitments/?progress=nonsense").text
    assert not client.cookies


def test_asking_keeps_what_is_followed_unconfirmed_and_mails_a_signed_link(client, sends):
    for address, what in forms().items():
        mail.outbox.clear()

        answer = sends(address)

        follow = Follow.objects.latest("pk")
        assert (answer.status_code, answer.url) == (302, SENT_PAGE)
        assert {name: getattr(follow, name) for name in what} == what
        assert (follow.follower.email, follow.language, follow.confirmed_at) == ("aigul@example.org", "ru", None)
        [sent] = mail.outbox
        assert sent.to == ["aigul@example.org"]
        with translation.override("ru"):
            assert f"http://testserver{confirm_path(follow)}" in sent.body
            assert f"http://testserver{decline_path(follow)}" in sent.body
        assert "{{" not in sent.body + sent.subject
    assert Follower.objects.count() == 1
    assert client.get(SENT_PAGE).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email": "nobody"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a@example.org\x00"},
        {"email": "x" * 250 + "@example.org"},
        {"language": "xx"},
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_sent(sends, wrong):
    answer = sends(REGISTER, **wrong)

    assert (answer.status_code, set(answer.context["form"].errors)) == (200, set(wrong))
    assert (Follower.objects.count(), mail.outbox) == (0, [])


@pytest.mark.parametrize(
    "query",
    ["progress=nonsense", "goal=99", "due_since=someday", "organisation=nobody", "q=" + "x" * 1001, "partnership=%00"],
)
def test_filters_that_the_register_does_not_take_are_refused(client, query):
    answers = [client.get(f"{REGISTER}?{query}"), client.post(f"{REGISTER}?{query}", SENT)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert not Follow.objects.exists()


def test_filters_are_kept_in_one_spelling_and_told_in_words(client, sends):
    owner = OrganisationFactory(name_en="Fund of Water", slug="fund")
    owner.slug = "fund-of-water"
    owner.save()
    asked = "organisation=fund&goal=17&goal=6&goal=6&after=cursor&utm=x&q=dig++wells&country=KZ&due_since=2027-01-02"

    page = client.get(f"{REGISTER}?{asked}")
    sends(f"{REGISTER}?{asked}")
    sends(f"{REGISTER}?{Follow.objects.get().query}")

    kept = Follow.objects.get().query
    assert kept == "q=dig+wells&organisation=fund-of-water&country=KZ&due_since=2027-01-02&goal=6&goal=17"
    words = page.context["subject"].words
    assert words[:4] == ["Search: dig wells", "Fund of Water", "Kazakhstan", "Due from: 2 January 2027"]
    assert [word.partition(".")[0] for word in words[4:]] == ["6", "17"]
    assert [word for word in words if word not in page.text] == []


def test_the_first_mail_says_no_word_that_was_typed(sends):
    sends(f"{REGISTER}?q=spam.example&partnership=spam-example&target=6.1&country=KZ", language="en")

    [sent] = mail.outbox
    assert "(Kazakhstan · …)" in sent.body
    assert [typed for typed in ("spam", "6.1") if typed in sent.body + sent.subject] == []


@pytest.mark.parametrize("known", [None, "waiting", "confirmed"])
def test_the_answer_never_tells_whether_an_address_is_known(client, sends, known):
    if known:
        follower = FollowerFactory(email="aigul@example.org")
        waiting = {"confirmed_at": None} if known == "waiting" else {}
        FollowFactory(follower=follower, **waiting)

    answer = sends(REGISTER)

    assert (answer.status_code, answer.url, answer.content) == (302, SENT_PAGE, b"")
    assert "Set-Cookie" not in answer.headers
    assert [one.to for one in mail.outbox] == [["aigul@example.org"]]
    is_asked = any("/following/confirm/" in one.body for one in mail.outbox)
    assert is_asked is (known != "confirmed")


def days_later(days):
    """Nothing is typed for so many days: what was mailed was mailed so much earlier."""
    Follower.objects.update(mailed_at=F("mailed_at") - timedelta(days=days))


def test_nobody_fills_a_strangers_mailbox(sends):
    addresses = [f"{REGISTER}?goal={goal}" for goal in range(1, 12)]
    mails_by_day = []

    for _day in range(5):
        mail.outbox.clear()
        for address in addresses + addresses:
            sends(address)
        mails_by_day.append(len(mail.outbox))
        days_later(1)

    # One for each of what waits; then one a day, for all of it together, and no more than three until one is confirmed.
    assert Follow.objects.count() == WAITING_AT_MOST
    assert mails_by_day == [WAITING_AT_MOST, 1, 1, 1, 0]


def test_an_address_follows_fifty_things_at_most(sends, monkeypatch):
    monkeypatch.setattr(actions, "FOLLOWED_AT_MOST", 3)
    follower = FollowFactory(follower__email="aigul@example.org").follower
    FollowFactory(follower=follower, query="goal=1")

    for goal in (2, 3):
        sends(f"{REGISTER}?goal={goal}")

    assert set(follower.follows.values_list("query", flat=True)) == {"", "goal=1", "goal=2"}
    assert len(mail.outbox) == 1


def test_who_confirms_is_told_again_on_other_days_but_not_for_ever(sends):
    sends(REGISTER, language="en")
    confirm(follow=Follow.objects.get())
    mail.outbox.clear()

    for _day in range(5):
        sends(REGISTER, language="en")
        days_later(1)

    assert ["already" in one.subject for one in mail.outbox] == [True] * REMINDERS_AT_MOST


def test_a_robot_is_thanked_and_too_many_wait_with_all_they_wrote(client, sends, settings):
    robot = sends(REGISTER, decoy="https://spam.example")
    settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["follow"] = "1/hour"
    sends(REGISTER)

    late = sends(f"{REGISTER}?goal=6", email="other@example.org")

    settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["follow"] = "100000/min"
    assert (robot.status_code, late.status_code) == (302, 429)
    assert int(late["Retry-After"]) > 3000
    assert "other@example.org" in late.text
    assert Follow.objects.count() == 1


def test_what_is_not_public_is_followed_by_nobody_staff_included(client, editor_client):
    CommitmentFactory(slug="unseen", publication_state="draft")
    PartnershipFactory(slug="unseen", publication_state="draft")
    CommitmentFactory(slug="hidden-owner", owner=OrganisationFactory(slug="hidden", publication_state="draft"))
    addresses = [f"{REGISTER}unseen/", f"{REGISTER}hidden-owner/", "/en/following/partnerships/unseen/"]

    for browser in (client, editor_client):
        answers = [browser.get(address) for address in addresses] + [browser.post(one, SENT) for one in addresses]
        assert {answer.status_code for answer in answers} == {404}
        assert browser.get(f"{REGISTER}?organisation=hidden").status_code == 400
    assert not Follow.objects.exists()


def test_the_form_alone_has_a_cookie_is_kept_by_nobody_and_refuses_forgery(client):
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(REGISTER)

    forged = Client(enforce_csrf_checks=True).post(REGISTER, SENT)
    ours = strict.post(REGISTER, {**SENT, "csrfmiddlewaretoken": str(page.context["csrf_token"])})

    assert (forged.status_code, ours.status_code) == (403, 302)
    assert "no-store" in page["Cache-Control"]
    assert 'content="noindex"' in page.text
    assert not client.get(SENT_PAGE).cookies
    assert [path for path in every_address(client) if "/following/" in path] == []


def test_a_former_address_leads_to_the_form_at_the_present_one(client):
    commitment = CommitmentFactory(slug="wells")
    commitment.slug = "deep-wells"
    commitment.save()

    assert client.get(f"{REGISTER}wells/").url == f"{REGISTER}deep-wells/"


def test_what_nobody_confirmed_is_deleted_and_who_follows_nothing_too(capsys):
    old, young, known = (FollowFactory(confirmed_at=None) for _ in range(3))
    FollowFactory(follower=known.follower, query="goal=6")
    Follow.objects.filter(pk__in=[old.pk, known.pk]).update(created_at=timezone.now() - timedelta(days=8))
    FollowFactory(commitment=CommitmentFactory()).commitment.delete()

    number = purge(timezone.now())

    assert number == 2
    assert set(Follower.objects.all()) == {young.follower, known.follower}
    assert not Follow.objects.filter(pk__in=[old.pk, known.pk]).exists()


def test_who_asks_while_their_idle_address_is_deleted_stays():
    follower = FollowerFactory(email="aigul@example.org")

    with transaction.atomic():
        again = held("aigul@example.org", "en")
        FollowFactory(follower=again)
        forgotten = forget_idle(Follower.objects.all())

    assert (again, forgotten) == (follower, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"query": "goal=6", "commitment": True},
        {"confirmed_at": timezone.now(), "told_until": None},
        {"confirmed_at": None, "told_until": timezone.now()},
        {"query": "goal=17"},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong):
    follower = FollowFactory(query="goal=17").follower
    fields = {**wrong, **({"commitment": CommitmentFactory()} if "commitment" in wrong else {})}

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowFactory(follower=follower, **fields)


def test_an_address_that_is_none_is_refused_whoever_asks():
    with pytest.raises(ValidationError):
        ask_to_follow(email="a@example.org", language="xx", query="")
    assert not Follow.objects.exists()


def test_following_makes_no_page_anew_and_leaves_no_trail(sends):
    before, trail = content_version.current(), Trail.objects.count()

    sends(REGISTER)
    confirm(follow=Follow.objects.get())

    assert (content_version.current(), Trail.objects.count()) == (before, trail)
