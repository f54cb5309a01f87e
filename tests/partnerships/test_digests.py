"""The digests: what is new and public, to each address once a week at most, whatever happens to the process."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from partnerships.following import digests
from partnerships.following.actions import confirm, end
from partnerships.following.digests import send_digests
from partnerships.following.links import own_path
from partnerships.following.noticing import notice
from partnerships.models import Commitment, Development, Follow, Follower, ProgressReport
from publishing.gathering import gathered
from tests.hidden import fill, leaks_in
from tests.partnerships.factories import (
    AssessmentFactory,
    CommitmentFactory,
    CommitmentTagFactory,
    FollowerFactory,
    FollowFactory,
    PartnershipFactory,
    ProgressReportFactory,
)
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def follows():
    """Return a function that lets somebody follow, told until now of all that there is by now."""

    def make(**what):
        notice(NOW)
        return FollowFactory(confirmed_at=NOW, **what)

    return make


def sent(at=NOW + DAY):
    """Send the digests; return the mails."""
    mail.outbox.clear()
    send_digests(at)
    return list(mail.outbox)


def made(days=0, **fields):
    """A commitment that was made on the day of the test and is due in so many days, or never."""
    due_on = timezone.localdate(NOW) + days * DAY if days else None
    return CommitmentFactory(made_on=timezone.localdate(NOW), due_on=due_on, **fields)


def reported(commitment, **fields):
    """A report of today, so that the commitment stands as it stood."""
    today = timezone.localdate(NOW)
    return ProgressReportFactory(commitment=commitment, period_start=today, period_end=today, **fields)


def test_a_digest_tells_each_new_thing_in_all_that_is_followed_once_with_its_address(follows):
    agency = OrganisationFactory(name="Water agency")
    wells = made(title="Dig wells", partnership=PartnershipFactory(title="Clean water"), unit="wells")
    overdue = made(title="Plant trees", days=2)
    follower = follows(partnership=wells.partnership).follower
    follows(follower=follower, commitment=wells)
    follows(follower=follower)
    report = reported(wells, value="12.5")
    assessment = AssessmentFactory(commitment=wells, assessor__name="Observatory", grade="substantial")
    new = made(title="Build a school", owner=agency)

    [digest] = sent(at=NOW + 3 * DAY)

    told = digest.body
    assert digest.to == [follower.email]
    assert digest.subject == "4 things are new in what you follow on Kopir"
    site = "http://testserver/en/commitments"
    assert f"12.5 wells\nDig wells\n{site}/{wells.slug}/#report-{report.pk}\n" in told
    assert f"Observatory: Substantial:\nDig wells\n{site}/{wells.slug}/#assessment-{assessment.pk}\n" in told
    assert f"New commitment of Water agency (On course):\nBuild a school\n{site}/{new.slug}/\n" in told
    assert f"Overdue (before: Due soon):\nPlant trees\n{site}/{overdue.slug}/\n" in told
    assert [told.count(chapter) for chapter in ("== Commitment: Dig wells", "== Partnership", "== Register")] == [
        1,
        0,
        1,
    ]
    assert f"http://testserver{own_path(follower)}" in told
    assert digest.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [mark for mark in ("{{", "&#", "<") if mark in told] == []


def test_a_partnership_is_followed_with_its_commitments_and_what_is_said_of_them(follows):
    partnership = PartnershipFactory()
    follows(partnership=partnership)
    made(title="Elsewhere")
    ProgressReportFactory(commitment=made(title="Within", partnership=partnership))

    [digest] = sent()

    assert digest.subject.startswith("2 things")
    assert "Within" in digest.body
    assert "Elsewhere" not in digest.body


def test_a_register_is_followed_under_its_filters(follows):
    wanted, other = made(title="For clean water"), made(title="For schools")
    CommitmentTagFactory(commitment=wanted, goal_id=6)
    follows(query="goal=6")
    for commitment in (wanted, other):
        ProgressReportFactory(commitment=commitment)

    [digest] = sent()

    assert "== Register: Commitments (6. " in digest.body
    assert "For clean water" in digest.body
    assert "For schools" not in digest.body


def test_whoever_follows_what_is_overdue_hears_what_becomes_so_and_what_is_so_no_longer(follows):
    late, mended, early = made(title="Late", days=300), made(title="Mended", days=-1), made(title="Early", days=300)
    follows(query="progress=overdue")
    Commitment.objects.filter(pk=late.pk).update(due_on=date(2020, 1, 1))
    ProgressReportFactory(commitment=mended, says_kept=True)
    ProgressReportFactory(commitment=early, says_kept=True)

    [digest] = sent(at=NOW + timedelta(seconds=1))

    assert "Overdue (before: On course):\nLate" in digest.body
    assert "Kept (before: Overdue):\nMended" in digest.body
    assert "Early" not in digest.body


def test_changes_are_told_from_where_it_stood_at_the_last_digest_to_where_it_stands_now(follows):
    back, dropped = made(title="There and back"), made(title="Given up")
    follows()
    Commitment.objects.filter(pk=back.pk).update(dropped_because="A slip")
    notice(NOW + timedelta(hours=1))
    Commitment.objects.filter(pk=dropped.pk).update(due_on=date(2020, 1, 1))
    notice(NOW + timedelta(hours=2))
    Commitment.objects.filter(pk=back.pk).update(dropped_because="")
    Commitment.objects.filter(pk=dropped.pk).update(dropped_because="No money")

    [digest] = sent()

    assert "Dropped (before: On course):\nGiven up" in digest.body
    assert "There and back" not in digest.body


def test_nothing_new_no_mail(follows):
    ProgressReportFactory(commitment=made())
    follow = follows()

    assert sent() == []
    assert Follower.objects.get().digest_on is None
    assert Follow.objects.get(pk=follow.pk).told_until == NOW + DAY


def test_whoever_confirms_hears_of_nothing_that_was_there_before():
    ProgressReportFactory()
    AssessmentFactory()
    follow = FollowFactory(confirmed_at=None)
    confirm(follow=follow)

    assert sent() == []


def test_drafts_and_what_was_withdrawn_or_returned_never_appear(follows):
    shown = made(title="Shown")
    follower = follows(commitment=shown).follower
    follows(follower=follower)
    hidden = fill()
    follows(follower=follower, commitment=hidden["commitment"])
    follows(follower=follower, partnership=hidden["partnership"])
    for state in ("draft", "submitted", "returned"):
        ProgressReportFactory(commitment=made(), state=state, narrative="Unseen", return_reason="Unseen")
    noticed = ProgressReportFactory(commitment=shown)
    withdrawn = made(title="Unseen as well")
    notice(NOW + timedelta(hours=1))
    ProgressReport.objects.filter(pk=noticed.pk).update(state="returned", return_reason="Wrong")
    Commitment.objects.filter(pk=withdrawn.pk).update(publication_state="archived")

    digest = next(one for one in sent() if one.to == [follower.email])

    assert not leaks_in(digest.body + digest.subject)
    assert f"#report-{noticed.pk}" not in digest.body


def test_a_report_that_was_returned_is_told_when_it_is_approved_again(follows):
    report = reported(made())
    follows()
    ProgressReport.objects.update(state="returned", return_reason="Wrong")
    before = sent()
    ProgressReport.objects.update(state="approved", return_reason="")

    [digest] = sent(at=NOW + 2 * DAY)

    assert before == []
    assert f"#report-{report.pk}" in digest.body


def test_one_digest_a_week_however_often_the_command_is_run(follows):
    follows()
    made(title="First")
    first = sent(at=NOW + DAY)
    made(title="Second")
    meanwhile = [mails for day in range(1, 8) for mails in sent(at=NOW + day * DAY)]
    # A few seconds earlier than a week ago, as cron may be.
    then = sent(at=NOW + 8 * DAY - timedelta(seconds=5))

    assert [len(first), meanwhile, len(then)] == [1, [], 1]
    assert ["First" in then[0].body, "Second" in then[0].body] == [False, True]


def test_a_digest_is_in_the_language_of_its_reader_with_numbers_and_words_of_it(follows):
    follows(follower__language="ru", query="country=KZ")
    made(title="Dig wells", owner__country="KZ", title_ru="Вырыть колодцы")

    [digest] = sent()

    assert "Вырыть колодцы\nhttp://testserver/ru/commitments/" in digest.body
    assert "http://testserver/ru/following/own/" in digest.body


def test_a_register_whose_filter_was_withdrawn_tells_nothing_rather_than_all(follows):
    owner = OrganisationFactory(slug="fund")
    follows(query="organisation=fund")
    made(owner=owner)
    made(title="Of somebody else")
    type(owner).objects.filter(pk=owner.pk).update(publication_state="draft")

    assert sent() == []


def test_what_is_not_confirmed_is_told_nothing(follows):
    notice(NOW)
    FollowFactory(confirmed_at=None)
    made()

    assert sent() == []


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
def test_killed_at_any_step_and_run_again_nobody_gets_two_and_nothing_is_lost(follows, killed, step, went, again):
    follows()
    made(title="Dig wells")

    before = killed(step, NOW + DAY)
    rerun = sent(at=NOW + DAY)
    next_week = sent(at=NOW + 8 * DAY)

    # Claimed before it went, ticked off after: what may not have been told is told the week after.
    assert [len(before), len(rerun), len(next_week)] == [went, again, 1 - again]
    assert ["Dig wells" in one.body for one in before + rerun + next_week] == [True] * (went + 1)


def test_two_commands_at_once_send_one(follows, monkeypatch):
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


def test_who_ends_it_while_digests_are_sent_gets_none(follows, monkeypatch):
    follower = follows().follower
    made()
    claim = digests.claim

    def claim_after_the_end(one, on):
        end(follower=follower)
        return claim(one, on)

    monkeypatch.setattr(digests, "claim", claim_after_the_end)

    assert sent() == []


def test_what_the_server_does_not_take_is_sent_the_next_time_and_the_others_get_theirs(follows, monkeypatch):
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


def test_long_news_are_counted(follows, monkeypatch):
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


def test_a_batch_of_followers_costs_as_many_queries_for_thirty_as_for_one_who_hear_nothing(follows, flat_queries):
    commitment, partnership = made(), PartnershipFactory()
    told = NOW + 100 * DAY  # after all that is to be told

    def one_more():
        follower = FollowerFactory()
        for what in ({"commitment": commitment}, {"partnership": partnership}, {"query": "goal=6"}, {}):
            FollowFactory(follower=follower, confirmed_at=told, **what)

    made()
    flat_queries(one_more, send_digests, NOW + DAY, at_most=20)


def test_each_letter_costs_two_queries(follows, count_queries):
    def letters(number):
        for _ in range(number):
            follows(query="country=KZ")
        made(owner__country="KZ")
        Follower.objects.update(digest_on=None)
        return count_queries(send_digests, timezone.now() + DAY)

    few, many = letters(1), letters(5)

    assert len(mail.outbox) == 7
    assert many - few == 5 * 2


def test_the_command_sends_purges_and_says_how_many(follows, capsys):
    follows()
    made()
    FollowFactory(confirmed_at=None)
    Follow.objects.filter(confirmed_at=None).update(created_at=NOW - 8 * DAY)

    call_command("send_digests")

    told = "1 digests sent, 0 not taken by the mail server, 1 unconfirmed wishes to follow deleted.\n"
    assert capsys.readouterr().out == told
    assert Client().get(own_path(Follower.objects.get())).status_code == 200
