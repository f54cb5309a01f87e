"""One made-up partnership with all that hangs on it, in memory: for the same number, seed and day the same."""

import random
import uuid
from dataclasses import dataclass, field

from events.synthetic import published
from partnerships.models import Partner, Partnership, PartnershipDocument, PartnershipTag
from partnerships.models.partnerships import Status
from partnerships.synthetic.words import Subject, after, before, in_columns
from registry.synthetic.words import Weighted, regions

Role = Partner.Role
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "partnerships.example.org")
STATUSES = Weighted(
    [Status.RUNNING, Status.ENDED, Status.OVERDUE, Status.PLANNED, Status.SIGNED, Status.SUSPENDED, Status.CANCELLED],
    [42, 22, 9, 9, 7, 6, 5],
)
KINDS = Weighted(Partnership.Kind.values, [20, 25, 20, 20, 12, 3])
MONEY = {"KZ": "KZT", "KG": "KGS", "TJ": "TJS", "TM": "TMT", "UZ": "UZS"}
ABROAD = ("USD", "EUR")
DOCUMENTED = 0.05
SIGNED_ON_STAGE = 0.1


@dataclass
class Agreement:
    """A Partnership and what is to be written with it; the rows know their partnership once it is."""

    row: Partnership
    partners: list
    tags: list
    documents: list
    regions: list = field(default_factory=list)
    groups: list = field(default_factory=list)


def slug_of(seed, number):
    return f"synthetic-{seed}-{number}"


def agreement(number, world):
    """Return the Agreement `number` of `world`."""
    chance = random.Random(f"{world.seed}:partnership:{number}")  # noqa: S311 - nothing secret
    subject, slug = Subject.picked(chance), slug_of(world.seed, number)
    partners = partners_of(subject.country, world, chance)
    row = Partnership(
        **published(slug, guid=uuid.uuid5(NAMESPACE, slug), kind=KINDS.pick(chance)),
        **dates(STATUSES.pick(chance), world.day, chance),
        **in_columns("title", subject.titles(lambda code: f"{subject.place(code)}, {number}")),
        **in_columns("summary", subject.sentences()),
        countries=sorted({subject.country, *(MONEY if chance.random() < 0.02 else ())}),
        reporting_organisation_id=reporter_among(partners, world),
        source=f"Synthetic partnerships {world.seed}",
    )
    sign_on_stage(row, world, chance)
    where = {regions(subject.country).pick(chance) for _region in range(chance.choice((1, 1, 2, 3)))}
    groups = [subject.theme["group"]] if subject.theme["group"] and chance.random() < 0.8 else []
    return Agreement(
        row,
        partners,
        tags_of(PartnershipTag, subject, world, chance),
        documents_of(subject, slug, chance),
        world.references.region_keys(where),
        world.references.group_keys(groups),
    )


def dates(status, day, chance):
    """Return {field: value} of a partnership that has `status` on `day`."""
    if status == Status.SIGNED:
        return {"signed_on": before(day, chance, 1, 900)}
    if status == Status.PLANNED:
        begins = after(day, chance, 5, 300)
        return {"planned_starts_on": begins, "planned_ends_on": after(begins, chance, 200, 900)}
    has_run_out = status in (Status.OVERDUE, Status.ENDED)
    signed = before(day, chance, 700, 2000) if has_run_out else before(day, chance, 200, 1200)
    begun = after(signed, chance, 0, 90)
    ends = before(day, chance, 1, 400) if has_run_out else after(day, chance, 10, 900)
    found = {"signed_on": signed, "planned_starts_on": begun, "starts_on": begun, "planned_ends_on": ends}
    if status == Status.ENDED:
        found["ends_on"] = ends
    if status in (Status.SUSPENDED, Status.CANCELLED):
        found |= {"halted_on": before(day, chance, 1, 100), "halted_because": "Synthetic: the money ran out."}
        found["may_resume"] = status == Status.SUSPENDED
    return found


def sign_on_stage(row, world, chance):
    """At times it was signed at a session: then on its day."""
    if row.signed_on is None or chance.random() >= SIGNED_ON_STAGE:
        return
    if held := world.sessions_until(row.signed_on):
        row.signed_at_session_id, row.signed_on = chance.choice(held)


def partners_of(country, world, chance):
    """Return the Partners, the leading organisation of civil society first, and with it the state, the world, or both."""
    akimats, agencies, others = world.akimats[country], world.agencies, world.others.get(country)
    found = {world.civil_of(country, chance): Role.LEAD}
    with_state, with_world = chance.random() < 0.85, chance.random() < 0.4
    if with_state or not with_world:
        found[chance.choice(akimats)] = Role.GOVERNMENT
    if with_world:
        found[chance.choice(agencies)] = Role.FUNDER
    for _more in range(chance.choice((0, 1, 1, 2, 3))):
        found.setdefault(world.civil_of(country, chance), Role.IMPLEMENTER)
    if others and chance.random() < 0.2:
        found.setdefault(chance.choice(others), Role.KNOWLEDGE)
    return [
        Partner(organisation_id=key, role=role, position=place, **money(role, country, chance))
        for place, (key, role) in enumerate(found.items())
    ]


def reporter_among(partners, world):
    """Return the key of who reports: of the partners the first that IATI can name, else the one that leads."""
    keys = [partner.organisation_id for partner in partners]
    return next((key for key in keys if key in world.reporters), keys[0])


def money(role, country, chance):
    """Return amount and currency of a partner; of most none are known."""
    if role not in (Role.FUNDER, Role.GOVERNMENT) or chance.random() < 0.4:
        return {}
    currency = chance.choice(ABROAD) if role == Role.FUNDER else MONEY[country]
    return {"amount": chance.randint(5, 2_000) * 1_000, "currency": currency}


def tags_of(model, subject, world, chance):
    """Return the tags: the first goal of the theme is the main one."""
    weights = model.Weight
    return [
        model(
            goal_id=goal,
            target_id=target if target in world.references.targets else None,
            weight=weights.SECONDARY if place else weights.PRIMARY,
        )
        for place, (goal, target) in enumerate(subject.goals(chance).items())
    ]


def documents_of(subject, slug, chance):
    if chance.random() >= DOCUMENTED:
        return []
    titles = in_columns("title", subject.titles(subject.place))
    return [PartnershipDocument(url=f"https://example.org/{slug}.pdf", language=subject.languages[0], **titles)]
