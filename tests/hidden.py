"""Rows that must not be public, and public rows that touch them in every way: whatever shows MARK leaks."""

from django.utils import timezone

from events.models import Answer, EventOrganisation, Registration
from publishing.gathering import gathered
from tests.config.api_rows import photo
from tests.events import factories as events
from tests.knowledge import factories as knowledge
from tests.partnerships import factories as partnerships
from tests.people import factories as people
from tests.registry import factories as registry
from tests.reviews import factories as reviews

# In every name, text and slug of what is hidden; no page says this word otherwise.
MARK = "Unseen"


def leaks_in(text):
    return MARK.lower() in text.lower()


def fill():
    """Make all of them; return what hidden_rows() returned."""
    with gathered():
        hidden = hidden_rows()
        public_rows_that_touch(hidden)
        public_texts_that_touch(hidden)
        rows_that_hang_on(hidden)
        contributions_nobody_may_read(hidden)
        promises(hidden)
        registrations(hidden)
        proposals(hidden)
    return hidden


def hidden_rows():
    """One row of each noun that must not be public, named so that it is seen wherever it leaks."""
    draft = {"publication_state": "draft"}
    organisation = people.OrganisationFactory(slug="unseen-organisation", name_en=MARK, **draft)
    return {
        "organisation": organisation,
        "person": people.PersonFactory(slug="unseen-person", name_en=MARK, is_public=False),
        "event": events.EventFactory(slug="unseen-event", title_en=MARK, **draft),
        "session": events.SessionFactory(slug="unseen-session", title_en=MARK, **draft),
        "partnership": partnerships.PartnershipFactory(slug="unseen-partnership", title_en=MARK, **draft),
        "commitment": partnerships.CommitmentFactory(slug="unseen-commitment", title_en=MARK, **draft),
        "review": reviews.NationalReviewFactory(slug="unseen-review", summary_en=MARK, **draft),
        "photo": photo(slug="unseen-photo", alt_en=MARK, **draft),
    }


def public_rows_that_touch(hidden):
    """Public rows with every relation to the hidden ones."""
    event = events.EventFactory(super_event=hidden["event"], cover=hidden["photo"])
    EventOrganisation.objects.create(event=event, organisation=hidden["organisation"])
    session = events.SessionFactory(event=event, starts_at=event.starts_at, ends_at=event.ends_at)
    events.AppearanceFactory(session=session, person=hidden["person"], job_title_en=MARK)
    events.AppearanceFactory(session=session, organisation=hidden["organisation"])
    partnership = partnerships.PartnershipFactory(
        reporting_organisation=hidden["organisation"], signed_at_session=hidden["session"]
    )
    partnerships.PartnerFactory(partnership=partnership, organisation=hidden["organisation"])
    partnerships.CommitmentFactory(made_at_session=hidden["session"])
    reviews.ContributionFactory(led_to=hidden["commitment"], mentioned_at=hidden["session"])
    people.OrganisationFactory(parent=hidden["organisation"], merged_into=hidden["organisation"], logo=hidden["photo"])
    people.PersonFactory(portrait=hidden["photo"])
    people.MembershipFactory(on_behalf_of=hidden["organisation"])
    reviews.NationalReviewFactory().bodies.add(hidden["organisation"])


def public_texts_that_touch(hidden):
    """A story and a resource with every relation to the hidden rows."""
    story = knowledge.StoryFactory()
    story.events.add(hidden["event"])
    story.sessions.add(hidden["session"])
    story.people.add(hidden["person"])
    story.organisations.add(hidden["organisation"])
    story.partnerships.add(hidden["partnership"])
    knowledge.StoryPhotoFactory(story=story, photo=hidden["photo"])
    resource = knowledge.ResourceFactory(session=hidden["session"])
    resource.authors.add(hidden["person"])
    resource.organisations.add(hidden["organisation"])


def rows_that_hang_on(hidden):
    """Rows that are public by themselves and hidden by what they hang on."""
    events.SessionFactory(event=hidden["event"], slug="unseen-with-its-event")
    events.StatementFactory(session=hidden["session"], text_en=MARK)
    events.StatementFactory(person=hidden["person"], text_en=MARK)
    events.MaterialFactory(event=hidden["event"], title_en=MARK)
    event = events.EventFactory()
    hours = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    events.SessionFactory(event=event, slug="unseen-at-an-hour", title_en=MARK, publication_state="draft", **hours)
    material = events.MaterialFactory(event=event, title_en=MARK)
    material.session = hidden["session"]
    material.save()
    events.EventPhotoFactory(event=event, photo=hidden["photo"])
    people.MembershipFactory(organisation=hidden["organisation"], position_en=MARK)
    people.MembershipFactory(person=hidden["person"], position_en=MARK)
    people.OrganisationIdentifierFactory(organisation=hidden["organisation"])
    people.VerificationFactory(organisation=hidden["organisation"], note=MARK)
    people.VerificationFactory(note=MARK)
    registry.MistakeFactory(text=MARK, email=f"{MARK}@example.org")


