"""What the pages of the admin cost and offer: queries, boxes, groups, history."""

from datetime import date, timedelta

import pytest
from auditlog.models import LogEntry
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteMixin
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from events.models import Event, EventOrganisation, Session
from goals.models import Goal, Indicator, Target
from partnerships.models import Commitment, Partnership
from people.models import Organisation, Person
from places.models import Place, Region
from publishing.admin.boxes import inner_widget
from reviews.models import NationalReview
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    EventOrganisationFactory,
    EventPhotoFactory,
    EventTagFactory,
    MaterialFactory,
    SessionFactory,
    SessionTagFactory,
    StatementFactory,
)
from tests.knowledge.factories import ResourceFactory, StoryFactory, StoryPhotoFactory, StoryTagFactory
from tests.partnerships.factories import (
    CommitmentFactory,
    CommitmentTagFactory,
    PartnerFactory,
    PartnershipFactory,
    PartnershipTagFactory,
    ProgressReportFactory,
)
from tests.people.factories import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
    PersonFactory,
    VerificationFactory,
)
from tests.places.factories import PlaceFactory, RoomFactory
from tests.publishing.test_admin import FACTORY_OF, OURS, address, row_of
from tests.reviews.factories import NationalReviewFactory, NationalReviewTagFactory

MOST_QUERIES = 30
REFERENCE = {Goal, Target, Region}  # there from the start: 17, 169 and 54 rows


def target(number):
    """One of the targets, as the fields of a tag."""
    row = Target.objects.order_by("goal", "position")[number]
    return {"goal_id": row.goal_id, "target": row}


def fill_event(event, number):
    EventOrganisationFactory(event=event)
    EventTagFactory(event=event, **target(number))
    MaterialFactory(event=event, session=SessionFactory(event=event))
    EventPhotoFactory(event=event, session=SessionFactory(event=event)).people.add(PersonFactory())


def fill_session(session, number):
    AppearanceFactory(session=session)
    StatementFactory(session=session)
    SessionTagFactory(session=session, **target(number))
    MaterialFactory(session=session, event=session.event)
    EventPhotoFactory(session=session, event=session.event).people.add(PersonFactory())


def fill_organisation(organisation, number):
    OrganisationNameFactory(organisation=organisation)
    OrganisationIdentifierFactory(organisation=organisation)
    OrganisationTagFactory(organisation=organisation, **target(number))
    MembershipFactory(organisation=organisation, on_behalf_of=OrganisationFactory())
    MembershipFactory(organisation=organisation, person=None, member_organisation=OrganisationFactory())
    VerificationFactory(organisation=organisation)


def fill_partnership(partnership, number):
    PartnerFactory(partnership=partnership)
    PartnershipTagFactory(partnership=partnership, **target(number))


def fill_commitment(commitment, number):
    CommitmentTagFactory(commitment=commitment, **target(number))
    day = date(2020, 1, 1) + timedelta(days=number)
    ProgressReportFactory(commitment=commitment, period_start=day, period_end=day)


def fill_story(story, number):
    StoryPhotoFactory(story=story)
    StoryTagFactory(story=story, **target(number))
    story.people.add(PersonFactory())


FILLED = {
    EventFactory: fill_event,
    SessionFactory: fill_session,
    OrganisationFactory: fill_organisation,
    PersonFactory: lambda person, number: MembershipFactory(person=person, on_behalf_of=OrganisationFactory()),
    PartnershipFactory: fill_partnership,
    CommitmentFactory: fill_commitment,
    StoryFactory: fill_story,
    PlaceFactory: lambda place, number: RoomFactory(place=place),
    NationalReviewFactory: lambda review, number: NationalReviewTagFactory(review=review, **target(number)),
}


@pytest.mark.parametrize("model", [model for model in OURS if model not in REFERENCE], ids=lambda m: m._meta.label)
def test_list_costs_the_same_for_one_row_as_for_thirty(editor_client, flat_queries, model):
    flat_queries(FACTORY_OF[model], editor_client.get, address(model, "changelist"), at_most=MOST_QUERIES)


@pytest.mark.parametrize("model", sorted(REFERENCE, key=lambda m: m._meta.label), ids=lambda m: m._meta.label)
def test_lists_of_what_is_there_from_the_start_stay_below_thirty_queries(editor_client, count_queries, model):
    assert count_queries(editor_client.get, address(model, "changelist")) <= MOST_QUERIES


@pytest.mark.parametrize("factory", FILLED, ids=lambda factory: factory._meta.model._meta.label)
def test_form_costs_the_same_for_one_row_of_each_inline_as_for_thirty(editor_client, flat_queries, factory):
    row = factory()
    page = address(type(row), "change", row.pk)
    numbers = iter(range(30))

    flat_queries(lambda: FILLED[factory](row, next(numbers)), editor_client.get, page, at_most=MOST_QUERIES)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_form_stays_below_thirty_queries(editor_client, count_queries, model):
    page = address(model, "change", row_of(model).pk)
    editor_client.get(page)

    assert count_queries(editor_client.get, page) <= MOST_QUERIES


