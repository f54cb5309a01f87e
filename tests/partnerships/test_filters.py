from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from goals.models import Target
from partnerships import filters
from partnerships.filters import CommitmentFilter, PartnershipFilter, ProgressReportFilter
from partnerships.following.registers import Register
from people.models.organisations import Kind
from places.models import Region
from publishing.models import PublicationState
from tests.events.factories import SessionFactory
from tests.partnerships.factories import (
    CommitmentFactory,
    CommitmentTagFactory,
    PartnerFactory,
    PartnershipFactory,
    PartnershipTagFactory,
    ProgressReportFactory,
)
from tests.people.factories import GroupFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
DRAFT = {"publication_state": PublicationState.DRAFT}


def filtered(filterset_class, params):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    rows = filterset_class.Meta.model.objects.published().order_by("pk")
    return filterset_class(params, rows, request=request)


def found(filterset_class=PartnershipFilter, **params):
    return list(filtered(filterset_class, params).qs)


def offered(filterset_class, name, **params):
    form = filtered(filterset_class, params).form
    return [str(label) for value, label in form[name].field.choices if value] if form.is_valid() else form.errors


def test_partnerships_are_narrowed_by_goal_and_target():
    wanted = PartnershipTagFactory(goal_id=6, target_id="6.5").partnership
    PartnershipTagFactory(goal_id=5)

    assert found(goal=["6"]) == [wanted]
    assert found(target="6.5") == [wanted]


def test_partnerships_are_narrowed_by_country():
    wanted = PartnershipFactory(countries=["KZ", "TM"])
    PartnershipFactory(countries=["UZ"])
    PartnershipFactory()

    assert found(country="TM") == [wanted]


def test_partnerships_are_narrowed_by_region_and_group():
    group = GroupFactory()
    wanted = PartnershipFactory()
    wanted.regions.add(Region.objects.get(code="KZ-71"))
    wanted.groups.add(group)
    PartnershipFactory().regions.add(Region.objects.get(code="KZ-75"))

    assert found(region="KZ-71") == [wanted]
    assert found(group=group.slug) == found(served="any") == [wanted]
    assert wanted not in found(served="none")


def test_partnerships_with_money_in_a_currency_are_those_to_which_a_visible_partner_brings_it():
    wanted = PartnerFactory(amount=5, currency="EUR").partnership
    PartnerFactory(amount=5, currency="KZT")
    PartnerFactory(amount=5, currency="EUR", organisation=OrganisationFactory(**DRAFT))

    assert found(currency="EUR") == [wanted]


def test_partnerships_are_narrowed_by_kind():
    wanted = PartnershipFactory(kind="memorandum")
    PartnershipFactory(kind="grant")

    assert found(kind="memorandum") == [wanted]


def test_partnerships_are_narrowed_by_the_status_of_today():
    today, day = timezone.localdate(), timedelta(days=1)
    signed = PartnershipFactory()
    running = PartnershipFactory(starts_on=today - day)
    overdue = PartnershipFactory(starts_on=today - 9 * day, planned_ends_on=today - day)
    ended = PartnershipFactory(starts_on=today - 9 * day, ends_on=today - day)

    assert found(status="signed") == [signed]
    assert found(status="running") == [running]
    assert found(status="overdue") == [overdue]
    assert found(status="ended") == [ended]
    assert found(status="suspended") == []


def test_partnerships_of_an_organisation_are_those_in_which_it_has_a_role():
    partner = PartnerFactory()
    PartnerFactory(partnership=partner.partnership, organisation=partner.organisation, role="lead")
    PartnerFactory()

    assert found(organisation=partner.organisation.slug) == [partner.partnership]


def test_partners_offered_are_those_the_visitor_may_see():
    PartnerFactory(organisation__name="Public partner")
    PartnerFactory(organisation=OrganisationFactory(name="Secret partner", **DRAFT))
    PartnerFactory(organisation__name="Partner in a secret", partnership__publication_state="draft")

    assert offered(PartnershipFilter, "organisation") == ["Public partner"]


def test_commitments_are_narrowed_by_progress():
    today = timezone.localdate()
    measured = {"unit": "wells", "baseline": 0, "target_value": 10}
    kept = ProgressReportFactory(value=10, commitment=CommitmentFactory(**measured)).commitment
    unfinished = ProgressReportFactory(value=9, period_end=today, commitment=CommitmentFactory(**measured)).commitment
    overdue = CommitmentFactory(due_on=today - timedelta(days=1))
    dropped = CommitmentFactory(dropped_because="No money")

    assert found(CommitmentFilter, progress="kept") == [kept]
    assert found(CommitmentFilter, progress="on_course") == [unfinished]
    assert found(CommitmentFilter, progress="overdue") == [overdue]
    assert found(CommitmentFilter, progress="dropped") == [dropped]


def test_a_target_without_baseline_is_reached_from_below():
    commitment = CommitmentFactory(unit="wells", target_value=10)
    ProgressReportFactory(commitment=commitment, value=3, period_end=timezone.localdate())

    assert found(CommitmentFilter, progress="kept") == []
    assert found(CommitmentFilter, progress="on_course") == [commitment]


