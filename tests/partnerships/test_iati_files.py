"""The files for IATI at their addresses: who finds them, what they never show, and when they need not be sent."""

import pytest
from django.urls import reverse
from lxml import etree

from partnerships.iati import writer
from partnerships.models import Partner, Partnership
from people.models import Organisation
from publishing.gathering import gathered
from tests.hidden import fill, leaks_in
from tests.partnerships.factories import (
    CommitmentFactory,
    PartnerFactory,
    PartnershipDocumentFactory,
    PartnershipFactory,
    ProgressReportFactory,
)
from tests.partnerships.iati import broken_rules
from tests.partnerships.iati_rows import told_partnership
from tests.people.factories import OrganisationIdentifierFactory

pytestmark = pytest.mark.django_db
ALL = "/partnerships/iati.xml"


def address_of(organisation):
    return reverse("iati:reported_by", args=[organisation.slug])


def guids(answer):
    return etree.fromstring(answer.getvalue()).xpath("//other-identifier/@ref")


def test_one_file_holds_all_and_each_reporting_organisation_has_its_own(client):
    first, second = told_partnership(), told_partnership()

    everything, own = client.get(ALL), client.get(address_of(second.reporting_organisation))

    assert guids(everything) == [str(first.guid), str(second.guid)]
    assert guids(own) == [str(second.guid)]
    assert everything["Content-Type"] == "application/xml; charset=utf-8"
    assert everything["Content-Language"] == "kk, ky, tg, tk, uz, ru, en"
    assert everything["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


def test_the_file_of_all_takes_the_filters_of_the_list(client):
    told_partnership()
    partnership = told_partnership(countries=["UZ"])

    assert guids(client.get(ALL, {"country": "UZ"})) == [str(partnership.guid)]
    assert client.get(ALL, {"country": "Atlantis"}).status_code == 400
    assert client.get(ALL, {"country": "TM"}).status_code == 404


def test_there_is_no_file_without_activities(client):
    PartnershipFactory()
    silent = OrganisationIdentifierFactory().organisation

    statuses = [client.get(one).status_code for one in (ALL, address_of(silent), "/partnerships/iati/nobody.xml")]

    assert statuses == [404, 404, 404]


def test_a_former_address_leads_to_the_present_one(client):
    organisation = told_partnership().reporting_organisation
    former = address_of(organisation)
    organisation.slug = "renamed"
    organisation.save()

    answer = client.get(former)

    assert (answer.status_code, answer["Location"]) == (301, "/partnerships/iati/renamed.xml")


def test_an_unchanged_file_is_not_sent_again(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    partnership = told_partnership()
    first = client.get(ALL)
    known = {"If-None-Match": first["ETag"]}

    again = client.get(ALL, headers=known)
    settings.IATI_PUBLISHER = "KG-OKPO-12345678"
    published_by_us = client.get(ALL, headers=known)
    settings.IATI_PUBLISHER = ""
    partnership.save()
    changed = client.get(ALL, headers=known)

    assert (first["Cache-Control"], first.cookies) == ("no-cache, public", {})
    assert (again.status_code, published_by_us.status_code, changed.status_code) == (304, 200, 200)


def test_only_a_file_has_its_mark_and_nothing_else_is_unchanged(client):
    told_partnership()
    known = {"If-None-Match": client.get(ALL)["ETag"]}

    answers = [client.get(ALL, {"country": country}, headers=known) for country in ("Atlantis", "TM")]

    assert [answer.status_code for answer in answers] == [400, 404]
    assert known["If-None-Match"] not in [answer.get("ETag") for answer in answers]


def test_a_head_tells_of_the_file_and_reads_no_batch(client, monkeypatch):
    monkeypatch.setattr(writer, "in_batches", lambda rows: pytest.fail("a batch was read"))
    told_partnership()

    answer = client.head(ALL)

    assert (answer.status_code, answer.getvalue(), "ETag" in answer) == (200, b"", True)


def test_files_are_counted_for_whoever_has_not_signed_in(client, settings):
    settings.REST_FRAMEWORK = {
        **settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "export": "1/hour"},
    }
    told_partnership()

    first, told_of, refused = client.get(ALL), client.head(ALL), client.get(ALL)

    assert [first.status_code, told_of.status_code, refused.status_code] == [200, 200, 429]
    assert refused.get("ETag") != first["ETag"]
    assert client.get(ALL, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_no_file_holds_what_is_hidden_whoever_asks(client, editor_client):
    hidden = fill()
    with gathered():
        for partnership in Partnership.objects.all():
            touched_by(partnership, hidden)
        for organisation in Organisation.objects.filter(identifiers=None):
            OrganisationIdentifierFactory(organisation=organisation)

    answers = [browser.get(ALL) for browser in (client, editor_client)]

    told = [answer.getvalue() for answer in answers]
    assert len(etree.fromstring(told[0])) > 1
    assert [leaks_in(one.decode()) for one in told] == [False, False]
    assert [broken_rules(one) for one in told] == [[], []]
    assert client.get(address_of(hidden["organisation"])).status_code == 404
    assert editor_client.get(address_of(hidden["organisation"])).status_code == 404


def touched_by(partnership, hidden):
    """Let nothing keep `partnership` out but that it is hidden, and hang on it what must not be seen."""
    mark = hidden["organisation"].name_en
    full = told_partnership()
    for name in ("reporting_organisation", "summary_en", "countries"):
        setattr(partnership, name, getattr(full, name))
    partnership.save()
    PartnerFactory(partnership=partnership)
    money = {"role": Partner.Role.FUNDER, "amount": 777, "currency": "EUR"}
    PartnerFactory(partnership=partnership, organisation=hidden["organisation"], **money)
    partnership.tags.create(goal_id=6)
    CommitmentFactory(partnership=partnership, title_en=mark, publication_state="draft")
    CommitmentFactory(partnership=partnership, title_en=mark, owner=hidden["organisation"])
    kept = CommitmentFactory(partnership=partnership)
    ProgressReportFactory(commitment=kept, narrative_en=mark, state="submitted")
    PartnershipDocumentFactory(partnership=hidden["partnership"], title_en=mark)


def test_pages_lead_to_the_files(client):
    partnership = told_partnership()
    left_out = PartnershipFactory()
    own = address_of(partnership.reporting_organisation)

    pages = {address: client.get(address).text for address in ("/en/partnerships/?goal=6", "/en/api/")}
    page = client.get(partnership.get_absolute_url()).text

    for text, address in [(pages["/en/partnerships/?goal=6"], f"{ALL}?goal=6"), (pages["/en/api/"], ALL), (page, own)]:
        assert f'<link rel="alternate" type="application/xml" title="IATI 2.03" href="{address}">' in text
        assert f'<a href="{address}">' in text
    assert "IATI" not in client.get(left_out.get_absolute_url()).text
    assert "IATI" not in client.get("/en/partnerships/?goal=5").text
