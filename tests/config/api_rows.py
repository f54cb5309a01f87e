"""One row of each endpoint with every relation filled: for tests that walk the router."""

import itertools
from datetime import date

from events.models import EventOrganisation
from goals.models import Goal, Target
from photos.models import Photo
from places.models import Region
from tests.events import factories as events
from tests.goals.factories import IndicatorFactory
from tests.knowledge import factories as knowledge
from tests.partnerships import factories as partnerships
from tests.people import factories as people
from tests.places import factories as places
from tests.reviews import factories as reviews

numbers = itertools.count()


def photo(**fields):
    """A photo without files: what its row says is enough here, and making renditions takes its time."""
    number = next(numbers)
    rendition = {"name": f"photos/{number}/640.webp", "type": "image/webp", "width": 640, "height": 480}
    told = {"slug": f"photo-{number}", "alt_en": "A hall", "credit": "UNDP", "publication_state": "published"}
    return Photo.objects.bulk_create(
        [Photo(image=f"photos/{number}.jpg", renditions=[rendition], width=640, height=480, **{**told, **fields})]
    )[0]


def organisation(**fields):
    row = people.OrganisationFactory(
        region=Region.objects.get(code="KZ-71"),
        parent=people.OrganisationFactory(),
        logo=photo(),
        founded_on=date(1999, 5, 1),
        **fields,
    )
    row.regions.add(*Region.objects.filter(country="KG"))
    row.focus_areas.add(people.FocusAreaFactory())
    row.groups.add(people.GroupFactory())
    people.OrganisationTagFactory(organisation=row, target_id="17.17", why_en="It joins both sides.")
    people.OrganisationIdentifierFactory(organisation=row)
    people.OrganisationNameFactory(organisation=row)
    return row


def person(**fields):
    return people.PersonFactory(portrait=photo(), email="private@example.org", telephone="+7 717 000", **fields)


def event(**fields):
    row = events.EventFactory(
        place=places.PlaceFactory(), super_event=events.EventFactory(), cover=photo(), languages=["kk", "ru"], **fields
    )
    EventOrganisation.objects.create(event=row, organisation=people.OrganisationFactory())
    events.EventTagFactory(event=row)
    return row


def session(**fields):
    row = events.SessionFactory(room=places.RoomFactory(), **fields)
    events.SessionTagFactory(session=row, target_id="17.17")
    events.AppearanceFactory(session=row)
    return row


def event_photo(**fields):
    row = events.EventPhotoFactory(**{"photo": photo(), **fields})
    row.people.add(people.PersonFactory())
    return row


def membership(**fields):
    return people.MembershipFactory(
        member_organisation=people.OrganisationFactory(), on_behalf_of=people.OrganisationFactory(), **fields
    )


def partnership(**fields):
    row = partnerships.PartnershipFactory(
        reporting_organisation=people.OrganisationFactory(),
        signed_at_session=events.SessionFactory(),
        countries=["KZ"],
        **fields,
    )
    row.regions.add(Region.objects.get(code="KZ-71"))
    row.groups.add(people.GroupFactory())
    partnerships.PartnerFactory(partnership=row, amount="1000.50", currency="EUR")
    partnerships.PartnershipTagFactory(partnership=row)
    return row


def commitment(**fields):
    row = partnerships.CommitmentFactory(
        partnership=partnerships.PartnershipFactory(),
        made_at_session=events.SessionFactory(),
        unit="schools",
        target_value="12.5",
        **fields,
    )
    partnerships.CommitmentTagFactory(commitment=row)
    return row


def resource(**fields):
    row = knowledge.ResourceFactory(session=events.SessionFactory(), countries=["TM"], **fields)
    row.authors.add(people.PersonFactory())
    row.organisations.add(people.OrganisationFactory())
    knowledge.ResourceTagFactory(resource=row)
    return row


def story(**fields):
    row = knowledge.StoryFactory(**fields)
    row.events.add(events.EventFactory())
    row.sessions.add(events.SessionFactory())
    row.partnerships.add(partnerships.PartnershipFactory())
    row.people.add(people.PersonFactory())
    row.organisations.add(people.OrganisationFactory())
    knowledge.StoryPhotoFactory(story=row, photo=photo())
    knowledge.StoryTagFactory(story=row)
    return row


def national_review(**fields):
    row = reviews.NationalReviewFactory(**fields)
    reviews.NationalReviewTagFactory(review=row)
    row.bodies.add(people.OrganisationFactory(kind="body"))
    return row


def contribution(**fields):
    row = reviews.ContributionFactory(
        organisation=people.OrganisationFactory(),
        led_to=partnerships.CommitmentFactory(),
        mentioned_at=events.SessionFactory(),
        **fields,
    )
    reviews.ContributionTagFactory(contribution=row)
    return row


# Goals, targets and regions are in every database; one more call gives one that is there.
ROWS = {
    "events": event,
    "sessions": session,
    "appearances": events.AppearanceFactory,
    "statements": events.StatementFactory,
    "materials": lambda **fields: events.MaterialFactory(session=None, **fields),
    "event-photos": event_photo,
    "people": person,
    "organisations": organisation,
    "memberships": membership,
    "focus-areas": people.FocusAreaFactory,
    "groups": people.GroupFactory,
    "partnerships": partnership,
    "partners": partnerships.PartnerFactory,
    "partnership-documents": partnerships.PartnershipDocumentFactory,
    "commitments": commitment,
    "progress-reports": partnerships.ProgressReportFactory,
    "assessments": partnerships.AssessmentFactory,
    "resources": resource,
    "stories": story,
    "national-reviews": national_review,
    "contributions": contribution,
    "review-documents": reviews.ReviewDocumentFactory,
    "goals": Goal.objects.first,
    "targets": Target.objects.first,
    "indicators": IndicatorFactory,
    "regions": Region.objects.first,
    "places": places.PlaceFactory,
    "rooms": places.RoomFactory,
    "photos": photo,
}
