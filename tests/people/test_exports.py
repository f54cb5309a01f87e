"""The list of organisations as a file: the rows of the list, what the visitor may see, nothing a spreadsheet would run."""

import csv
import io
import json
from datetime import date
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from people.exports import OrganisationExport
from people.models import Organisation
from places.models import Region
from tests.people.factories import (
    OrganisationFactory,
    OrganisationIdentifierFactory,
    OrganisationNameFactory,
    OrganisationTagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": "draft"}


@pytest.fixture
def export(client):
    """Return a function that gives the bytes of an export."""

    def answer(form, client=client, **query):
        response = client.get(reverse("people:export", args=[form]), query)
        assert response.status_code == 200
        return b"".join(response.streaming_content)

    return answer


@pytest.fixture
def exported(export):
    """Return a function that gives the rows of an export as dictionaries by their headings."""

    def rows(form, **query):
        content = export(form, **query)
        if form == "xlsx":
            table = list(load_workbook(io.BytesIO(content)).active.values)
        else:
            table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        return [dict(zip(table[0], (cell or "" for cell in cells), strict=True)) for cells in table[1:]]

    return rows


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_row_tells_what_is_known_of_an_organisation(exported, form):
    organisation = OrganisationFactory(
        name_en="Spring", name_kk="Бұлақ", region=Region.objects.get(code="KZ-71"), founded_on=date(2005, 2, 1),
        status="active", description_en="Two\r\nlines",
    )  # fmt: skip
    OrganisationIdentifierFactory(organisation=organisation, scheme="KZ-BIN", value="050140000011")
    OrganisationIdentifierFactory(organisation=organisation, scheme="KG-OKPO", value="00000001")
    OrganisationNameFactory(organisation=organisation, kind="former", text="Well; old")
    OrganisationTagFactory(organisation=organisation, goal_id=6)
    OrganisationTagFactory(organisation=organisation, goal_id=17)

    (row,) = exported(form)

    assert {heading: cell for heading, cell in row.items() if cell} == {
        "GUID": str(organisation.guid), "name (Kazakh)": "Бұлақ", "name (English)": "Spring",
        "identifier": "KZ-BIN-050140000011; KG-OKPO-00000001", "kind": "22 National NGO", "country": "KZ Kazakhstan",
        "region": "KZ-71 Astana", "founded on": "2005-02-01", "status": "active Active", "goals": "6; 17",
        "former name": "Well\\; old", "description (English)": "Two\nlines",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_no_cell_is_taken_for_a_formula(exported, form, sign):
    OrganisationFactory(name_en=f"{sign}1+1", address=f"\t{sign}1")

    (row,) = exported(form)

    assert (row["name (English)"], row["registered address"]) == (f"'{sign}1+1", f"'{sign}1")


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_visitor_gets_what_is_published_and_staff_their_drafts_too(export, editor_client, form):
    OrganisationFactory(name_en="Spring", merged_into=None)
    draft = OrganisationFactory(name_en="Draft", **DRAFT)
    OrganisationNameFactory(organisation=draft, text="Secret alias")
    OrganisationFactory(name_en="Archived", publication_state="archived")
    listed = {"csv": names_in_csv, "xlsx": names_in_xlsx, "json": names_in_json}[form]

    assert listed(export(form)) == ["Spring"]
    assert listed(export(form, client=editor_client)) == ["Spring", "Draft", "Archived"]


def names_in_csv(content):
    return [row["name (English)"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def names_in_xlsx(content):
    headings, *rows = load_workbook(io.BytesIO(content)).active.values
    return [row[headings.index("name (English)")] for row in rows]


def names_in_json(content):
    return [row["name"]["en"] for row in json.loads(content)]


def test_what_was_merged_into_another_is_not_listed_again(export):
    OrganisationFactory(name_en="Doubled", merged_into=OrganisationFactory(name_en="Spring"))

    assert names_in_csv(export("csv")) == ["Spring"]


def test_an_export_has_the_filters_of_the_list_and_the_list_links_to_it(client, export):
    OrganisationFactory(name_en="Spring", country="KG")
    OrganisationFactory(name_en="Steppe", country="KZ")

    page = client.get(reverse("people:organisations"), {"country": "KG", "after": "", "other": "x"})

    assert [link["url"] for link in page.context["exports"]] == [
        f"/en/organisations/export.{form}?country=KG" for form in ("csv", "xlsx", "json")
    ]
    assert 'href="/en/organisations/export.xlsx?country=KG"' in page.text
    assert names_in_csv(export("csv", country="KG")) == ["Spring"]


def test_a_slip_in_a_filter_is_told_instead_of_giving_everything(client):
    OrganisationFactory(name_en="Spring")

    response = client.get(reverse("people:export", args=["csv"]), {"country": "Narnia"})

    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "Narnia" in response.text


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_head_tells_what_get_would(client, form):
    address, packed = reverse("people:export", args=[form]), {"accept-encoding": "gzip"}

    told = client.head(address, headers=packed)

    assert (told.status_code, told.headers) == (200, client.get(address, headers=packed).headers)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_head_reads_no_row(rf, form):
    OrganisationFactory()

    # Not the client's: that one throws away what a server would have read.
    request = rf.head("/")
    request.user = AnonymousUser()
    answer = OrganisationExport.as_view()(request, form=form)

    assert (answer.status_code, list(answer.streaming_content)) == (200, [])


def test_head_of_a_slip_is_refused_as_get_is(client):
    assert client.head(reverse("people:export", args=["csv"]), {"country": "Narnia"}).status_code == 400


@pytest.fixture
def two_an_hour(settings, monkeypatch):
    monkeypatch.setitem(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "export", "2/hour")


def test_a_visitor_who_fetches_file_after_file_is_told_when_to_come_again(client, two_an_hour):
    address = reverse("people:export", args=["csv"])
    client.get(address, {"country": "Narnia"})
    client.head(address)

    statuses = [client.get(reverse("people:export", args=[form])).status_code for form in ("csv", "json")]
    refused = client.get(address)
    elsewhere = client.get(address, REMOTE_ADDR="198.51.100.7")

    assert (statuses, refused.status_code, elsewhere.status_code) == ([200, 200], 429, 200)
    assert 3500 < int(refused["Retry-After"]) <= 3600
    assert refused["Content-Type"] == "text/plain; charset=utf-8"
    assert refused.text == "Many files were fetched from your address: come again in 60 minutes."


def test_a_reader_who_signed_in_fetches_no_more_files_than_others(client, two_an_hour):
    client.force_login(UserFactory())
    address = reverse("people:export", args=["csv"])

    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]


def test_staff_fetch_as_many_files_as_they_need(editor_client, two_an_hour):
    address = reverse("people:export", args=["csv"])

    assert {editor_client.get(address).status_code for _ in range(3)} == {200}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_every_file_tells_its_licence_to_programs(client, settings, form):
    settings.DATA_LICENCE_URL = "https://example.org/licence"

    response = client.get(reverse("people:export", args=[form]))

    assert response["Link"] == '<https://example.org/licence>; rel="license"'


@pytest.mark.parametrize("page", ["people:organisations", "portal:api"])
def test_a_page_that_leads_to_the_data_names_their_licence(client, page):
    OrganisationFactory()
    link = '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a>'

    assert link in client.get(reverse(page)).text


def test_json_is_an_array_of_the_objects_of_the_api_in_every_language(client, export, api):
    organisation = OrganisationFactory(name_en="Spring", name_ru="Родник")
    OrganisationTagFactory(organisation=organisation, goal_id=6)

    rows = json.loads(export("json"))

    assert rows == api.get("/api/v1/organisations/", {"lang": "all"}).json()["results"]


def test_a_workbook_is_sent_in_pieces_and_is_whole(client):
    OrganisationFactory(name_en="A & B <c>", description_en="x" * 30_000)
    for number in range(12):
        OrganisationFactory(
            description_en="".join(chr(0x4E00 + (number * 7919 + place * 31) % 20_000) for place in range(9000))
        )

    pieces = list(client.get(reverse("people:export", args=["xlsx"])).streaming_content)

    content = io.BytesIO(b"".join(pieces))
    assert len(pieces) > 1
    assert ZipFile(content).testzip() is None
    assert load_workbook(content).sheetnames == ["organisations"]
    assert names_in_xlsx(content.getvalue())[0] == "A & B <c>"


def test_json_of_nothing_is_an_empty_array(export):
    assert json.loads(export("json")) == []


@pytest.mark.parametrize(("language", "begin"), [("en", b"\xef\xbb\xbfGUID,"), ("ru", b"\xef\xbb\xbfGUID;")])
def test_csv_opens_in_the_spreadsheet_of_its_reader(client, language, begin):
    with translation.override(language):
        address = reverse("people:export", args=["csv"])

    response = client.get(address)

    assert b"".join(response.streaming_content).startswith(begin)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="organisations-{timezone.localdate()}.csv"'
    )
    assert response.headers["Content-Language"] == language


def test_a_description_longer_than_a_cell_is_left_to_json(exported, export):
    OrganisationFactory(description_en="x" * 32_768)

    assert exported("csv")[0]["description (English)"] == ""
    assert len(json.loads(export("json"))[0]["description"]["en"]) == 32_768


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_an_export_costs_as_many_queries_with_thirty_rows_as_with_one(export, flat_queries, form):
    flat_queries(OrganisationTagFactory, export, form, at_most=14)


def test_no_organisation_takes_the_address_of_a_page_about_all_of_them():
    made = OrganisationFactory(name_en="Figures")
    named = OrganisationFactory.build(name_en="Export", slug="export")

    assert made.slug == "figures-2"
    with pytest.raises(ValidationError, match="A page of the portal has this address"):
        named.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=made.pk).update(slug="figures")
