"""The session that an accepted proposal becomes, and the people in it; and how both go when it is not accepted after all.

Whoever types somebody's name and an address of their own can answer for that person. So nothing of a person who is in the
portal already is changed here, nobody is recognised without staff, and a new person waits for staff to publish them.
"""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.models import Appearance, Placement, ProposedPerson, Session, SessionTag
from people.models import Person
from publishing.models import PublicationState

STATUS = {
    ProposedPerson.Consent.GIVEN: Appearance.Status.CONFIRMED,
    ProposedPerson.Consent.WAITING: Appearance.Status.INVITED,
    ProposedPerson.Consent.REFUSED: Appearance.Status.CANCELLED,
}
NEVER_SHOWN = (PublicationState.DRAFT, PublicationState.SUBMITTED)


def make_session(proposal):
    """Return the draft of a session with the words of `proposal`, its goals and its people; it has no time yet."""
    language = proposal.language
    session = Session(
        event_id=proposal.call.event_id,
        kind=proposal.kind,
        languages=[language],
        **{f"title_{language}": proposal.title, f"abstract_{language}": proposal.abstract},
    )
    session.full_clean(exclude=["slug"])
    session.save()
    for tag in proposal.tags.all():
        SessionTag.objects.create(session=session, goal_id=tag.goal_id, target_id=tag.target_id, weight=tag.weight)
    for proposed in proposal.people.in_order():
        admit(proposed, session)
    return session


def admit(proposed, session):
    """Put somebody into `session` as they have answered: confirmed, invited, or out of it. Done twice, adds nothing."""
    if proposed.person is None and not proposed.has_refused:
        proposed.person, proposed.is_new_person = new_person(proposed), True
        proposed.save(update_fields=["person", "is_new_person"])
    if proposed.person is None:
        return
    if proposed.is_new_person:
        show_as_answered(proposed)
    rows = list(Appearance.objects.filter(session=session, person=proposed.person))
    if not rows and not proposed.has_refused:
        rows = [new_appearance(proposed, session)]
    for appearance in rows:
        if is_for_the_answer(appearance, proposed):
            appearance.status = proposed.status_by_answer = STATUS[proposed.consent]
            appearance.save()
    proposed.save(update_fields=["status_by_answer"])


def is_for_the_answer(appearance, proposed):
    """Tell whether an answer decides on the status: a no does before they have appeared, a yes where staff did not since."""
    if appearance.pk is None:
        return True
    if proposed.has_refused:
        return appearance.status in (Appearance.Status.INVITED, Appearance.Status.CONFIRMED)
    return appearance.status == proposed.status_by_answer


def new_person(proposed):
    """Return a saved person with the name and address that the proposal gives; they are shown to nobody yet."""
    language = proposed.proposal.language
    person = Person(email=proposed.email, **{f"name_{language}": proposed.name})
    person.full_clean(exclude=["slug"])
    person.save()
    return person


def show_as_answered(proposed):
    """Let a person who was added here be published or not, as they have answered; publishing them is for staff.

    A no hides them at once. A yes undoes what an answer did, and nothing of what staff did: it is theirs once they have
    published or withdrawn the person, or had taken them out of sight themselves, so that the day of consent stands.
    """
    person = proposed.person
    if proposed.has_refused and person.is_public:
        person.is_public, person.consented_on = False, None
    elif proposed.has_agreed and person.publication_state in NEVER_SHOWN and not person.consented_on:
        person.is_public, person.consented_on = True, timezone.localdate(proposed.answered_at)
        person.publication_state = PublicationState.SUBMITTED
    else:
        return
    person.save()


def new_appearance(proposed, session):
    """Return the unsaved appearance; an organisation that staff did not find in the portal stands with the job title."""
    told = proposed.job_title if proposed.organisation else Truncator(proposed.affiliation).chars(250)
    return Appearance(
        session=session,
        person=proposed.person,
        role=proposed.role,
        position=proposed.position,
        organisation=proposed.organisation,
        **{f"job_title_{proposed.proposal.language}": told},
    )


def remove_session(proposal):
    """Delete the draft that accepting `proposal` has made, and the people that it has added.

    Raises ValidationError where the session has a place in the programme, was shown, or others refer to it.
    """
    session = proposal.session
    if session is None:
        return
    told = {"title": session}
    if session.published_at or session.starts_at or Placement.objects.filter(session=session).exists():
        raise ValidationError(_("“%(title)s” is in the programme: take its time away there first.") % told)
    try:
        session.delete()
    except ProtectedError as error:
        raise ValidationError(_("Others refer to the session “%(title)s”.") % told) from error
    proposal.session = None
    for proposed in proposal.people.filter(is_new_person=True, person__isnull=False).select_related("person"):
        forget_new_person(proposed)


def forget_new_person(proposed):
    """Delete a person who was added for a session that is gone, unless they are anywhere else or were ever shown."""
    person = proposed.person
    proposed.person, proposed.is_new_person = None, False
    proposed.save(update_fields=["person", "is_new_person"])
    if person.publication_state in NEVER_SHOWN and not person.published_at and not person.memberships.exists():
        with suppress(ProtectedError):  # they take part in another session
            person.delete()