@pytest.mark.parametrize("page", ["admin:index", "admin:auditlog_logentry_changelist"])
def test_first_page_and_audit_trail_stay_below_thirty_queries(editor_client, count_queries, page):
    for _ in range(30):
        EventFactory(publication_state="submitted")
    editor_client.get(reverse(page))

    assert count_queries(editor_client.get, reverse(page)) <= MOST_QUERIES


def changed(row, **values):
    """Return `row`, saved with `values`: what factories make has no history, this has."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def test_history_costs_the_same_for_one_change_as_for_twenty(editor_client, count_queries):
    commitment = CommitmentFactory()
    changed(commitment, owner=OrganisationFactory(), title_en="Title")
    page = address(Commitment, "history", commitment.pk)
    editor_client.get(page)
    with_one = count_queries(editor_client.get, page)
    for number in range(20):
        changed(commitment, owner=OrganisationFactory(), title_en=f"Title {number}")

    assert count_queries(editor_client.get, page) == with_one


def boxes(editor):
    """Every box of every form of ours that chooses other rows: (model, name, widget)."""
    request = RequestFactory().get("/")
    request.user = editor
    for model in OURS:
        panel = site._registry[model]
        forms = [(model, panel.get_form(request), set())]
        for inline in panel.get_inline_instances(request):
            formset = inline.get_formset(request)
            forms.append((inline.model, formset.form, {formset.fk.name}))
        for owner, form, parents in forms:
            for name, field in form.base_fields.items():
                if hasattr(field, "queryset") and name not in parents:
                    yield owner._meta.label, name, inner_widget(field)


def test_every_box_that_chooses_rows_searches_for_them(editor):
    plain = {(model, name) for model, name, widget in boxes(editor) if not isinstance(widget, AutocompleteMixin)}

    assert plain == set()


def test_no_list_of_codes_is_typed_as_json(editor):
    request = RequestFactory().get("/")
    request.user = editor
    forms = {model: site._registry[model].get_form(request).base_fields for model in OURS}
    found = {
        (model._meta.label, field.name): type(forms[model][field.name]).__name__
        for model in OURS
        for field in model._meta.fields
        if isinstance(field, models.JSONField) and field.name in forms[model]
    }

    assert set(found.values()) == {"CodesField"}
    assert len(found) == 7


def test_models_stand_in_the_groups_of_an_editor(editor_client):
    groups = editor_client.get(reverse("admin:index")).context["app_list"]

    assert [str(group["name"]) for group in groups] == [
        "Programme", "Registry", "Partnerships", "Knowledge", "Reviews", "Goals and regions", "Accounts",
    ]  # fmt: skip
    assert [model["object_name"] for model in groups[0]["models"]] == [
        "Event", "Session", "Proposal", "Registration", "Place", "Room",
    ]  # fmt: skip
    assert sum(len(group["models"]) for group in groups) == len(site._registry)


def test_page_of_an_app_shows_the_groups_that_hold_it(editor_client):
    response = editor_client.get(reverse("admin:app_list", args=["places"]))

    assert [str(group["name"]) for group in response.context["app_list"]] == ["Programme", "Goals and regions"]


def test_whoever_may_see_one_model_sees_one_group(client, staff_who_may):
    client.force_login(staff_who_may("view_region"))

    groups = client.get(reverse("admin:index")).context["app_list"]

    assert [[model["object_name"] for model in group["models"]] for group in groups] == [["Region"]]


def test_list_shows_what_is_not_yet_translated(editor_client):
    both = EventFactory(title_en="Forum", title_kk="Форум")
    english = EventFactory(title_en="Training")
    EventFactory(title_en=None, title_kk="Кездесу")
    listed = address(Event, "changelist")

    lacking_kazakh = editor_client.get(listed, {"lacking": "kk"})

    assert list(lacking_kazakh.context["cl"].queryset) == [english]
    assert both not in editor_client.get(listed, {"lacking": "en"}).context["cl"].queryset
    assert editor_client.get(listed, {"lacking": "xx"}).context["cl"].result_count == 3
    assert '<td class="field-written_in">kk en</td>' in editor_client.get(listed).text


def test_partnership_leads_to_its_commitments(editor_client):
    partnership = PartnershipFactory()
    wanted = CommitmentFactory(partnership=partnership)
    CommitmentFactory()

    form = editor_client.get(address(Partnership, "change", partnership.pk)).text
    listed = editor_client.get(address(Commitment, "changelist"), {"partnership__id__exact": partnership.pk})

    assert f'href="/admin/partnerships/commitment/?partnership__id__exact={partnership.pk}">Show: 1</a>' in form
    assert list(listed.context["cl"].queryset) == [wanted]


def test_history_tells_every_change_in_the_words_of_the_form(editor_client, editor):
    review = NationalReviewFactory(country="KZ", summary_en="Before")
    editor_client.get(reverse("admin:index"))
    changed(review, summary_en="After", country="UZ")

    text = editor_client.get(address(NationalReview, "history", review.pk)).text

    assert "Summary [en]" in text
    assert "<td>Before</td>\n          <td>After</td>" in text
    assert "<td>Uzbekistan</td>" in text


def test_history_of_one_row_tells_nothing_of_another(editor_client):
    changed(PersonFactory(), name_en="Somebody else")
    person = changed(PersonFactory(), name_en="Aigerim")

    text = editor_client.get(address(Person, "history", person.pk)).text

    assert "<td>Aigerim</td>" in text
    assert "Somebody else" not in text


def test_history_is_for_those_who_may_see_the_row(client, staff_who_may):
    person = PersonFactory()
    client.force_login(staff_who_may("view_region"))

    assert client.get(address(Person, "history", person.pk)).status_code == 403


def test_nobody_edits_the_audit_trail(editor_client):
    changed(OrganisationFactory(), name_en="Fund")
    entry = LogEntry.objects.get(object_repr="Fund")
    pages = [address(LogEntry, "add"), address(LogEntry, "delete", entry.pk)]

    answers = [editor_client.post(page, {"post": "yes"}).status_code for page in pages]
    edited = editor_client.post(address(LogEntry, "change", entry.pk), {"object_repr": "Other"}).status_code

    assert (answers, edited) == ([403, 403], 403)
    assert LogEntry.objects.get(pk=entry.pk).object_repr == "Fund"
    assert "delete_selected" not in editor_client.get(address(LogEntry, "changelist")).text


def test_audit_trail_is_read_in_the_admin(editor_client):
    changed(OrganisationFactory(name_en="Fund"), status="active")
    entry = LogEntry.objects.get(object_repr="Fund")

    text = editor_client.get(address(LogEntry, "change", entry.pk)).text

    assert "<td>Active</td>" in text


@pytest.mark.parametrize("factory", [ResourceFactory, PartnershipFactory])
def test_countries_are_ticked(editor_client, factory):
    row = factory(countries=["KZ"])

    text = editor_client.get(address(type(row), "change", row.pk)).text

    ticked = '<input type="checkbox" name="countries" value="KZ" id="id_countries_0" checked>'
    assert ticked in text
    assert text.count('name="countries"') == 5


def test_language_that_is_not_on_offer_is_kept(editor_client):
    session = SessionFactory(languages=["kk", "de"])

    text = editor_client.get(address(Session, "change", session.pk)).text

    assert "German</label>" in text
    assert 'value="de" id="id_languages_12" checked' in text


@pytest.mark.parametrize(
    ("factory", "model", "field"),
    [(RoomFactory, "places.Room", "name_kk"), (MembershipFactory, "people.Membership", "position_kk"),
     (ProgressReportFactory, "partnerships.ProgressReport", "narrative_kk")],
)  # fmt: skip
def test_what_is_outside_the_index_is_found_in_any_case(editor_client, factory, model, field):
    wanted = factory(**{field: "Үлкен зал"})
    factory(**{field: "Кіші зал"})

    response = editor_client.get(address(type(wanted), "changelist"), {"q": "ҮЛКЕН ЗАЛ"})

    assert list(response.context["cl"].queryset) == [wanted]


def test_user_is_found_by_name_in_any_case(editor_client, django_user_model):
    wanted = django_user_model.objects.create_user("a@example.org", first_name="Әйгерім")

    response = editor_client.get(address(django_user_model, "changelist"), {"q": "әЙГЕРІМ"})

    assert list(response.context["cl"].queryset) == [wanted]


def test_choosing_a_region_finds_it_in_any_case(editor_client):
    asked = {"app_label": "people", "model_name": "organisation", "field_name": "region", "term": "АБАЙ"}

    results = editor_client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [result["id"] for result in results] == [str(Region.objects.get(code="KZ-10").pk)]


def test_every_noun_has_the_forms_it_needs():
    inlines = {
        model: {inline.model._meta.object_name for inline in site._registry[model].inlines}
        for model in (Session, Partnership, Commitment, Organisation, Place)
    }

    assert inlines == {
        Session: {"Appearance", "Statement", "SessionTag", "Material", "EventPhoto"},
        Partnership: {"Partner", "PartnershipTag", "PartnershipDocument"},
        Commitment: {"CommitmentTag", "ProgressReport", "Assessment"},
        Organisation: {"OrganisationName", "OrganisationIdentifier", "OrganisationTag", "Membership", "Verification"},
        Place: {"Room"},
    }
    assert Indicator in site._registry


def test_each_box_of_a_table_of_rows_says_what_its_column_is(editor_client):
    event = EventFactory()
    EventOrganisationFactory(event=event)

    page = editor_client.get(address(Event, "change", event.pk))

    formset = next(one.formset for one in page.context["inline_admin_formsets"] if one.opts.model is EventOrganisation)
    names = {name: inner_widget(field).attrs.get("aria-label") for name, field in formset.forms[0].fields.items()}
    assert names == {
        "organisation": "Organisation",
        "role": "Role",
        "position": "Position",
        "DELETE": "Delete",
        "id": None,
        "event": None,
    }
    assert formset.empty_form.fields["role"].widget.attrs["aria-label"] == "Role"
