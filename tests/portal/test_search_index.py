"""The index follows every change of the rows, in the same transaction."""

from io import StringIO

import pytest
from django.contrib.admin import ModelAdmin, site
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from events.models import Event, Session
from goals.models import Goal, Indicator, Target
from people.models import Organisation
from portal.models import SearchDocument
from portal.search import index, tables
from portal.search.query import facet_counts, search
from portal.search.registry import SOURCES
from publishing.models import ContentVersion, PublicationState
from publishing.search import IndexedSearchMixin, SearchFilter, matching, refresh
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventOrganisationFactory,
    SessionFactory,
    StatementFactory,
)
from tests.knowledge.factories import ResourceFactory, StoryFactory
from tests.partnerships.factories import CommitmentFactory, PartnershipFactory, ProgressReportFactory
from tests.people.factories import (
    FocusAreaFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    PersonFactory,
)
from tests.places.factories import PlaceFactory
from tests.reviews.factories import ContributionFactory, NationalReviewFactory

pytestmark = pytest.mark.django_db

DRAFT = PublicationState.DRAFT


def kinds(text):
    """The kinds that the facets show: what the index itself says, without a look at the rows."""
    return [facet.kind for facet in facet_counts(text)]


def save(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_every_kind_has_an_address_of_its_own():
    commitment, session, review = CommitmentFactory(), SessionFactory(), NationalReviewFactory()
    rows = [
        Goal.objects.get(pk=6),
        Target.objects.get(pk="6.b"),
        commitment,
        session,
        review,
        *(session.event, commitment.owner, PersonFactory(), PartnershipFactory(), ResourceFactory(), StoryFactory()),
    ]

    words = ["6", "6.b", "session", "commitment", "review", "event", "organisation", "person", "partnership"]
    words += ["resource", "story"]
    hits = [hit for kind in SOURCES for word in words for hit in search(word, kind=kind).page(size=200).hits]
    found = {(hit.kind, hit.object_id): hit.url for hit in hits}

    assert len({type(row) for row in rows}) == len(SOURCES)
    for row in rows:
        kind = next(source.kind for source in SOURCES.values() if source.model is type(row))
        assert found[kind, str(row.pk)] == row.get_absolute_url()


def test_row_is_found_as_soon_as_it_is_saved_and_no_longer_when_deleted():
    event = EventFactory(title_en="Irrigation forum")
    assert kinds("irrigation") == ["event"]

    save(event, title_en="Glacier forum")
    assert (kinds("irrigation"), kinds("glacier")) == ([], ["event"])

    event.delete()
    assert kinds("glacier") == []


def test_sessions_appear_and_disappear_with_their_event():
    session = SessionFactory(title_en="Irrigation", event__publication_state=DRAFT)
    assert kinds("irrigation") == []

    save(session.event, publication_state=PublicationState.PUBLISHED)
    assert kinds("irrigation") == ["session"]

    save(session.event, publication_state=PublicationState.ARCHIVED)
    assert kinds("irrigation") == []

    session.event.delete()
    assert SearchDocument.objects.filter(kind="session").exists() is False


def test_person_who_withdraws_consent_is_found_nowhere():
    person = PersonFactory(name_en="Aigul Example")
    AppearanceFactory(person=person)
    ResourceFactory().authors.add(person)
    assert kinds("aigul") == ["person", "session", "resource"]

    save(person, is_public=False)

    assert kinds("aigul") == []


def test_hidden_organisation_is_named_nowhere():
    organisation = OrganisationFactory(name_en="Ynanch")
    EventOrganisationFactory(organisation=organisation)
    AppearanceFactory(organisation=organisation)
    MembershipFactory(organisation=organisation)
    commitment = CommitmentFactory(owner=organisation)
    assert kinds("ynanch") == ["organisation", "person", "event", "session", "commitment"]

    save(organisation, publication_state=DRAFT)

    assert kinds("ynanch") == []
    assert search(commitment.title_en).page().hits == []


def test_new_name_of_an_organisation_reaches_whatever_shows_it():
    organisation = OrganisationFactory(name_en="Old name of it")
    EventOrganisationFactory(organisation=organisation)

    save(organisation, name_en="Renamed")

    assert kinds("renamed") == ["organisation", "event"]
    assert kinds("old name of it") == []


def test_parts_are_found_with_what_they_belong_to():
    organisation = OrganisationFactory()
    alias = OrganisationNameFactory(organisation=organisation, text="UNDP")
    OrganisationIdentifierFactory(organisation=organisation, scheme="KG-OKPO", value="20000017")
    ProgressReportFactory(narrative_en="Boreholes were dug")
    ContributionFactory(text_en="More boreholes")
    EventFactory(place=PlaceFactory(name_en="Boreholes hall"))

    assert kinds("undp") == kinds("20000017") == ["organisation"]
    assert kinds("boreholes") == ["event", "commitment", "review"]

    alias.delete()
    assert kinds("undp") == []


def test_unapproved_report_and_contribution_without_consent_are_not_found():
    ProgressReportFactory(narrative_en="Boreholes were dug", state="draft")
    ContributionFactory(text_en="More boreholes", consent=False)

    assert kinds("boreholes") == []


def test_statement_that_moves_is_found_at_its_new_session_only():
    statement = StatementFactory(text_en="Vibrant")
    other = SessionFactory()

    save(statement, session=other)

    assert [hit.object_id for hit in search("vibrant").page().hits] == [str(other.pk)]


def test_links_are_followed_from_both_ends():
    water, organisation = FocusAreaFactory(name_en="Irrigation"), OrganisationFactory()

    organisation.focus_areas.add(water)
    assert kinds("irrigation") == ["organisation"]

    water.organisations.clear()
    assert kinds("irrigation") == []

    water.organisations.add(organisation)
    assert kinds("irrigation") == ["organisation"]

    organisation.focus_areas.remove(water)
    assert kinds("irrigation") == []


def test_saving_again_writes_nothing(count_queries):
    event = EventFactory()
    before = set(SearchDocument.objects.values_list("pk", "tokens"))

    index.refresh(SOURCES["event"], [event.pk])

    assert set(SearchDocument.objects.values_list("pk", "tokens")) == before
    assert count_queries(index.refresh, SOURCES["event"], [event.pk]) <= 8


@pytest.mark.django_db(transaction=True)
def test_row_and_document_are_saved_together_or_not_at_all(monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(index, "_document", broken)

    with pytest.raises(RuntimeError):
        EventFactory(title_en="Half saved")

    assert Event.objects.count() == 0
    assert ContentVersion.objects.values_list("number", flat=True).first() in (None, 1, 2)


def test_bulk_write_is_found_after_refresh():
    Organisation.objects.bulk_create([Organisation(name_en="Imported", kind="22", slug="imported")])
    Organisation.objects.filter(slug="imported").update(publication_state=PublicationState.PUBLISHED)
    assert kinds("imported") == []

    refresh(Organisation, Organisation.objects.values_list("pk", flat=True))

    assert kinds("imported") == ["organisation"]


def test_rebuild_search_makes_the_index_true_again():
    kept, renamed = EventFactory(title_en="Kept"), EventFactory(title_en="Stale name")
    Event.objects.filter(pk=renamed.pk).update(title_en="Fresh name")
    SearchDocument.objects.filter(kind="event", object_id=kept.pk).delete()
    Session.objects.bulk_create(
        [Session(event=kept, title_en="Silent session", slug="s", publication_state="published")]
    )
    document = SearchDocument.objects.filter(kind="event").get()
    document.pk, document.object_id = document.pk + 1, "999999"
    document.save()

    call_command("rebuild_search", stdout=(out := StringIO()), stderr=StringIO())

    rows = 2 + 1 + 17 + 169
    assert out.getvalue() == f"{rows} rows are in the search index; 1 documents of deleted rows were removed.\n"
    assert (kinds("kept"), kinds("stale"), kinds("fresh"), kinds("silent")) == (["event"], [], ["event"], ["session"])
    assert SearchDocument.objects.filter(kind="event").count() == 2


def test_rebuild_search_of_one_kind_leaves_the_others_alone():
    event = EventFactory(title_en="Irrigation")
    SessionFactory(event=event, title_en="Irrigation")
    SearchDocument.objects.all().delete()

    call_command("rebuild_search", kind=["event"], stdout=(out := StringIO()), stderr=StringIO())

    assert out.getvalue().startswith("1 rows are")
    assert kinds("irrigation") == ["event"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL needs no triggers.")
def test_migrate_makes_again_the_triggers_that_sqlite_lost():
    with connection.cursor() as cursor:
        for name in tables.FTS5_TRIGGERS:
            cursor.execute(f"DROP TRIGGER {name}")

    call_command("migrate", "portal", verbosity=0)

    EventFactory(title_en="Irrigation")
    assert kinds("irrigation") == ["event"]


def test_matching_narrows_any_list_and_keeps_its_order():
    first = OrganisationFactory(name_en="Фонд воды А")
    second = OrganisationFactory(name_en="Фонд воды Б")
    OrganisationFactory(name_en="Фонд земли")
    OrganisationFactory(name_en="Фонд воды В", publication_state=DRAFT)
    organisations = Organisation.objects.published()

    assert list(matching(organisations.order_by("-pk"), "fond vody")) == [second, first]
    assert matching(organisations, "  ").count() == 3
    assert list(matching(organisations, "'\"")) == []
    assert list(matching(Target.objects.all(), "6.b")) == [Target.objects.get(pk="6.b")]


def test_matching_refuses_rows_that_are_not_in_the_index():
    with pytest.raises(LookupError, match="Indicator is not in the search index"):
        matching(Indicator.objects.all(), "water")


@pytest.mark.parametrize("typed", ["vody\x00", "  ВОДЫ ", "vody'"])
def test_search_filter_takes_anything(typed):
    wanted = OrganisationFactory(name_en="Фонд воды")
    OrganisationFactory(name_en="Фонд земли")
    box = SearchFilter()

    found = box.filter(Organisation.objects.all(), box.field.clean(typed))

    assert list(found) == [wanted]


def test_admin_finds_cyrillic_drafts_in_any_case(editor):
    class OrganisationAdmin(IndexedSearchMixin, ModelAdmin):
        search_fields = ["name"]

    wanted = OrganisationFactory(name_en="Қоғамдық қор", publication_state=DRAFT)
    OrganisationFactory(name_en="Фонд земли")
    request = RequestFactory().get("/")
    request.user = editor

    found, _may_repeat = OrganisationAdmin(Organisation, site).get_search_results(
        request, Organisation.objects.all(), "ҚОҒАМДЫҚ"
    )

    assert list(found) == [wanted]
