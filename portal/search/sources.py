"""What can be searched: one function writes the words of a row, one fetches the rows, one Source joins them.

A document shows of other rows only what the public may see, so all of them are fetched through `published()`.
"""

from datetime import date

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import override

from events.models import Appearance, Event, EventOrganisation, Session, Statement
from knowledge.models import Resource
from partnerships.models import (
    Assessment,
    Commitment,
    Partner,
    Partnership,
    PartnershipDocument,
    ProgressReport,
)
from people.models import Membership, Organisation, Person
from portal.search.registry import Source, register
from reviews.models import Contribution, NationalReview

# By which the goals are asked for: "SDG 6", "ЦУР 6", "ТДМ 6".
GOAL_WORDS = "SDG ЦУР ТДМ БДМ"


def write_goal(goal, title, text):
    title.add_field(goal, "title", before=f"{goal.number}. ")
    text.add(GOAL_WORDS)


def write_target(target, title, text):
    title.add_field(target, "title", before=f"{target.code} ")
    text.add(GOAL_WORDS)


def organisations():
    identifiers = Organisation.identifiers.rel.related_model.objects.published()
    names = Organisation.other_names.rel.related_model.objects.published()
    return Organisation.objects.prefetch_related(
        Prefetch("identifiers", identifiers.order_by("pk")),
        Prefetch("other_names", names.order_by("pk")),
        "focus_areas",
        "groups",
    )


def name_organisation(organisation, names):
    for other in organisation.other_names.all():
        names.add(other.text)


def write_organisation(organisation, title, text):
    title.add_field(organisation, "name")
    text.add_field(organisation, "description")
    for word in [*organisation.focus_areas.all(), *organisation.groups.all()]:
        text.add_field(word, "name")
    for identifier in organisation.identifiers.all():
        text.add(f"{identifier.scheme} {identifier.value}")


def people():
    memberships = Membership.objects.published().select_related("organisation").order_by("pk")
    return Person.objects.prefetch_related(Prefetch("memberships", memberships))


def write_person(person, title, text):
    title.add_field(person, "name")
    for membership in person.memberships.all():
        text.add_field(membership, "position")
        text.add_field(membership.organisation, "name")
    text.add_field(person, "biography")


def events():
    organisers = EventOrganisation.objects.published().select_related("organisation").order_by("position", "pk")
    return Event.objects.select_related("place").prefetch_related(Prefetch("organisers", organisers))


def write_event(event, title, text):
    title.add_field(event, "title")
    text.add_field(event, "summary")
    text.add_field(event.place, "name")
    text.add_field(event.place, "locality")
    for organiser in event.organisers.all():
        text.add_field(organiser.organisation, "name")


def sessions():
    appearances = Appearance.objects.published().order_by("position", "pk").select_related("person")
    statements = Statement.objects.published().order_by("position", "pk")
    return Session.objects.select_related("event").prefetch_related(
        Prefetch("statements", statements),
        Prefetch(
            "appearances", appearances.prefetch_related(Prefetch("organisation", Organisation.objects.published()))
        ),
    )


def write_session(session, title, text):
    title.add_field(session, "title")
    text.add_field(session, "abstract")
    for appearance in session.appearances.all():
        text.add_field(appearance.person, "name")
        text.add_field(appearance, "job_title")
        text.add_field(appearance.organisation, "name")
    for statement in session.statements.all():
        text.add_field(statement, "text")


def partnerships():
    partners = Partner.objects.published().select_related("organisation").order_by("position", "pk")
    documents = PartnershipDocument.objects.published().in_order()
    return Partnership.objects.prefetch_related(Prefetch("partners", partners), Prefetch("documents", documents))


def write_partnership(partnership, title, text):
    title.add_field(partnership, "title")
    text.add_field(partnership, "summary")
    for partner in partnership.partners.all():
        text.add_field(partner.organisation, "name")
    for document in partnership.documents.all():
        text.add_field(document, "title")


def commitments():
    return Commitment.objects.prefetch_related(
        Prefetch("owner", Organisation.objects.published()),
        Prefetch("reports", ProgressReport.objects.published().order_by("period_start", "pk")),
        Prefetch("assessments", Assessment.objects.published().order_by("assessed_on", "pk")),
    )


def write_commitment(commitment, title, text):
    title.add_field(commitment, "title")
    text.add_field(commitment, "description")
    text.add_field(getattr(commitment, "owner", None), "name")  # a hidden owner is as good as none
    for report in commitment.reports.all():
        text.add_field(report, "narrative")
    for assessment in commitment.assessments.all():
        text.add_field(assessment, "note")


def reviews():
    return NationalReview.objects.prefetch_related(
        Prefetch("contributions", Contribution.objects.published().order_by("pk"))
    )


def write_review(review, title, text):
    for language in settings.INTERFACE_LANGUAGES:
        with override(language):
            title.add(review.title, language)
    text.add_field(review, "summary")
    for contribution in review.contributions.all():
        text.add_field(contribution, "text")


