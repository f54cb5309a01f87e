"""What is perhaps listed twice: found by number, name, address and likeness; decided once; never asked again."""

from datetime import date

import pytest
from django.db import connection

from people.models import Organisation
from places.models import Region
from registry.doubles import decisions, finding
from registry.doubles.candidates import candidates_of, load
from registry.doubles.finding import FEW, find, find_after
from registry.doubles.keys import keys_of
from registry.doubles.scoring import Facts, sentences
from registry.imports import runs
from registry.models import Double, IdentifierSetAside, OrganisationKey
from registry.tasks import carry_out_import
from tests.people.factories import OrganisationFactory, OrganisationIdentifierFactory, OrganisationNameFactory
from tests.registry.factories import SourceFactory
from tests.registry.files import csv_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def astana():
    return Region.objects.get(code="KZ-71")


@pytest.fixture
def almaty():
    return Region.objects.get(code="KZ-75")


def named(name, **fields):
    """An organisation whose only name is the Russian one."""
    return OrganisationFactory(name_en="", name_ru=name, **fields)


def pairs():
    return {(double.first.name_ru, double.second.name_ru): double.score for double in Double.objects.all()}


def reasons_of(one, other):
    [facts] = load(pk=one.pk)
    return next((found.reasons for found in candidates_of(facts) if found.organisation == other.pk), {})


def test_one_name_in_two_spellings_in_one_region_is_proposed_with_its_reasons(astana):
    one = named("ОО «Ақ ниет»", region=astana)
    other = OrganisationFactory(name_en="Public Association “Ak Niet”", region=astana)
    named("ОО «Ақ бота»", region=astana)

    assert find() == 1

    double = Double.objects.get()
    assert (double.first, double.second, double.score) == (one, other, 92)
    assert sentences(double.reasons) == [
        "The same name when spelling, word order and legal form are not counted.",
        "In the same region.",
    ]


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("«Родниковый край» ҚБ", 92),
        ("ОО «Край родниковый»", 92),
        ("ОО «Родникоый край»", 87),
        ("ОО «Родниковый край» города Астаны", 84),
        ("ОО «Родниковый кр.»", None),
        ("Филиал ОО «Родниковый край»", None),
        ("ОО «Родниковый край-2»", None),
        ("ОО «Родниковый рай Казахстана и детей»", None),
        ("ОФ «Родниковый край»", None),
    ],
)
def test_names_are_alike_word_by_word(name, score, astana):
    named("ОО «Родниковый край»", region=astana)
    named(name, region=astana)

    find()

    assert pairs() == ({("ОО «Родниковый край»", name): score} if score else {})


def test_namesakes_in_other_regions_are_left_alone_and_one_of_an_unknown_region_is_not(astana, almaty):
    named("ОО «Үміт»", region=astana)
    named("ОО «Умит»", region=almaty)
    named("«Umit» ҚБ", country="KZ")

    find()

    assert pairs() == {("ОО «Үміт»", "«Umit» ҚБ"): 74, ("ОО «Умит»", "«Umit» ҚБ"): 74}


def test_two_numbers_of_one_register_and_two_days_of_founding_speak_against(astana):
    one = named("ОО «Үміт»", region=astana, founded_on=date(2001, 1, 1))
    other = named("ОО «Умит»", region=astana, founded_on=date(2009, 1, 1))
    OrganisationIdentifierFactory(organisation=one)
    before = find()
    OrganisationIdentifierFactory(organisation=other)

    assert before == 1
    assert (find(), Double.objects.count()) == (0, 0)


def test_a_number_set_aside_is_the_number_of_whoever_has_it_anywhere(astana, almaty):
    one = named("ОО «Үміт»", region=astana)
    other = named("ОФ «Родник»", region=almaty)
    run = runs.prepare(source=SourceFactory(), file=csv_file(), name="x.csv")
    OrganisationIdentifierFactory(organisation=one, scheme="KG-OKPO", value="12345678")
    IdentifierSetAside.objects.create(
        organisation=other, scheme="KG-OKPO", value="12345678", reason="checksum", run=run
    )

    find()

    assert Double.objects.get().reasons == {"same_number": "KG-OKPO:12345678"}
    assert Double.objects.get().score == 100


