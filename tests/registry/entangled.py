"""Organisations with a row of every kind that can point to one, and whole tables to compare."""

from django.apps import apps
from django.db import connection

from events.models import EventOrganisation
from people.models import OrganisationIdentifier, OrganisationName
from places.models import Region
from registry.merging.relations import relations
from registry.models import IdentifierSetAside, ImportRun, SourceRecord
from tests.events.factories import AppearanceFactory, EventFactory, ProposedPersonFactory
from tests.knowledge.factories import ResourceFactory, StoryFactory
from tests.partnerships.factories import AssessmentFactory, CommitmentFactory, PartnerFactory, PartnershipFactory
from tests.people import factories as people
from tests.registry.factories import MistakeFactory, SourceFactory
from tests.reviews.factories import ContributionFactory, NationalReviewFactory

# What tells of the merge itself, or is worked out from the rest.
NOT_COMPARED = {
    "auditlog.LogEntry",
    "people.FacetBlock",
    "registry.OrganisationKey",
    "registry.Merge",
    "publishing.ContentVersion",
    "sessions.Session",
}


def entangled(**fields):
    """Return an organisation to which a row of every kind points, and which has several of what there may be several."""
    row = people.OrganisationFactory(**fields)
    row.regions.add(Region.objects.get(code="KZ-71"))
    row.focus_areas.add(people.FocusAreaFactory())
    row.groups.add(people.GroupFactory())
    belongings(row)
    what_it_did(row)
    what_registers_say(row)
    return row


def belongings(row):
    people.OrganisationFactory(parent=row)
    people.OrganisationFactory(merged_into=row, publication_state="archived")
    OrganisationName.objects.create(organisation=row, text=f"Alias of {row.slug}")
    OrganisationIdentifier.objects.create(organisation=row, scheme="KG-OKPO", value=f"{row.pk:08}")
    people.OrganisationTagFactory(organisation=row, goal_id=row.pk % 17 + 1)
    people.MembershipFactory(organisation=row)
    people.MembershipFactory(member_organisation=row, person=None)
    people.MembershipFactory(on_behalf_of=row)


def what_it_did(row):
    EventOrganisation.objects.create(event=EventFactory(), organisation=row)
    AppearanceFactory(organisation=row)
    ProposedPersonFactory(organisation=row)
    PartnerFactory(organisation=row)
    PartnershipFactory(reporting_organisation=row)
    CommitmentFactory(owner=row)
    AssessmentFactory(assessor=row)
    ContributionFactory(organisation=row)
    NationalReviewFactory().bodies.add(row)
    ResourceFactory().organisations.add(row)
    StoryFactory().organisations.add(row)


def what_registers_say(row):
    source = SourceFactory()
    run = ImportRun.objects.create(source=source, file_name="register.csv")
    SourceRecord.objects.create(source=source, key=row.slug, organisation=row, first_run=run, last_run=run)
    MistakeFactory(organisation=row)
    IdentifierSetAside.objects.create(organisation=row, scheme="KZ-BIN", value=row.slug, reason="format", run=run)


def pointing_to(organisation):
    """Return {label of the relation: number of rows} for every relation, those without rows included."""
    return {one.label: one.rows(organisation, but_for=organisation).count() for one in relations()}


def all_tables():
    """Return {table: its rows as they are stored}, without times of change and the keys of rows between two others."""
    compared = [model for model in apps.get_models(include_auto_created=True) if model._meta.label not in NOT_COMPARED]
    return {model._meta.db_table: stored(model) for model in compared if model._meta.managed}


def stored(model):
    left_out = {field.column for field in model._meta.concrete_fields if getattr(field, "auto_now", False)}
    if model._meta.auto_created:
        left_out |= {model._meta.pk.column}
    columns = [field.column for field in model._meta.concrete_fields if field.column not in left_out]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(connection.ops.quote_name, columns))} FROM {model._meta.db_table}")
        return sorted(map(repr, cursor.fetchall()))
