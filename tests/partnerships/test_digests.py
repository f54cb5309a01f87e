"""The digests: what is new and public, to each address once a week at most, whatever happens to the process."""

from datetime import timedelta

import pytest

from partnerships.following.actions import confirm
from partnerships.following.links import own_path
from partnerships.following.noticing import notice
from partnerships.models import Commitment, Follow, Follower, ProgressReport
from tests.hidden import fill, leaks_in
from tests.partnerships.digesting import DAY, NOW, YESTERDAY, follows, made, reported, sent
from tests.partnerships.factories import (
    AssessmentFactory,
    CommitmentTagFactory,
    FollowFactory,
    PartnershipFactory,
    ProgressReportFactory,
)
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_a_digest_tells_each_new_thing_with_its_address():
    wells, trees = made(title="Dig wells", unit="wells"), made(title="Plant trees", days=2)
    follower = follows().follower
    report = reported(wells, value="12.5")
    assessment = AssessmentFactory(commitment=wells, assessor__name="Observatory", grade="substantial")
    new = made(title="Build a school", owner__name="Water agency")

    [digest] = sent(at=NOW + 3 * DAY)

    told, site = digest.body, "http://testserver/en/commitments"
    assert (digest.to, digest.subject) == ([follower.email], "4 things are new in what you follow on Kopir")
    assert f"12.5 wells\nDig wells\n{site}/{wells.slug}/#report-{report.pk}\n" in told
    assert f"Observatory: Substantial:\nDig wells\n{site}/{wells.slug}/#assessment-{assessment.pk}\n" in told
    assert f"New commitment of Water agency (On course):\nBuild a school\n{site}/{new.slug}/\n" in told
    assert f"Overdue (before: Due soon):\nPlant trees\n{site}/{trees.slug}/\n" in told
    assert f"http://testserver{own_path(follower)}" in told
    assert digest.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [mark for mark in ("{{", "&#", "<") if mark in told] == []


def test_what_belongs_to_several_things_followed_is_told_once_under_the_narrowest():
    wells = made(title="Dig wells", partnership=PartnershipFactory(title="Clean water"))
    follower = follows(partnership=wells.partnership).follower
    follows(follower=follower)
    follows(follower=follower, commitment=wells)
    reported(wells)
    made(title="Build a school")

    [digest] = sent()

    chapters = [line for line in digest.body.splitlines() if line.startswith("==")]
    assert chapters == ["== Commitment: Dig wells", "== Register: Commitments"]
    assert digest.subject.startswith("2 things")


def test_a_partnership_is_followed_with_its_commitments_and_what_is_said_of_them():
    partnership = PartnershipFactory()
    follows(partnership=partnership)
    made(title="Elsewhere")
    ProgressReportFactory(commitment=made(title="Within", partnership=partnership))

    [digest] = sent()

    assert digest.subject.startswith("2 things")
    assert "Within" in digest.body
    assert "Elsewhere" not in digest.body


def test_a_register_is_followed_under_its_filters():
    wanted, other = made(title="For clean water"), made(title="For schools")
    CommitmentTagFactory(commitment=wanted, goal_id=6)
    follows(query="goal=6")
    for commitment in (wanted, other):
        ProgressReportFactory(commitment=commitment)

    [digest] = sent()

    assert "== Register: Commitments (6. " in digest.body
    assert "For clean water" in digest.body
    assert "For schools" not in digest.body


def test_whoever_follows_what_is_overdue_hears_what_becomes_so_and_what_is_so_no_longer():
    late, mended, early = made(title="Late", days=300), made(title="Mended", days=-1), made(title="Early", days=300)
    follows(query="progress=overdue")
    Commitment.objects.filter(pk=late.pk).update(due_on=YESTERDAY)
    ProgressReportFactory(commitment=mended, says_kept=True)
    ProgressReportFactory(commitment=early, says_kept=True)

    [digest] = sent(at=NOW + timedelta(seconds=1))

    assert "Overdue (before: On course):\nLate" in digest.body
    assert "Kept (before: Overdue):\nMended" in digest.body
    assert "Early" not in digest.body


def test_changes_are_told_from_where_it_stood_at_the_last_digest_to_where_it_stands_now():
    back, dropped = made(title="There and back"), made(title="Given up")
    follows()
    Commitment.objects.filter(pk=back.pk).update(dropped_because="A slip")
    notice(NOW + timedelta(hours=1))
    Commitment.objects.filter(pk=dropped.pk).update(due_on=YESTERDAY)
    notice(NOW + timedelta(hours=2))
    Commitment.objects.filter(pk=back.pk).update(dropped_because="")
    Commitment.objects.filter(pk=dropped.pk).update(dropped_because="No money")

    [digest] = sent()

    assert "Dropped (before: On course):\nGiven up" in digest.body
    assert "There and back" not in digest.body


def test_nothing_new_no_mail():
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


def test_drafts_and_what_was_withdrawn_or_returned_never_appear():
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


def test_what_was_taken_back_is_told_when_it_is_public_again():
    report, commitment = reported(made()), made(title="Dig wells")
    follows()
    ProgressReport.objects.update(state="returned", return_reason="Wrong")
    Commitment.objects.filter(pk=commitment.pk).update(publication_state="draft")
    before = sent()
    ProgressReport.objects.update(state="approved", return_reason="")
    Commitment.objects.update(publication_state="published")

    [digest] = sent(at=NOW + 2 * DAY)

    assert (before, digest.subject[:8]) == ([], "2 things")
    assert f"#report-{report.pk}" in digest.body
    assert "Dig wells" in digest.body


def test_one_digest_a_week_however_often_the_command_is_run():
    follows()
    made(title="First")
    first = sent(at=NOW + DAY)
    made(title="Second")
    meanwhile = [mails for day in range(2, 8) for mails in sent(at=NOW + day * DAY)]
    # A few seconds earlier than a week ago, as cron may be.
    then = sent(at=NOW + 8 * DAY - timedelta(seconds=5))

    assert [len(first), meanwhile, len(then)] == [1, [], 1]
    assert ["First" in then[0].body, "Second" in then[0].body] == [False, True]


def test_a_digest_is_in_the_language_of_its_reader_with_numbers_and_words_of_it():
    follows(follower__language="ru", query="country=KZ")
    made(title="Dig wells", owner__country="KZ", title_ru="Вырыть колодцы")

    [digest] = sent()

    assert "Вырыть колодцы\nhttp://testserver/ru/commitments/" in digest.body
    assert "http://testserver/ru/following/own/" in digest.body


def test_a_register_whose_filter_was_withdrawn_tells_nothing_rather_than_all():
    owner = OrganisationFactory(slug="fund")
    follows(query="organisation=fund")
    made(owner=owner)
    made(title="Of somebody else")
    type(owner).objects.filter(pk=owner.pk).update(publication_state="draft")

    assert sent() == []


def test_what_is_not_confirmed_is_told_nothing():
    notice(NOW)
    FollowFactory(confirmed_at=None)
    made()

    assert sent() == []