def resources():
    return Resource.objects.prefetch_related(
        Prefetch("authors", Person.objects.published().order_by("pk")),
        Prefetch("organisations", Organisation.objects.published().order_by("pk")),
    )


def write_resource(resource, title, text):
    title.add_field(resource, "title")
    for name in ("summary", "body", "challenge", "actions_taken", "results"):
        text.add_field(resource, name)
    for name in ("enabling_factors", "constraints_met", "how_to_replicate"):
        text.add_field(resource, name)
    for author in [*resource.authors.all(), *resource.organisations.all()]:
        text.add_field(author, "name")


def write_story(story, title, text):
    title.add_field(story, "title")
    text.add_field(story, "lead")
    text.add_field(story, "body")


def register_all():
    for source in ALL:
        register(source)


ALL = [
    Source(
        kind="goal",
        order=0,
        label="goals.Goal",
        write=write_goal,
        address=lambda goal: ["goals:detail", [goal.number], ""],
        loaded_by_migrate=True,
    ),
    Source(
        kind="organisation",
        order=1,
        label="people.Organisation",
        write=write_organisation,
        names=name_organisation,
        rows=organisations,
        address=lambda organisation: ["people:organisation", [organisation.slug], ""],
        depends={
            "people.OrganisationName": ["other_names"],
            "people.OrganisationIdentifier": ["identifiers"],
            "people.FocusArea": ["focus_areas"],
            "people.Group": ["groups"],
        },
    ),
    Source(
        kind="person",
        order=2,
        label="people.Person",
        write=write_person,
        rows=people,
        address=lambda person: ["people:person", [person.slug], ""],
        depends={"people.Membership": ["memberships"], "people.Organisation": ["memberships__organisation"]},
    ),
    Source(
        kind="event",
        order=3,
        label="events.Event",
        write=write_event,
        rows=events,
        when=lambda event: event.starts_at,
        address=lambda event: ["events:detail", [event.slug], ""],
        depends={
            "events.EventOrganisation": ["organisers"],
            "people.Organisation": ["organisers__organisation"],
            "places.Place": ["place"],
        },
    ),
    Source(
        kind="partnership",
        order=4,
        label="partnerships.Partnership",
        write=write_partnership,
        rows=partnerships,
        when=lambda partnership: partnership.signed_on or partnership.starts_on,
        address=lambda partnership: ["partnerships:detail", [partnership.slug], ""],
        depends={
            "partnerships.Partner": ["partners"],
            "partnerships.PartnershipDocument": ["documents"],
            "people.Organisation": ["partners__organisation"],
        },
    ),
    Source(
        kind="session",
        order=5,
        label="events.Session",
        write=write_session,
        rows=sessions,
        when=lambda session: session.starts_at or session.event.starts_at,
        address=lambda session: ["events:session", [session.event.slug, session.slug], ""],
        depends={
            "events.Event": ["event"],
            "events.Appearance": ["appearances"],
            "events.Statement": ["statements"],
            "people.Person": ["appearances__person", "statements__person"],
            "people.Organisation": ["appearances__organisation"],
        },
    ),
    Source(
        kind="commitment",
        order=6,
        label="partnerships.Commitment",
        write=write_commitment,
        rows=commitments,
        when=lambda commitment: commitment.due_on,
        address=lambda commitment: ["partnerships:commitment", [commitment.slug], ""],
        depends={
            "partnerships.Partnership": ["partnership"],
            "partnerships.ProgressReport": ["reports"],
            "partnerships.Assessment": ["assessments"],
            # By a party, or one house with one, an assessment is not shown.
            "partnerships.Partner": ["partnership__partners"],
            "people.Organisation": ["owner", "assessments__assessor", "partnership__partners__organisation"],
        },
    ),
    Source(
        kind="review",
        order=7,
        label="reviews.NationalReview",
        write=write_review,
        rows=reviews,
        when=lambda review: date(review.year, 1, 1),
        address=lambda review: ["reviews:detail", [review.slug], ""],
        depends={"reviews.Contribution": ["contributions"], "people.Organisation": ["contributions__organisation"]},
    ),
    Source(
        kind="resource",
        order=8,
        label="knowledge.Resource",
        write=write_resource,
        rows=resources,
        when=lambda resource: resource.published_at,
        address=lambda resource: ["knowledge:resource", [resource.slug], ""],
        depends={"people.Person": ["authors"], "people.Organisation": ["organisations"]},
    ),
    Source(
        kind="story",
        order=9,
        label="knowledge.Story",
        write=write_story,
        when=lambda story: story.dated_on,
        address=lambda story: ["knowledge:story", [story.slug], ""],
    ),
    Source(
        kind="target",
        order=10,
        label="goals.Target",
        write=write_target,
        number=lambda target: target.goal_id * 1000 + target.position,
        address=lambda target: ["goals:detail", [target.goal_id], target.anchor],
        loaded_by_migrate=True,
    ),
]