@pytest.mark.parametrize(
    ("website", "is_same"),
    [
        ("http://umit.kz/about", True),
        ("https://facebook.com/umit", False),
        ("https://umit.org", False),
    ],
)
def test_one_website_is_a_sign_and_one_host_of_many_is_none(website, is_same, astana):
    named("ОО «Үміт»", region=astana, website="https://www.umit.kz")
    named("ОФ «Надежда»", region=astana, website=website)
    named("ОФ «Дом»", region=astana, website="https://facebook.com/dom")

    find()

    assert pairs() == ({("ОО «Үміт»", "ОФ «Надежда»"): 72} if is_same else {})


def test_any_name_counts_also_a_former_one(astana):
    one = named("ОО «Заря Востока»", region=astana)
    other = OrganisationNameFactory(organisation=named("ОО «Рассвет»", region=astana), text="Заря востока (ОО)")

    assert reasons_of(one, other.organisation).keys() == {"same_name", "same_region"}


def test_a_name_of_initials_is_a_sign_beside_another(astana):
    one = named("ОО «Центр развития молодёжи»", region=astana, email="crm@example.org")
    other = named("ЦРМ", region=astana, email="crm@example.org")

    assert reasons_of(one, other) == {"initials": "tsrm", "same_email": "crm@example.org", "same_region": ""}


def test_what_is_part_of_another_or_merged_is_no_double(astana):
    one = named("ОО «Үміт»", region=astana)
    named("ОО «Умит»", region=astana, parent=one)
    named("ОО «Umit»", region=astana, merged_into=one)

    assert find() == 0


def test_a_pair_is_asked_about_once_however_often_it_is_found(astana, editor):
    for name in ("ОО «Үміт»", "ОО «Умит»"):
        named(name, region=astana)
    find()
    decisions.decide(double=Double.objects.get(), state=Double.State.DIFFERENT, user=editor)

    assert [find(), find([Organisation.objects.first().pk])] == [0, 0]
    assert [double.state for double in Double.objects.all()] == ["different"]


def test_a_search_stopped_and_run_again_adds_nothing_twice(astana):
    for name in ("ОО «Үміт»", "ОО «Умит»"):
        named(name, region=astana)

    def stop(done, total):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find(progress=stop)

    assert [find(), find()] == [1, 0]
    assert len(pairs()) == 1


def swallow(row):
    Organisation.objects.exclude(pk=row.pk).update(merged_into=row, publication_state="archived")


@pytest.mark.parametrize("go", [Organisation.delete, swallow])
def test_of_whoever_goes_while_others_are_compared_no_pair_is_kept(astana, monkeypatch, go):
    one = named("ОО «Үміт»", region=astana)
    named("ОО «Умит»", region=astana)

    def late(pairs, sought):
        go(one)
        return pairs

    monkeypatch.setattr(finding, "best_of_each", late)

    assert (find(), Double.objects.count()) == (0, 0)
    connection.check_constraints()


def test_a_pair_that_is_none_any_more_is_taken_away(astana):
    one = named("ОО «Үміт»", region=astana)
    named("ОО «Умит»", region=astana)
    find()
    one.name_ru = "ОО «Надежда»"
    one.save()

    find([one.pk])

    assert Double.objects.count() == 0