def test_a_falling_target_is_reached_from_above():
    commitment = CommitmentFactory(unit="percent", baseline=40, target_value=10)
    report = ProgressReportFactory(commitment=commitment, value=20, period_end=timezone.localdate())
    assert found(CommitmentFilter, progress="on_course") == [commitment]

    report.value = 10
    report.save()
    assert found(CommitmentFilter, progress="kept") == [commitment]


def test_a_report_that_is_not_approved_changes_no_progress():
    commitment = CommitmentFactory(unit="wells", baseline=0, target_value=10)
    ProgressReportFactory(commitment=commitment, value=10, state="submitted")

    assert found(CommitmentFilter, progress="kept") == []


def test_commitments_are_narrowed_by_owner_partnership_and_goal():
    partnership = PartnershipFactory()
    wanted = CommitmentFactory(partnership=partnership)
    CommitmentTagFactory(commitment=wanted, goal_id=6)
    CommitmentTagFactory(goal_id=5)

    assert found(CommitmentFilter, organisation=wanted.owner.slug) == [wanted]
    assert found(CommitmentFilter, partnership=partnership.slug) == [wanted]
    assert found(CommitmentFilter, goal=["6"]) == [wanted]


def test_a_commitment_is_where_its_partnership_works_or_alone_where_its_owner_is():
    astana, group = Region.objects.get(code="KZ-71"), GroupFactory()
    within = CommitmentFactory(partnership=PartnershipFactory(countries=["KZ"]), owner__kind=Kind.GOVERNMENT)
    within.partnership.regions.add(astana)
    within.partnership.groups.add(group)
    alone = CommitmentFactory(owner__country="KZ", owner__region=astana, owner__kind=Kind.NATIONAL_NGO)
    alone.owner.groups.add(group)
    elsewhere = CommitmentFactory(partnership=PartnershipFactory(countries=["UZ"]), owner=alone.owner)

    for wanted in ({"country": "KZ"}, {"region": "KZ-71"}, {"group": group.slug}, {"served": "any"}):
        assert found(CommitmentFilter, **wanted) == [within, alone]
    assert found(CommitmentFilter, served="none") == [elsewhere]
    assert found(CommitmentFilter, side="state") == [within]
    assert found(CommitmentFilter, side="civil") == [alone, elsewhere]


def test_commitments_are_narrowed_by_event_and_due_date():
    wanted = CommitmentFactory(made_at_session=SessionFactory(), due_on=date(2027, 3, 1))
    CommitmentFactory(made_at_session=SessionFactory(**DRAFT), due_on=date(2028, 3, 1))
    event = wanted.made_at_session.event

    assert found(CommitmentFilter, event=event.slug) == [wanted]
    assert offered(CommitmentFilter, "event") == [event.title]
    assert found(CommitmentFilter, due_since="2027-03-01", due_until="2027-03-01") == [wanted]
    assert found(CommitmentFilter, due_since="2027-03-02", due_until="2028-02-01") == []


def test_owners_offered_are_those_the_visitor_may_see():
    CommitmentFactory(owner__name="Public owner")
    CommitmentFactory(owner=OrganisationFactory(name="Secret owner", **DRAFT))
    CommitmentFactory(owner__name="Owner of a secret", **DRAFT)

    assert offered(CommitmentFilter, "organisation") == ["Public owner"]


def test_only_organisations_with_the_most_are_offered_and_whichever_is_chosen(monkeypatch):
    monkeypatch.setattr(filters, "OFFERED", 1)
    often, seldom = OrganisationFactory(name="Often"), OrganisationFactory(name="Seldom", slug="seldom")
    for owner in (seldom, often, often):
        CommitmentFactory(owner=owner)
        PartnerFactory(organisation=owner)

    for filterset_class in (CommitmentFilter, PartnershipFilter):
        assert offered(filterset_class, "organisation") == ["Often"]
        assert offered(filterset_class, "organisation", organisation="seldom") == ["Often", "Seldom"]
        assert offered(filterset_class, "organisation", organisation=often.slug) == ["Often"]


def test_reports_are_narrowed_by_commitment_and_period():
    wanted = ProgressReportFactory()
    ProgressReportFactory(period_start=date(2020, 1, 1), period_end=date(2020, 12, 31))

    assert found(ProgressReportFilter, commitment=wanted.commitment.slug) == [wanted]
    assert found(ProgressReportFilter, since="2024-06-01") == [wanted]
    assert found(ProgressReportFilter, until="2019-12-31") == []


@pytest.mark.parametrize(
    "asked",
    [
        "event={session.event.slug}", "organisation={owner.slug}", "group=women", "region=KZ-71", "country=KZ", "goal=17",
        "target=17.16", "side=civil", "progress=silent", "served=any", "q=wells",
    ],
)  # fmt: skip
def test_who_follows_by_mail_is_told_by_every_filter_although_no_request_asks(asked):
    session, group = SessionFactory(), GroupFactory(slug="women")
    owner = OrganisationFactory(region=Region.objects.get(code="KZ-71"))
    owner.groups.add(group)
    wanted = CommitmentFactory(title_en="Wells", owner=owner, made_at_session=session)
    CommitmentTagFactory(commitment=wanted, goal_id=17, target=Target.objects.get(code="17.16"))

    register = Register(asked.format(session=session, owner=owner))

    assert register.is_valid
    assert list(register.filterset.qs) == [wanted]
