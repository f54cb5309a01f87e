"""How many of 500 planted doubles are found among 18,000 organisations, how many proposals are right, and how long it takes.

    python -m benchmarks.doubles --rows 18000 --doubles 500

The database of DATABASE_URL is left as it was: everything happens in a transaction that is rolled back. The names and
their other spellings are made by tables of this folder, which do not know how the portal folds and compares.
"""

import argparse
import datetime
import random
import statistics
import time
from collections import Counter
from dataclasses import dataclass

import django

from benchmarks.imports import undone
from benchmarks.ngo_names import REGIONS, WEIGHTS, bare_name, whole_name
from benchmarks.spellings import VARIANTS, suits

WITHOUT_NUMBER = 1_742 / 23_335  # of Kazakhstan's registered NGOs
FIRST_DAY = datetime.date(1994, 1, 1)
ASKED = 200  # organisations whose candidates are asked for as if they were being typed


@dataclass
class Made:
    """A made-up organisation; `bare` is its name without legal form in `language`."""

    bare: str
    name: str
    language: str
    form: str
    region: str
    number: str
    founded: datetime.date | None
    website: str = ""
    email: str = ""
    other_language: str = ""
    double_of: int | None = None
    kind: str = ""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=18_000)
    arguments.add_argument("--doubles", type=int, default=500)
    arguments.add_argument("--seed", type=int, default=12)
    options = arguments.parse_args()
    django.setup()
    from django.db import transaction

    chance = random.Random(options.seed)
    made = register(options.rows, chance)
    made += doubles(made, options.doubles, chance)
    with undone(transaction):
        rows = write(made)
        report(made, rows)


def register(count, chance):
    """Return `count` organisations.

    The registrar refuses the same name under the same form in one region, and under another form every second time.
    """
    found, taken = [], set()
    while len(found) < count:
        region = chance.choices(REGIONS, [weight for *_rest, weight in REGIONS])[0]
        kazakh, russian = bare_name(chance, region)
        form = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        name = (russian or kazakh, region[0])
        if (*name, form) in taken or (name in taken and chance.random() < 0.5):
            continue
        taken |= {name, (*name, form)}
        found.append(registered(len(found), kazakh, russian, form, region[0], chance))
    return found


def registered(place, kazakh, russian, form, region, chance):
    language = "ru" if russian else "kk"
    return Made(
        bare=russian or kazakh,
        name=whole_name(russian or kazakh, form, language, chance),
        language=language,
        form=form,
        region=region,
        number="" if chance.random() < WITHOUT_NUMBER else f"{place:012d}",
        founded=FIRST_DAY + datetime.timedelta(days=chance.randrange(10_500)) if chance.random() < 0.9 else None,
        other_language=whole_name(kazakh, form, "kk", chance) if kazakh and russian else "",
        website=f"https://www.ngo{place}.example/" if chance.random() < 0.1 else "",
        email=f"mail{place}@ngo.example" if chance.random() < 0.2 else "",
    )


def doubles(made, count, chance):
    """Return `count` doubles of different organisations, the kinds of variants in equal parts."""
    kinds, found = list(VARIANTS), []
    for place in chance.sample(range(len(made)), len(made)):
        if len(found) == count:
            break
        kind = kinds[len(found) % len(kinds)]
        if suits(kind, made[place]):
            found.append(double_of(made[place], place, kind, chance))
    return found


def double_of(one, place, kind, chance):
    """Return `one` as another source lists it.

    Without the number, in one region of five without the region, and with the day of founding in half, one in ten of
    which is that of a later registration.
    """
    language, name = VARIANTS[kind](one, chance)
    founded = one.founded if chance.random() < 0.5 else None
    if founded and chance.random() < 0.1:
        founded += datetime.timedelta(days=chance.randrange(100, 4_000))
    return Made(
        bare="",
        name=name,
        language=language,
        form=one.form,
        region=one.region if chance.random() < 0.8 else "",
        number="",
        founded=founded,
        website=one.website if chance.random() < 0.5 else "",
        email=one.email if chance.random() < 0.5 else "",
        double_of=place,
        kind=kind,
    )


def write(made):
    """Write the organisations and return their primary keys."""
    from people.models import Organisation, OrganisationIdentifier
    from places.models import Region

    regions = dict(Region.objects.values_list("code", "pk"))
    rows = [row_of(one, number, regions) for number, one in enumerate(made)]
    Organisation.objects.bulk_create(rows, batch_size=1000)
    numbers = [
        OrganisationIdentifier(organisation=row, scheme="KZ-BIN", value=one.number)
        for row, one in zip(rows, made, strict=True)
        if one.number
    ]
    OrganisationIdentifier.objects.bulk_create(numbers, batch_size=1000)
    return [row.pk for row in rows]


def row_of(one, number, regions):
    from people.models import Organisation

    facts = {"founded_on": one.founded, "website": one.website, "email": one.email, f"name_{one.language}": one.name}
    names = {"name_kk": one.other_language} if one.other_language else {}
    region = regions.get(one.region)
    return Organisation(slug=f"synthetic-double-{number}", kind="22", country="KZ", region_id=region, **facts, **names)


def report(made, rows):
    from registry.doubles import finding
    from registry.models import Double

    begin = time.perf_counter()
    finding.find(rows)
    seconds = time.perf_counter() - begin
    planted = {(rows[one.double_of], pk): one.kind for one, pk in zip(made, rows, strict=True) if one.kind}
    ours = set(rows)
    proposed = {
        pair for pair in Double.objects.values_list("first_id", "second_id") if pair[0] in ours and pair[1] in ours
    }
    right = proposed & planted.keys()
    print(f"{len(made)} organisations, {len(planted)} doubles, found in {seconds:.1f} s")
    recall, precision = len(right) / len(planted), len(right) / max(1, len(proposed))
    print(f"recall {recall:.3f}, precision {precision:.3f} of {len(proposed)} proposals")
    of_kind, found_of_kind = Counter(planted.values()), Counter(planted[pair] for pair in right)
    for kind, count in of_kind.items():
        print(f"  {kind:20} {found_of_kind[kind]:4} of {count:4}  {found_of_kind[kind] / count:.2f}")
    print(f"one by one, as while typing: {milliseconds_of_one(rows):.1f} ms in the median")


def milliseconds_of_one(rows):
    from registry.doubles.candidates import candidates_of, load

    times = []
    for facts in load(pk__in=rows[:: max(1, len(rows) // ASKED)]):
        begin = time.perf_counter()
        candidates_of(facts)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    main()
