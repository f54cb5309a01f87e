"""The register of commitments: figures that follow the filters, files and a feed of the same rows."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from publishing.gathering import gathered
from tests.partnerships.factories import (
    AssessmentFactory,
    CommitmentFactory,
    CommitmentTagFactory,
    PartnerFactory,
    PartnershipFactory,
    ProgressReportFactory,
)

pytestmark = pytest.mark.django_db
LIST = "partnerships:commitments"


def figures(client, **query):
    page = client.get(reverse(LIST), query)
    return {str(figure["label"]): figure["number"] for figure in page.context["figures"] if figure["number"] != "0"}


def test_figures_follow_the_filters_but_not_the_state_they_lead_to(client):
    CommitmentTagFactory(goal_id=6, commitment__due_on=date(2020, 1, 1))
    CommitmentTagFactory(goal_id=6, commitment__dropped_because="No money")
    CommitmentFactory()
    CommitmentFactory(publication_state="draft", dropped_because="No money")

    page = client.get(reverse(LIST), {"goal": 6, "progress": "dropped"})

    assert figures(client) == {"Overdue": "1", "Dropped": "1", "On course": "1"}
    assert figures(client, goal=6, progress="dropped") == {"Overdue": "1", "Dropped": "1"}
    assert [one["url"] for one in page.context["figures"] if one["label"] == "Overdue"] == ["?goal=6&progress=overdue"]
    assert len(page.context["object_list"]) == 1


def read(client, route, form, **query):
    answer = client.get(reverse(route, args=[form]), query)
    content = b"".join(answer.streaming_content)
    if form == "xlsx":
        return [list(row) for row in load_workbook(io.BytesIO(content)).active.values]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_files_hold_what_the_list_shows_in_every_language(client):
    commitment = CommitmentFactory(
        title="=Dig wells", title_kk="Құдық қазу", unit="wells", target_value="12.5", due_on=date(2020, 1, 1)
    )
    CommitmentTagFactory(commitment=commitment, goal_id=6, target_id="6.1")
    ProgressReportFactory(commitment=commitment, value=-3)
    CommitmentFactory(title="Other goal")
    CommitmentFactory(title="Secret", publication_state="draft")

    tables = [read(client, "partnerships:commitment_export", form, goal=6) for form in ("csv", "xlsx")]
    told = json.loads(b"".join(client.get(reverse("partnerships:commitment_export", args=["json"])).streaming_content))

    headings, row = tables[0]
    assert len(tables[0]) == len(tables[1]) == 2
    shown = dict(zip(headings, row, strict=True))
    assert (shown["Title (English)"], shown["Title (Kazakh)"]) == ("'=Dig wells", "Құдық қазу")
    assert (shown["Progress"], shown["Target value"], shown["Latest value"]) == ("overdue Overdue", "12.500", "-3.000")
    assert (shown["Owner organisation"], shown["Targets"]) == (commitment.owner.slug, "6.1")
    assert [one["title"]["en"] for one in told] == ["=Dig wells", "Other goal"]


def test_a_file_of_partnerships_tells_each_partner_with_its_money(client):
    partner = PartnerFactory(amount=1000, currency="EUR", partnership__countries=["KZ", "KG"])

    headings, row = read(client, "partnerships:export", "csv")

    shown = dict(zip(headings, row, strict=True))
    assert shown["Partners"] == f"{partner.organisation.slug} (signatory): 1000.00 EUR"
    assert (shown["Status"], shown["Countries"]) == ("signed Signed", "KZ; KG")


def test_a_slip_in_the_address_of_a_file_or_feed_is_refused(client):
    addresses = [reverse("partnerships:commitment_export", args=["csv"]), reverse("partnerships:feed")]

    assert [client.get(address, {"progress": "nonsense"}).status_code for address in addresses] == [400, 400]


def test_a_feed_brings_up_what_was_reported_on_or_assessed_last(client):
    now = timezone.now()
    with gathered():
        quiet, reported, assessed = (CommitmentFactory(title=title) for title in ("Quiet", "Reported", "Assessed"))
        reports = [ProgressReportFactory(commitment=reported), ProgressReportFactory(commitment=quiet, state="draft")]
        assessments = [AssessmentFactory(commitment=assessed)]
    for place, row in enumerate([reports[0], *assessments, reports[1]], start=1):
        type(row).objects.filter(pk=row.pk).update(updated_at=now + timedelta(days=place))

    feed = client.get(reverse("partnerships:feed")).text

    assert [feed.index(f"<title>{title}</title>") for title in ("Assessed", "Reported", "Quiet")] == sorted(
        feed.index(f"<title>{title}</title>") for title in ("Assessed", "Reported", "Quiet")
    )


def test_a_feed_keeps_to_the_filters_of_its_list(client):
    wanted = CommitmentFactory(title="Within", partnership=PartnershipFactory(countries=["KZ"]))
    CommitmentFactory(title="Elsewhere", owner__country="UZ")

    page = client.get(reverse(LIST), {"country": "KZ"})
    address = page.context["exports"][0]["url"]

    assert address == "/en/commitments/feed.xml?country=KZ"
    feed = client.get(address).text
    assert f"urn:uuid:{wanted.guid}" in feed
    assert "Elsewhere" not in feed


def test_the_register_costs_the_same_for_thirty_with_its_figures(client, flat_queries):
    flat_queries(lambda: ProgressReportFactory(value=3), client.get, reverse(LIST), at_most=14)
