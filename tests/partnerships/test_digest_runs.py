"""Running the command: killed, twice at once, without a mail server, for many; what it costs."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from partnerships.following import digests
from partnerships.following.actions import end
from partnerships.following.digests import send_digests
from partnerships.following.links import own_path
from partnerships.following.mails import send as ask
from partnerships.following.noticing import notice
from partnerships.models import Development, Follow, Follower
from publishing.gathering import gathered
from tests.partnerships.digesting import DAY, NOW, follows, made, sent
from tests.partnerships.factories import (
    AssessmentFactory,
    FollowerFactory,
    FollowFactory,
    PartnershipFactory,
    ProgressReportFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "aigul@example.org"


@pytest.fixture
def killed(monkeypatch):
    """Return a function that sends digests until the process is killed at one step of the first letter."""

    class Killed(BaseException):
        pass

    def run(step, at):
        def die(*args, **kwargs):
            raise Killed

        with monkeypatch.context() as patched:
            patched.setattr(digests, step, die)
            with pytest.raises(Killed):
                send_digests(at)
        return list(mail.outbox)

    return run


@pytest.mark.parametrize(("step", "went", "again"), [("claim", 0, 1), ("letter", 0, 0), ("tick_off", 1, 0)])
def test_killed_at_any_step_and_run_again_nobody_gets_two_and_nothing_is_lost(killed, step, went, again):
    follows()
    made(title="Dig wells")

    before = killed(step, NOW + DAY)
    rerun = sent(at=NOW + DAY)
    next_week = sent(at=NOW + 8 * DAY)

    # Claimed before it went, ticked off after: what may not have been told is told the week after.
    assert [len(before), len(rerun), len(next_week)] == [went, again, 1 - again]
    assert ["Dig wells" in one.body for one in before + rerun + next_week] == [True] * (went + 1)


def test_two_commands_at_once_send_one(monkeypatch):
    follows()
    made()
    claim, inner = digests.claim, []

    def claim_while_another_runs(follower, on):
        monkeypatch.setattr(digests, "claim", claim)
        inner.append(send_digests(NOW + DAY))
        return claim(follower, on)

    monkeypatch.setattr(digests, "claim", claim_while_another_runs)
    outer = send_digests(NOW + DAY)

    assert (inner, outer, len(mail.outbox)) == ([(1, 0)], (0, 0), 1)


def test_who_ends_it_while_digests_are_sent_gets_none(monkeypatch):
    follower = follows().follower
    made()
    claim = digests.claim

    def claim_after_the_end(one, on):
        end(follower=follower)
        return claim(one, on)

    monkeypatch.setattr(digests, "claim", claim_after_the_end)

    assert sent() == []


def test_what_the_server_does_not_take_is_sent_the_next_time_and_the_others_get_theirs(monkeypatch):
    first, second = follows().follower, follows(follower__language="kk").follower
    made()
    letter = digests.letter

    def refused(about, follower, *args, **told):
        message = letter(about, follower, *args, **told)
        if follower == first:
            monkeypatch.setattr(message, "send", lambda: (_ for _ in ()).throw(ConnectionRefusedError))
        return message

    with monkeypatch.context() as broken:
        broken.setattr(digests, "letter", refused)
        went = [one.to for one in sent()]
    later = [one.to for one in sent()]

    assert (went, later) == ([[second.email]], [[first.email]])


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (SMTPRecipientsRefused({ADDRESS: (550, b"No " + ADDRESS.encode())}), "SMTPRecipientsRefused 550"),
        (SMTPDataError(554, ADDRESS.encode()), "SMTPDataError 554"),
        (ConnectionRefusedError(111, ADDRESS), "ConnectionRefusedError 111"),
        (SMTPServerDisconnected(ADDRESS), "SMTPServerDisconnected"),
    ],
)
def test_what_the_server_says_of_an_address_stands_in_no_log_and_no_result_of_a_task(monkeypatch, caplog, error, why):
    follow = follows(follower__email=ADDRESS)
    made()
    monkeypatch.setattr(EmailMessage, "send", lambda message: (_ for _ in ()).throw(error))

    counted = send_digests(NOW + DAY)
    asked = ask.enqueue(follow.pk)

    kept = [caplog.text, *(one.traceback for one in asked.errors)]
    assert (counted, asked.status) == ((0, 1), "FAILED")
    assert [f": {why}\n" in text for text in kept] == [True, True]
    assert [text for text in kept if ADDRESS in text] == []


def test_long_news_are_counted(monkeypatch):
    monkeypatch.setattr(digests, "TOLD_AT_MOST", 2)
    follows()
    with gathered():
        for _ in range(5):
            made()

    [digest] = sent()

    assert digest.body.count("New commitment") == 2
    assert "And 3 more things:\nhttp://testserver/en/commitments/\n" in digest.body


def test_noticing_twice_notices_once_and_thirty_cost_as_much_as_one(count_queries):
    def noticing(number, at):
        with gathered():
            for _ in range(number):
                AssessmentFactory(commitment=ProgressReportFactory().commitment)
        return count_queries(notice, at)

    one, thirty = noticing(1, NOW), noticing(30, NOW + DAY)
    notice(NOW + 2 * DAY)

    assert one == thirty
    assert Development.objects.count() == 31 * 3


def test_a_batch_of_followers_costs_as_many_queries_for_thirty_as_for_one_who_hear_nothing(flat_queries):
    commitment, partnership = made(), PartnershipFactory()
    told = NOW + 100 * DAY  # after all that is to be told

    def one_more():
        follower = FollowerFactory()
        for what in ({"commitment": commitment}, {"partnership": partnership}, {"query": "goal=6"}, {}):
            FollowFactory(follower=follower, confirmed_at=told, **what)

    made()
    flat_queries(one_more, send_digests, NOW + DAY, at_most=20)


def test_each_letter_costs_two_queries(count_queries):
    def letters(number):
        for _ in range(number):
            follows(query="country=KZ")
        made(owner__country="KZ")
        Follower.objects.update(digest_on=None)
        return count_queries(send_digests, timezone.now() + DAY)

    few, many = letters(1), letters(5)

    assert len(mail.outbox) == 7
    assert many - few == 5 * 2


def test_the_command_sends_purges_and_says_how_many(capsys):
    follows()
    made()
    FollowFactory(confirmed_at=None)
    Follow.objects.filter(confirmed_at=None).update(created_at=NOW - 8 * DAY)

    call_command("send_digests")

    told = "1 digests sent, 0 not taken by the mail server, 1 unconfirmed wishes to follow deleted.\n"
    assert capsys.readouterr().out == told
    assert Client().get(own_path(Follower.objects.get())).status_code == 200