def contributions_nobody_may_read(hidden):
    """To a hidden review, without consent, not decided yet; and what only staff know of a public one."""
    reviews.ContributionFactory(review=hidden["review"], text_en=MARK)
    reviews.ContributionFactory(consent=False, text_en=MARK)
    reviews.ContributionFactory(publication_state="submitted", text_en=MARK, evidence_url=f"https://{MARK}.example.org")
    reviews.ContributionFactory(consent_note=MARK, late_because=MARK)
    reviews.ReviewDocumentFactory(review=hidden["review"], title_en=MARK)


def promises(hidden):
    """What hangs on hidden partnerships, commitments and assessors, or waits for its approval."""
    partnerships.CommitmentFactory(slug="unseen-with-its-owner", owner=hidden["organisation"])
    partnerships.CommitmentFactory(slug="unseen-with-its-partnership", partnership=hidden["partnership"])
    partnerships.PartnershipDocumentFactory(partnership=hidden["partnership"], title_en=MARK)
    partnerships.ProgressReportFactory(commitment=hidden["commitment"], state="approved", narrative_en=MARK)
    partnerships.ProgressReportFactory(state="submitted", narrative_en=MARK)
    partnerships.AssessmentFactory(commitment=hidden["commitment"], note_en=MARK)
    partnerships.AssessmentFactory(assessor=hidden["organisation"], note_en=MARK)
    partnerships.AssessmentFactory(state="draft", note_en=MARK)
    partnerships.ProgressReportFactory(evidence_photo=hidden["photo"])
    follower = partnerships.FollowerFactory(email=f"{MARK}@example.org")
    for commitment in (None, hidden["commitment"], partnerships.CommitmentFactory()):
        partnerships.FollowFactory(follower=follower, commitment=commitment)


def registrations(hidden):
    """Of participants only those are named who agreed and are confirmed; what they told is for nobody but staff."""
    event, told = events.OpenEventFactory(), {"organisation": MARK, "access_needs": MARK}
    for consent in ("nobody", "participants"):
        events.RegistrationFactory(
            event=event, name=MARK, email=f"{MARK}-{consent}@example.org", consent=consent, **told
        )
    for state in ("pending", "waitlisted", "cancelled"):
        email = f"{MARK}-{state}@example.org"
        events.RegistrationFactory(event=event, name=MARK, email=email, consent="public", state=state, **told)
    named = events.RegistrationFactory(event=event, consent="public", email=f"{MARK}@example.org", **told)
    question = events.QuestionFactory(event=event)
    Answer.objects.create(registration=named, question=question, text=MARK)
    events.QuestionFactory(event=hidden["event"], text_en=MARK)
    room = events.SessionWithSeatsFactory(event=event, title_en=MARK, slug="unseen-room", publication_state="draft")
    events.SessionSeatFactory(session=room, registration=named)


def proposals(hidden):
    """A proposal is for its proposer and for staff, whatever became of it; a call is as public as its event."""
    call = events.CallFactory(event=Registration.objects.first().event)
    events.CallFactory(event=hidden["event"], text_en=MARK)
    told = dict.fromkeys(["title", "abstract", "access_needs", "technical_needs", "notes"], MARK)
    session = events.SessionFactory(event=call.event, slug="unseen-proposed", title_en=MARK, publication_state="draft")
    decided = {"decision": MARK, "decided_at": timezone.now()}
    rows = [
        events.ProposalFactory(call=call, state="draft", **told),
        events.ProposalFactory(call=call, **told),
        events.ProposalFactory(call=call, state="declined", **decided, **told),
        events.ProposalFactory(call=call, state="accepted", session=session, **decided, **told),
    ]
    for row in rows:
        events.ProposedPersonFactory(
            proposal=row, name=MARK, organisation_name=MARK, job_title=MARK, email=f"{MARK}@example.org"
        )
        events.ProposalScoreFactory(proposal=row, comment=MARK)
