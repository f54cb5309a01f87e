from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge.thread import thread_of_story
from partnerships.thread import steps, thread_of_commitment, thread_of_partnership
from publishing.models import PublicationState
from reviews.thread import thread_of_review
from tests.events.factories import SessionFactory
from tests.knowledge.factories import StoryFactory
from tests.partnerships.factories import AssessmentFactory, CommitmentFactory, PartnershipFactory, ProgressReportFactory
from tests.reviews.factories import ContributionFactory

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": PublicationState.DRAFT}
NOBODY = AnonymousUser()
KINDS = ["session", "commitment", "partnership", "report", "assessment", "review"]


def present(thread):
    return [step["kind"] for step in thread if step["present"]]


def whole_thread():
    session = SessionFactory(title="Irrigation")
    partnership = PartnershipFactory(title="River council", signed_on=date(2021, 7, 1), signed_precision="month")
    commitment = CommitmentFactory(title="Clean one river", made_at_session=session, partnership=partnership)
    report = ProgressReportFactory(commitment=commitment)
    assessment = AssessmentFactory(commitment=commitment, grade="substantial", assessor__name="Observatory")
    contribution = ContributionFactory(led_to=commitment, review__country="KZ", review__year=2025)
    return session, commitment, partnership, report, assessment, contribution


def test_thread_leads_from_the_session_to_the_review():
    session, commitment, partnership, report, assessment, contribution = whole_thread()

    thread = thread_of_partnership(partnership, NOBODY)

    assert [step["kind"] for step in thread] == KINDS
    fragments = [
        f"{commitment.get_absolute_url()}#{name}" for name in (f"report-{report.pk}", f"assessment-{assessment.pk}")
    ]
    pages = [row.get_absolute_url() for row in (session, commitment, partnership)]
    assert [step["url"] for step in thread] == [*pages, *fragments, contribution.get_absolute_url()]
    assert [step["title"] for step in thread] == [
        "Irrigation",
        "Clean one river",
        "River council",
        "Report up to 31 December 2024",
        "Substantial, says Observatory",
        "Voluntary National Review of Kazakhstan, 2025",
    ]


def test_thread_is_the_same_seen_from_the_commitment():
    _session, commitment, partnership, *_rest = whole_thread()

    assert thread_of_commitment(commitment, NOBODY) == thread_of_partnership(partnership, NOBODY)


def test_thread_tells_what_is_missing():
    thread = thread_of_partnership(PartnershipFactory(), NOBODY)

    assert present(thread) == ["partnership"]
    assert [str(step["title"]) for step in thread if not step["present"]] == [
        "No session is recorded",
        "No commitment is recorded",
        "No progress has been reported yet",
        "Nobody independent has assessed it yet",
        "Not in a national review yet",
    ]


def test_thread_shows_no_more_of_a_date_than_is_known():
    partnership = PartnershipFactory(signed_on=date(2021, 7, 1), signed_precision="month")

    assert steps(partnership=partnership)[2]["when"] == '<time datetime="2021-07">July 2021</time>'


def test_thread_hides_each_step_that_is_not_public():
    session, commitment, partnership, report, assessment, contribution = whole_thread()

    contribution.consent = False
    contribution.save()
    report.state = "submitted"
    report.save()
    assessment.assessor.publication_state = PublicationState.DRAFT
    assessment.assessor.save()
    assert present(thread_of_partnership(partnership, NOBODY)) == ["session", "commitment", "partnership"]

    for row in (session, commitment):
        row.publication_state = PublicationState.DRAFT
        row.save()
    assert present(thread_of_partnership(partnership, NOBODY)) == ["partnership"]


def test_what_is_hidden_does_not_choose_the_thread():
    contribution = ContributionFactory(led_to=CommitmentFactory(**DRAFT))
    shown = ContributionFactory(review=contribution.review, led_to=CommitmentFactory()).led_to
    story, quiet, told = StoryFactory(), SessionFactory(), SessionFactory()
    story.sessions.set([quiet, told])
    ContributionFactory(mentioned_at=told)
    for _time in range(2):
        ContributionFactory(mentioned_at=quiet, consent=False)

    assert thread_of_review(contribution.review, NOBODY)[1]["url"] == shown.get_absolute_url()
    assert thread_of_story(story, NOBODY)[0]["url"] == told.get_absolute_url()


def test_staff_see_the_hidden_steps(editor):
    partnership = PartnershipFactory()
    CommitmentFactory(partnership=partnership, **DRAFT)

    assert present(thread_of_partnership(partnership, editor)) == ["commitment", "partnership"]


def test_of_several_commitments_the_one_with_reports_or_due_first_carries_the_thread():
    partnership = PartnershipFactory()
    CommitmentFactory(partnership=partnership, due_on=None)
    due = CommitmentFactory(partnership=partnership, due_on=date(2024, 1, 1))
    assert thread_of_partnership(partnership, NOBODY)[1]["url"] == due.get_absolute_url()

    reported = ProgressReportFactory(commitment=CommitmentFactory(partnership=partnership)).commitment

    assert thread_of_partnership(partnership, NOBODY)[1]["url"] == reported.get_absolute_url()


def test_a_review_told_of_at_the_session_closes_the_thread_of_a_partnership_without_commitment():
    session = SessionFactory()
    partnership = PartnershipFactory(signed_at_session=session)
    ContributionFactory(mentioned_at=session)

    assert present(thread_of_partnership(partnership, NOBODY)) == ["session", "partnership", "review"]


def test_thread_costs_a_handful_of_queries(django_assert_max_num_queries):
    partnership = whole_thread()[2]

    with django_assert_max_num_queries(5):
        thread_of_partnership(partnership, NOBODY)


def test_the_same_thread_stands_on_every_page_that_it_touches(client):
    session, commitment, partnership, _report, _assessment, contribution = whole_thread()
    story = StoryFactory()
    story.sessions.add(session)
    story.partnerships.add(partnership)

    pages = [
        client.get(row.get_absolute_url()) for row in (session, commitment, partnership, contribution.review, story)
    ]
    pages.append(client.get("/en/"))

    assert [present(page.context["steps"]) for page in pages] == [KINDS] * 6
    assert len({page.text.count('class="thread__step thread__step--') for page in pages}) == 1


def test_what_leads_nowhere_yet_has_no_thread(client):
    session, review = SessionFactory(), ContributionFactory().review

    assert [client.get(row.get_absolute_url()).text.count("thread__step") for row in (session, review)] == [0, 0]


def test_the_page_lays_the_same_thread_from_the_rows_that_it_shows(client, editor, editor_client):
    _session, _commitment, partnership, *_rest = whole_thread()
    CommitmentFactory(partnership=partnership, due_on=date(2020, 1, 1))
    waiting = CommitmentFactory(partnership=partnership, due_on=date(2020, 1, 1))
    for year in (2022, 2023):
        period = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
        ProgressReportFactory(commitment=waiting, state="submitted", **period)

    for browser, user in ((client, NOBODY), (editor_client, editor)):
        steps_of_page = browser.get(partnership.get_absolute_url()).context["steps"]
        assert steps_of_page == thread_of_partnership(partnership, user)
        assert present(steps_of_page) == KINDS


def test_whoever_may_not_see_the_assessor_is_told_the_grade_alone(client, staff_who_may):
    _session, _commitment, partnership, _report, assessment, _contribution = whole_thread()
    assessment.assessor.publication_state = PublicationState.DRAFT
    assessment.assessor.save()
    client.force_login(staff_who_may("view_assessment"))

    steps_of_page = client.get(partnership.get_absolute_url()).context["steps"]

    assert steps_of_page[4]["title"] == "Substantial"
