"""What stops a partnership from being told to IATI: said at its field in the panel, and left out of the files."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from partnerships.iati.obstacles import obstacles_of, told
from partnerships.models import Partner, Partnership
from people.models import Organisation
from people.models.identifiers import check_identifier
from places.models import Region
from tests.partnerships.factories import PartnerFactory, PartnershipFactory
from tests.partnerships.iati_rows import reporter, told_partnership
from tests.people.factories import OrganisationFactory, OrganisationIdentifierFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
DRAFT = {"publication_state": "draft"}


def fields(partnership):
    return [obstacle.field for obstacle in obstacles_of(partnership, TODAY)]


def known_by(scheme, value):
    return OrganisationIdentifierFactory(scheme=scheme, value=value).organisation


CASES = [
    ({}, []),
    (DRAFT, ["publication_state"]),
    ({"title_en": ""}, ["title"]),
    ({"summary_en": ""}, ["summary"]),
    ({"countries": []}, ["countries"]),
    ({"signed_on": None}, ["starts_on"]),
    ({"signed_on": None, "starts_on": date(2027, 2, 1), "planned_ends_on": date(2027, 1, 1)}, ["planned_ends_on"]),
    ({"ends_on": date(2020, 1, 1)}, ["ends_on"]),
    ({"reporting_organisation": None}, ["reporting_organisation"]),
]


@pytest.mark.parametrize(("facts", "expected"), CASES)
def test_each_obstacle_stands_at_its_field_and_keeps_the_partnership_out(facts, expected):
    partnership = told_partnership(**facts)

    assert fields(partnership) == expected
    assert list(told(Partnership.objects.all(), TODAY)) == ([] if expected else [partnership])
    assert list(told(Partnership.objects.all(), TODAY, yes=False)) == ([partnership] if expected else [])


def test_who_reports_must_be_public_and_known_to_org_id_guide():
    unknown = [
        known_by(*one)
        for one in (("UZ-TIN", "123456789"), ("GB-CHC", "1/2"), ("GB-CHC", "1\x02"), ("GB-CHC", "1\ufffe"))
    ]
    unknown += [OrganisationFactory()]
    known = [known_by("TJ-TIN", "123456789"), known_by("GB-CHC", "12"), known_by("XM-DAC", "41114")]

    assert [fields(told_partnership(reporting_organisation=one)) for one in unknown] == [["reporting_organisation"]] * 5
    assert [fields(told_partnership(reporting_organisation=one)) for one in known] == [[]] * 3
    assert fields(told_partnership(reporting_organisation=reporter(**DRAFT))) == ["reporting_organisation"]


@pytest.mark.parametrize("value", ["12\x02", "12\ufffe", "12\uffff"])
def test_an_identifier_that_no_xml_can_hold_is_refused(value):
    with pytest.raises(ValidationError, match="not the format of a GB-CHC"):
        check_identifier("GB-CHC", value)


def test_who_reports_and_who_takes_part_must_have_a_name():
    reports, takes_part = told_partnership(), told_partnership()
    nameless = [reports.reporting_organisation_id, takes_part.partners.get().organisation_id]
    Organisation.objects.filter(pk__in=nameless).update(name_en="")

    assert [fields(one) for one in (reports, takes_part)] == [["reporting_organisation"], ["partners"]]


def test_somebody_public_takes_part_and_a_region_says_the_country():
    partnership = told_partnership(countries=[])
    for rows in (partnership.partners.all(), partnership.tags.all()):
        rows._raw_delete(rows.db)  # as rows may be from before a public partnership had to have them
    PartnerFactory(partnership=partnership, role=Partner.Role.OBSERVER)
    PartnerFactory(partnership=partnership, organisation=OrganisationFactory(**DRAFT))
    partnership.regions.add(Region.objects.get(code="KG-O"))

    assert fields(partnership) == ["partners", "tags"]


def test_panel_tells_obstacles_in_sum_at_the_field_and_above_the_rows(editor_client):
    partnership = PartnershipFactory(countries=["KZ"], summary_en="")

    page = editor_client.get(reverse("admin:partnerships_partnership_change", args=[partnership.pk]))

    form = page.context["adminform"].form
    hints = {name: text for name, field in form.fields.items() if "For IATI:" in (text := str(field.help_text))}
    assert sorted(hints) == ["reporting_organisation", "summary_en"]
    assert "Say which organisation reports on it." in hints["reporting_organisation"]
    inlines = page.context["inline_admin_formsets"]
    assert {inline.formset.fk.remote_field.related_name: inline.obstacles for inline in inlines} == {
        "partners": ["Name a public organisation that does more than observe."],
        "tags": ["Name at least one goal or target that it serves."],
        "documents": [],
    }
    assert page.text.count("Say which organisation reports on it.") == 2


def test_panel_keeps_the_hints_beside_the_errors_of_a_form(editor_client):
    address = reverse("admin:partnerships_partnership_change", args=[PartnershipFactory().pk])

    page = editor_client.post(address, {"signed_on": "no day"})

    assert page.context["errors"]
    assert page.text.count("Say which organisation reports on it.") == 2


def test_panel_shows_a_refused_form_of_what_is_told_with_the_file_that_tells_it(editor_client):
    partnership = told_partnership(signed_on=timezone.localdate() - timedelta(days=9))
    address = reverse("admin:partnerships_partnership_change", args=[partnership.pk])

    page = editor_client.post(address, {"reporting_organisation": "", "signed_on": "no day"})

    assert (page.status_code, bool(page.context["errors"])) == (200, True)
    assert reverse("iati:reported_by", args=[partnership.reporting_organisation.slug]) in page.text


def test_panel_leads_to_the_file_and_filters_by_it(editor_client):
    partnership = told_partnership(signed_on=timezone.localdate() - timedelta(days=9))
    left_out = PartnershipFactory()
    page = editor_client.get(reverse("admin:partnerships_partnership_change", args=[partnership.pk]))
    lists = [
        editor_client.get(reverse("admin:partnerships_partnership_changelist"), {"iati": value}).context["cl"].queryset
        for value in ("yes", "no")
    ]

    assert reverse("iati:reported_by", args=[partnership.reporting_organisation.slug]) in page.text
    assert [list(rows) for rows in lists] == [[partnership], [left_out]]
    new = editor_client.get(reverse("admin:partnerships_partnership_add")).text
    assert "IATI" not in new