def test_a_namesake_waits_until_the_better_pair_is_decided(astana, editor):
    one = named("ОО «Үміт»", region=astana, founded_on=date(2001, 1, 1), website="https://umit.kz")
    other = named("ОО «Умит»", region=astana, founded_on=date(2001, 1, 1), website="https://umit.kz")
    named("«Umit» ҚБ", region=astana)
    find()
    first = {(double.first, double.second) for double in Double.objects.all()}
    decisions.decide(double=Double.objects.get(), state=Double.State.DIFFERENT, user=editor)

    find()

    assert first == {(one, other)}
    assert Double.objects.waiting().count() == 2


def test_many_at_once_are_found_as_one_by_one(astana, editor):
    for number in range(FEW):
        named(f"ОО «Клуб-{number}»", region=astana)
    for name in ("Солнечный дом", "Солнечный доом", "Дети радуги", "«Дети радуги» ҚБ"):
        named(name, region=astana)
    find()
    at_once = pairs()
    Double.objects.all().delete()

    for pk in Organisation.objects.values_list("pk", flat=True):
        find([pk])
    one_by_one = pairs()
    decisions.decide(double=Double.objects.first(), state=Double.State.DIFFERENT, user=editor)

    assert at_once == {("Солнечный дом", "Солнечный доом"): 87, ("Дети радуги", "«Дети радуги» ҚБ"): 92}
    assert one_by_one == at_once
    assert (find(), Double.objects.waiting().count()) == (0, 1)


def test_a_merger_decides_its_pair_and_taking_it_back_opens_it(astana):
    one, other = (named(name, region=astana) for name in ("ОО «Үміт»", "ОО «Умит»"))
    find()

    states = []
    for merged_into in (one, None):
        other.merged_into = merged_into
        other.save()
        states.append(Double.objects.get().state)

    assert states == ["merged", "open"]
    assert OrganisationKey.objects.filter(organisation=other, kind="name").count() == 1


def test_an_import_for_real_proposes_what_it_brought_and_a_dry_one_does_not():
    named("Родник", region=Region.objects.get(code="KZ-11"))
    run = runs.prepare(source=SourceFactory(), file=csv_file(), name="x.csv")
    carry_out_import.call(run.pk)
    before = Double.objects.count()
    real = runs.for_real(run)

    for _time in range(2):
        carry_out_import.call(real.pk)

    assert before == 0
    assert [(double.second.name_ru, double.found_by) for double in Double.objects.all()] == [("ОО «Родник»", real)]
    assert find_after(real) == 0


def test_keys_follow_the_organisation_and_its_names(astana):
    one = named("ОО «Үміт»", website="https://www.umit.kz/")
    acronym = OrganisationNameFactory(organisation=one, text="ЦРМ")
    with_acronym = set(OrganisationKey.objects.exclude(kind__in=["part", "form"]).values_list("kind", "value"))
    acronym.delete()

    names = set(OrganisationKey.objects.filter(kind="name").values_list("value", flat=True))
    assert with_acronym == {("name", "umit"), ("name", "tsrm"), ("site", "umit.kz")}
    assert names == {"umit"}


def test_what_is_being_typed_finds_its_candidates_in_few_queries(astana, count_queries):
    for number in range(30):
        named(f"ОО «Үміт {number}»", region=astana)
    wanted = named("ОО «Үміт»", region=astana)
    facts = Facts(region=astana.pk, country="KZ", keys=keys_of(names=["умит"]))

    assert [found.organisation for found in candidates_of(facts)] == [wanted.pk]
    assert count_queries(candidates_of, facts) <= 8


@pytest.mark.parametrize("website", ["", "http://[", "https://", "nonsense", "//"])
def test_no_address_is_ever_an_error(website):
    assert keys_of(website=website).get("site", frozenset()) <= {"nonsense"}


def test_one_telephone_in_two_notations_is_a_sign(astana):
    one = named("ОО «Үміт»", region=astana, telephone="+7 (7172) 55-01-02, +7 701 000 00 00")
    other = named("Надежда", region=astana, telephone="8 7172 550102")

    assert reasons_of(one, other) == {"same_phone": "172550102", "same_region": ""}
