"""What the tests of the pictures look at, and how they read a picture's table and the list behind a number."""

import csv
import io
from datetime import date

from django.urls import reverse

from places.models import Region
from tests.partnerships.factories import (
    CommitmentFactory,
    CommitmentTagFactory,
    PartnerFactory,
    PartnershipFactory,
    PartnershipTagFactory,
)
from tests.people.factories import GroupFactory, OrganisationFactory, OrganisationTagFactory

DRAFT = {"publication_state": "draft"}


def tagged(row, name, *goals, target=None):
    factory = {
        "organisation": OrganisationTagFactory, "partnership": PartnershipTagFactory, "commitment": CommitmentTagFactory
    }[name]  # fmt: skip
    for goal in goals:
        factory(**{name: row}, goal_id=goal, target_id=target)


def made():
    """An NGO and a ministry of Kazakhstan that work on water together, an NGO of Kyrgyzstan by itself, and drafts."""
    women = GroupFactory(name_en="Women and girls", slug="women")
    GroupFactory(name_en="Young people", slug="youth")
    who = organisations(women)
    partnership = partnerships(women, who)
    tagged(
        CommitmentFactory(owner=who[0], partnership=partnership, due_on=date(2020, 1, 1)), "commitment", 6, target="6.5"
    )
    tagged(CommitmentFactory(owner=who[3]), "commitment", 6)


def organisations(women):
    spring = OrganisationFactory(name_en="Spring", slug="spring", region=Region.objects.get(code="KZ-71"))
    ministry = OrganisationFactory(name_en="Ministry", slug="ministry", kind="10")
    river = OrganisationFactory(name_en="River", slug="river", country="KG")
    hidden = OrganisationFactory(name_en="Hidden", **DRAFT)
    for organisation in (spring, river, hidden):
        organisation.groups.set([women])
        tagged(organisation, "organisation", 6, target="6.5")
    tagged(ministry, "organisation", 6, 17)
    return spring, ministry, river, hidden


def partnerships(women, who):
    """The public one of them; the draft beside it holds the same, and Kyrgyzstan."""
    spring, ministry, river, hidden = who
    partnership = PartnershipFactory(title_en="Aral", slug="aral", countries=["KZ"])
    for row in (partnership, PartnershipFactory(countries=["KZ", "KG"], **DRAFT)):
        row.regions.set([Region.objects.get(code="KZ-71")])
        row.groups.set([women])
        tagged(row, "partnership", 6, target="6.5")
        for organisation, amount in ((spring, 100), (ministry, 250), (hidden, 999)):
            PartnerFactory(partnership=row, organisation=organisation, amount=amount, currency="KZT")
    PartnerFactory(partnership=partnership, organisation=river, amount=7, currency="EUR")
    return partnership


def table(client, name, **query):
    """The rows of a picture's CSV, without the headings."""
    return whole_table(client, name, **query)[1:]


def whole_table(client, name, **query):
    response = client.get(reverse(f"pictures:{name}_csv"), query)
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def row_of(rows, code):
    return next(row[2:] for row in rows if row[0] == code)


def listed(client, url):
    return len(client.get(url).context["object_list"])
