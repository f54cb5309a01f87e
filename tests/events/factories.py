"""Events and all that belongs to them: valid, published and past (October 2023) unless a test says otherwise."""

from datetime import UTC, datetime, timedelta

import factory
from django.utils import timezone

from events.models import (
    Appearance,
    CallForSessions,
    Event,
    EventOrganisation,
    EventPhoto,
    EventTag,
    Material,
    Placement,
    Proposal,
    ProposalScore,
    ProposedPerson,
    Question,
    Registration,
    ScheduleRelease,
    Session,
    SessionSeat,
    SessionTag,
    Statement,
)
from tests.people.factories import OrganisationFactory, PersonFactory, UserFactory
from tests.publishing.factories import PublishedFactory, WordedFactory


class EventFactory(PublishedFactory):
    """A forum on 19 October 2023, 9:00 to 18:00 in Astana (UTC+6 at the time)."""

    class Meta:
        model = Event

    title_en = factory.Sequence(lambda number: f"Event {number}")
    starts_at = datetime(2023, 10, 19, 3, tzinfo=UTC)
    ends_at = datetime(2023, 10, 19, 12, tzinfo=UTC)
    timezone = "Asia/Almaty"


class EventOrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventOrganisation

    event = factory.SubFactory(EventFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class EventTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventTag

    event = factory.SubFactory(EventFactory)
    goal_id = 17


class SessionFactory(PublishedFactory):
    """A session whose hours are not known."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    title_en = factory.Sequence(lambda number: f"Session {number}")


class SessionTagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionTag

    session = factory.SubFactory(SessionFactory)
    goal_id = 17


class AppearanceFactory(WordedFactory):
    class Meta:
        model = Appearance

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    job_title_en = "Director"


class StatementFactory(WordedFactory):
    class Meta:
        model = Statement

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    text_en = factory.Sequence(lambda number: f"Statement {number}")


class MaterialFactory(WordedFactory):
    class Meta:
        model = Material

    event = factory.SubFactory(EventFactory)
    title_en = factory.Sequence(lambda number: f"Material {number}")
    url = factory.Sequence(lambda number: f"https://example.org/materials/{number}")


class EventPhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventPhoto

    event = factory.SubFactory(EventFactory)
    photo = factory.SubFactory("tests.photos.factories.PhotoFactory")


class ScheduleReleaseFactory(factory.django.DjangoModelFactory):
    """A version of which nothing is kept."""

    class Meta:
        model = ScheduleRelease

    event = factory.SubFactory(EventFactory)
    version = factory.Sequence(lambda number: number + 1)
    released_at = datetime(2023, 10, 1, tzinfo=UTC)


class PlacementFactory(factory.django.DjangoModelFactory):
    """A draft that takes the time of a session away."""

    class Meta:
        model = Placement

    session = factory.SubFactory(SessionFactory)
    status = "confirmed"


class OpenEventFactory(EventFactory):
    """A forum in ten days, for which one may register."""

    class Meta:
        model = Event

    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=11))
    registration_opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class RegistrationFactory(factory.django.DjangoModelFactory):
    """Somebody whose address is confirmed and who has a seat."""

    class Meta:
        model = Registration

    event = factory.SubFactory(OpenEventFactory)
    name = factory.Sequence(lambda number: f"Participant {number}")
    email = factory.Sequence(lambda number: f"participant{number}@example.org")
    language = "en"
    state = "confirmed"


class SessionWithSeatsFactory(SessionFactory):
    """A session in which a seat must be taken."""

    class Meta:
        model = Session

    event = factory.SubFactory(OpenEventFactory)
    needs_seat = True


class SessionSeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionSeat

    session = factory.SubFactory(SessionWithSeatsFactory)
    registration = factory.SubFactory(RegistrationFactory, event=factory.SelfAttribute("..session.event"))


class QuestionFactory(WordedFactory):
    class Meta:
        model = Question

    event = factory.SubFactory(OpenEventFactory)
    text_en = factory.Sequence(lambda number: f"Question {number}?")


class CallFactory(WordedFactory):
    """A call that is open until the day before the forum."""

    class Meta:
        model = CallForSessions

    event = factory.SubFactory(OpenEventFactory)
    text_en = "Tell us what works."
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=9))


class ProposalFactory(factory.django.DjangoModelFactory):
    """A workshop that somebody with an account has submitted."""

    class Meta:
        model = Proposal

    call = factory.SubFactory(CallFactory)
    proposer = factory.SubFactory(UserFactory)
    mail_language = "en"
    title = factory.Sequence(lambda number: f"Proposal {number}")
    abstract = "What we learned."
    kind = "workshop"
    language = "en"
    state = "submitted"
    submitted_at = factory.LazyAttribute(lambda proposal: None if proposal.state == "draft" else timezone.now())


class ProposedPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProposedPerson

    proposal = factory.SubFactory(ProposalFactory)
    name = factory.Sequence(lambda number: f"Speaker {number}")
    email = factory.Sequence(lambda number: f"speaker{number}@example.org")
    knows = True


class ProposalScoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProposalScore

    proposal = factory.SubFactory(ProposalFactory)
    scorer = factory.SubFactory(UserFactory)
    points = 3
