"""Partnerships as IATI activities: what each field becomes, held to the schema and the ruleset of IATI."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import etree

from partnerships.iati.shares import shares
from partnerships.iati.writer import written
from partnerships.models import Partner, Partnership, PartnershipDocument
from people.models import Organisation
from tests.partnerships.factories import PartnerFactory, PartnershipDocumentFactory
from tests.partnerships.iati import LANGUAGE, broken_rules
from tests.partnerships.iati_rows import partnership_of_which_all_is_known, promised, told_partnership

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
Role = Partner.Role


@pytest.fixture
def everything():
    return partnership_of_which_all_is_known()


def file_of(rows, on=TODAY):
    document = b"".join(written(rows, on))
    assert broken_rules(document) == []
    return etree.fromstring(document)


def activity_of(partnership, on=TODAY):
    (activity,) = file_of(Partnership.objects.filter(pk=partnership.pk), on)
    return activity


def codes(activity, name, *attributes):
    return [tuple(element.get(attribute) for attribute in attributes) for element in activity.iterfind(name)]


def texts(activity, path):
    return [(one.get(LANGUAGE), one.text) for one in activity.iterfind(f"{path}/narrative")]


def test_activity_has_its_texts_in_every_language_the_portals_own_first(everything, settings):
    settings.LANGUAGE_CODE = "ru"
    everything.title_ru = "Вода"
    everything.save()

    activity = activity_of(everything)

    assert activity.get(LANGUAGE) == "ru"
    assert texts(activity, "title") == [("ru", "Вода"), ("kk", "Су және адамдар"), ("en", "Water & people")]
    assert texts(activity, "description[@type='1']") == [("ru", "Чистая вода"), ("en", "Clean water")]
    assert texts(activity, "description[@type='3']") == [("en", "Women; Youth")]


def test_activity_is_named_by_who_reports_it_and_by_its_guid(everything, settings):
    reference = f"KG-OKPO-{everything.reporting_organisation.identifiers.get().value}"

    activity = activity_of(everything)

    assert activity.findtext("iati-identifier") == f"{reference}-{everything.guid}"
    assert codes(activity, "reporting-org", "ref", "type", "secondary-reporter") == [(reference, "22", "1")]
    assert codes(activity, "other-identifier", "ref", "type") == [(str(everything.guid), "A9")]
    settings.IATI_PUBLISHER = reference
    assert codes(activity_of(everything), "reporting-org", "secondary-reporter") == [("0",)]


def test_each_organisation_takes_part_once_in_each_of_its_roles(everything):
    roles = codes(activity_of(everything), "participating-org", "type", "role")

    # A signatory answers for it, who brings money funds it, and an observer takes no part.
    assert roles == [("22", "2"), ("60", "1"), ("22", "4"), ("22", "1")]


def test_countries_and_goals_are_parts_of_a_hundred(everything):
    activity = activity_of(everything)

    parts = [("KG", "25.00"), ("KZ", "25.00"), ("UZ", "25.00"), ("TJ", "25.00")]
    assert codes(activity, "recipient-country", "code", "percentage") == parts
    assert codes(activity, "activity-scope", "code") == [("3",)]
    assert codes(activity, "location", "ref") == [("KZ-71",), ("TJ-DU",)]
    assert codes(activity, "sector", "vocabulary", "code", "percentage") == [("7", "5", "50.00"), ("7", "6", "50.00")]
    assert codes(activity, "tag", "vocabulary", "code") == [("2", "5"), ("2", "6"), ("2", "17"), ("3", "5.5")]
    assert shares(3) == ["33.34", "33.33", "33.33"]


def test_money_is_a_commitment_of_its_partner_and_a_budget_of_a_year_at_most(everything):
    activity = activity_of(everything)

    committed = [one.xpath("*/@code | value/text() | value/@*") for one in activity.iterfind("transaction")]
    assert committed == [["11", "EUR", "2024-01-10", "1500.00"], ["2", "EUR", "2024-01-10", "20.50"]]
    assert activity.xpath("budget/value/text() | budget/*/@iso-date") == ["2024-02-01", "2024-12-31", "1520.50"]
    assert codes(activity, "budget", "type", "status") == [("1", "2")]
    everything.planned_ends_on = date(2026, 12, 31)
    everything.save()
    assert activity_of(everything).findall("budget") == []


def test_what_is_planned_commits_no_money_and_its_budget_is_indicative():
    plan = {"signed_on": None, "planned_starts_on": date(2027, 1, 1), "planned_ends_on": date(2027, 12, 31)}
    partnership = told_partnership(**plan)
    PartnerFactory(partnership=partnership, role=Role.FUNDER, amount=5, currency="EUR")

    activity = activity_of(partnership)

    assert (codes(activity, "budget", "status"), activity.findall("transaction")) == ([("1",)], [])


def test_documents_have_their_format_category_and_language(everything):
    activity = activity_of(everything)

    page = f"http://testserver{everything.get_absolute_url()}"
    assert [
        (one.get("url"), one.get("format"), one.find("category").get("code"), one.xpath("string(language/@code)"))
        for one in activity.iterfind("document-link")
    ] == [
        (page, "text/html", "A12", "en"),
        ("https://water.example.org/", "text/html", "A12", ""),
        ("https://example.org/agreement.pdf", "application/pdf", "A09", "ru"),
        ("https://example.org/r", "text/html", "A08", ""),
    ]


def test_an_address_that_only_browsers_understand_is_escaped():
    activity = activity_of(told_partnership(website="https://example.org/100%/a[1]?q=[ә]&r=%D3%99#b#c"))

    escaped = "https://example.org/100%25/a%5B1%5D?q=%5B%D3%99%5D&r=%D3%99#b%23c"
    assert activity.xpath("document-link/@url")[1] == escaped


def test_a_commitment_is_a_result_with_what_was_reported_of_it(everything):
    measured, told_of_wells, in_words = activity_of(everything).iterfind("result/indicator")

    assert (measured.get("measure"), measured.get("ascending"), measured.findtext("title/narrative")) == (
        "1",
        "1",
        "wells",
    )
    assert measured.xpath("baseline/@value | baseline/@year") == ["2024", "2"]
    assert measured.xpath("period/*/@*") == ["2024-01-01", "2024-12-31", "3.5", "2024-01-10", "2024-12-01", "10"]
    assert measured.xpath("period/actual/document-link/@url") == ["https://e.org/a.pdf"]
    assert (texts(told_of_wells, "title"), told_of_wells.get("measure")) == ([("en", "Dig wells")], "5")
    assert texts(told_of_wells, "period/actual/comment") == [("en", "It rains")]
    assert (in_words.get("measure"), in_words.xpath("period/actual/@value")) == ("5", [])
    assert texts(in_words, "period/actual/comment") == [("en", "We met")]


HALTED = {"halted_on": date(2022, 1, 1), "halted_because": "War"}
PLANNED = {"planned_starts_on": date(2022, 1, 1), "planned_ends_on": date(2023, 1, 1)}
DATES = [
    ({"starts_on": date(2026, 11, 26), "ends_on": date(2026, 11, 27)}, "2", {"2": "2026-11-26", "3": "2026-11-27"}),
    ({"starts_on": date(2027, 1, 1), "planned_ends_on": date(2028, 1, 1)}, "1", {"1": "2027-01-01", "3": "2028-01-01"}),
    ({"ends_on": date(2022, 1, 1)}, "4", {"2": "2021-07-01", "4": "2022-01-01"}),
    (PLANNED, "2", {"1": "2022-01-01", "3": "2023-01-01"}),
    (HALTED, "6", {"2": "2021-07-01"}),
    ({**HALTED, "may_resume": False}, "5", {"2": "2021-07-01", "4": "2022-01-01"}),
]


@pytest.mark.parametrize(("dates", "status", "told"), DATES)
def test_dates_are_told_as_plans_or_as_what_was_and_the_status_with_them(dates, status, told):
    activity = activity_of(told_partnership(**dates))

    assert codes(activity, "activity-status", "code") == [(status,)]
    assert dict(codes(activity, "activity-date", "type", "iso-date")) == told


def test_a_day_of_signing_that_stands_for_the_start_says_so_and_how_much_of_it_is_known():
    partnership = told_partnership(signed_precision="month")
    PartnerFactory(partnership=partnership, amount=5, currency="EUR")

    activity = activity_of(partnership)

    told = [dict(texts(activity, path))["en"] for path in ("activity-date", "transaction/description")]
    assert told == ["It was signed in this month; the day is not known"] * 2


def test_a_host_is_told_as_it_is_but_for_what_no_xml_can_hold():
    activity = activity_of(told_partnership(website="https://a\x02%@су\ufffe.қаз/"))

    assert activity.xpath("document-link/@url")[1] == "https://a%25@су.қаз/"


def test_promises_without_a_title_and_partners_without_a_name_are_left_out(everything):
    everything.commitments.update(title_en="")
    Organisation.objects.filter(partner_roles__role=Role.FUNDER).update(name_en="")

    activity = activity_of(everything)

    assert activity.findall("result") == []
    assert codes(activity, "participating-org", "role") == [("2",), ("4",), ("1",)]


def test_what_no_xml_can_hold_is_left_out_of_texts():
    activity = activity_of(told_partnership(title_en="Wells\x0b", summary_en="![](x)"))

    assert (texts(activity, "title"), texts(activity, "description")) == ([("en", "Wells ")], [("en", "![](x)")])


def test_a_batch_is_valid_and_names_each_kind_of_document_and_role():
    for role in Role:
        PartnerFactory(partnership=told_partnership(), role=role, amount=5, currency="KZT")
    for kind in PartnershipDocument.Kind:
        PartnershipDocumentFactory(partnership=told_partnership(kind="grant"), kind=kind)

    assert len(file_of(Partnership.objects.all())) == len(Role) + len(PartnershipDocument.Kind)


def test_queries_are_the_same_for_thirty(everything, flat_queries):
    def one_more():
        promised(told_partnership())

    flat_queries(one_more, lambda: list(written(Partnership.objects.all(), TODAY)), at_most=14)


def test_command_writes_all_or_what_one_organisation_reports(tmp_path, everything, capsys):
    told_partnership(signed_on=timezone.localdate() - timedelta(days=1))
    slug = everything.reporting_organisation.slug

    for name, chosen in {"all": {}, "one": {"organisation": slug}}.items():
        call_command("export_iati", output=tmp_path / name, **chosen)

    read = [etree.parse(tmp_path / name).getroot() for name in ("all", "one")]
    assert [len(root) for root in read] == [2, 1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all", "one"]
    with pytest.raises(CommandError, match="There is no organisation 'nobody'"):
        call_command("export_iati", output=tmp_path / "none", organisation="nobody")
