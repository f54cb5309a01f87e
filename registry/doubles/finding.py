"""Find doubles among many: after an import those of its organisations, by `manage.py find_doubles` all.

Names are compared within a region, where organisations share the beginning or the end of a word; whoever has a number, a
website, an e-mail address or a telephone in common is compared wherever it is. A search that is stopped has changed
nothing that matters, and one that is run again adds nothing that is there.
"""

from collections import defaultdict
from itertools import combinations

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from people.models import Organisation
from registry.doubles import keys
from registry.doubles.candidates import candidates_of, load, namesakes
from registry.doubles.pool import Pool
from registry.doubles.scoring import PROPOSED, Kind, compare
from registry.models import Double, ImportRow, OrganisationKey

FEW = 100  # organisations whose candidates are asked for one by one
MOST_WITH_ONE_KEY = 200  # organisations at one address: an accountant's, no double
ANYWHERE = [Kind.NUMBER, Kind.SET_ASIDE, Kind.SITE, Kind.EMAIL, Kind.PHONE]
CLEARLY_BETTER = 8  # points
BATCH = 500


def find_after(run):
    """Find the doubles of what the real ImportRun `run` created or changed; return how many pairs are new.

    And of whatever else its source has brought and nobody has looked through, because a worker died before it came to it.
    """
    outcomes = [ImportRow.Outcome.CREATED, ImportRow.Outcome.CHANGED]
    touched = run.rows.filter(outcome__in=outcomes, organisation__isnull=False).values_list(
        "organisation_id", flat=True
    )
    left = run.source.records.filter(organisation__keys__isnull=True, organisation__merged_into__isnull=True)
    return find({*touched, *left.values_list("organisation_id", flat=True)}, run=run)


def find(organisations=None, *, run=None, progress=None):
    """Find the doubles of the organisations with these primary keys, or of all, and return how many pairs are new.

    `progress(done, total)` is told how many organisations were looked at. Open pairs that are none any more are taken away.
    """
    began, progress = timezone.now(), progress or (lambda done, total: None)
    sought = sorted(set(organisations if organisations is not None else all_organisations()))
    for start in range(0, len(sought), BATCH):
        keys.refresh(sought[start : start + BATCH])
        progress(start, 2 * len(sought))
    found, done = {}, len(sought)
    for pairs, count in pairs_of(sought):
        found |= pairs
        progress(done := done + count, 2 * len(sought))
    for pair in Double.objects.exclude(state=Double.State.OPEN).values_list("first_id", "second_id"):
        found.pop(pair, None)
    best = best_of_each(found, set(sought))
    take_away(sought, best, began)
    return keep(best, run)


def best_of_each(pairs, sought):
    """Narrow the pairs to those that are the best, or nearly, for both sides; pairs of others that wait count as well.

    A double has its organisation and often a namesake or two besides. Those come up when the first pair is decided.
    """
    best = defaultdict(int)
    waiting = Double.objects.waiting().values_list("first_id", "second_id", "score")
    others = [(pair, score) for *pair, score in waiting if sought.isdisjoint(pair)]
    for pair, score in [*others, *((pair, score) for pair, (score, _reasons) in pairs.items())]:
        for organisation in pair:
            best[organisation] = max(best[organisation], score)
    return {pair: found for pair, found in pairs.items() if found[0] > max(best[one] for one in pair) - CLEARLY_BETTER}


def all_organisations():
    return Organisation.objects.filter(merged_into__isnull=True).values_list("pk", flat=True)


def pairs_of(sought):
    """Yield ({(first, second): (score, reasons)}, how many of `sought` were looked at)."""
    if len(sought) <= FEW:
        for facts in load(pk__in=sought):
            yield {ordered(facts.pk, one.organisation): one[1:] for one in candidates_of(facts)}, 1
        return
    sought, names = set(sought), namesakes()
    unknown = load(region__isnull=True)
    for region in Organisation.objects.order_by("region").values_list("region", flat=True).distinct():
        own = load(region=region) if region else unknown
        pool = Pool(own, unknown if region else [], sought)
        yield compared(pool.pairs(), names), sum(facts.pk in sought for facts in own)
    yield compared(at_one_address(sought), names), 0


def ordered(one, other):
    return (one, other) if one < other else (other, one)


def compared(pairs, names):
    """Return {(first, second): (score, reasons)} of the pairs of Facts that are worth proposing."""
    found = {}
    for one, other in pairs:
        score, reasons = compare(one, other, names)
        if score >= PROPOSED:
            found[ordered(one.pk, other.pk)] = (score, reasons)
    return found


def at_one_address(sought):
    """Yield the pairs of Facts that have a number, a website, an e-mail address or a telephone in common."""
    values = OrganisationKey.objects.filter(kind__in=ANYWHERE).values_list("value")
    several = values.annotate(count=Count("organisation", distinct=True)).filter(count__range=(2, MOST_WITH_ONE_KEY))
    shared = list(several.values_list("value", flat=True))
    for start in range(0, len(shared), BATCH):
        rows = OrganisationKey.objects.filter(kind__in=ANYWHERE, value__in=shared[start : start + BATCH])
        groups = defaultdict(set)
        for value, pk in rows.values_list("value", "organisation_id"):
            groups[value].add(pk)
        pairs = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
        pairs = [pair for pair in pairs if sought.intersection(pair)]
        known = {facts.pk: facts for facts in load(pk__in={pk for pair in pairs for pk in pair})}
        yield from ((known[one], known[other]) for one, other in pairs if one in known and other in known)


def keep(pairs, run=None):
    """Write the pairs {(first, second): (score, reasons)}; return how many are new. What was decided stays decided."""
    wanted = list(pairs)
    batches = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
    return sum(keep_some({pair: pairs[pair] for pair in batch}, run) for batch in batches)


@transaction.atomic
def keep_some(pairs, run):
    """Comparing takes minutes: of whoever was deleted or merged meanwhile no pair is written."""
    first = {one for one, _other in pairs}
    known = {(double.first_id, double.second_id): double for double in Double.objects.filter(first__in=first)}
    changed = []
    for pair, found in pairs.items():
        double = known.get(pair)
        if double and double.state == Double.State.OPEN and (double.score, double.reasons) != found:
            double.score, double.reasons = found
            changed.append(double)
    Double.objects.bulk_update(changed, ["score", "reasons"])
    new = pairs.keys() - known.keys()
    there = set(all_organisations().filter(pk__in={pk for pair in new for pk in pair}))
    made = [
        Double(first_id=pair[0], second_id=pair[1], score=score, reasons=reasons, found_by=run)
        for pair, (score, reasons) in pairs.items()
        if pair in new and there.issuperset(pair)
    ]
    Double.objects.bulk_create(made, ignore_conflicts=True)  # another search may have found them meanwhile
    return len(made)


def take_away(sought, found, began):
    """Delete the open pairs of `sought` that were proposed before and are none any more."""
    sought = set(sought)
    before = Double.objects.filter(state=Double.State.OPEN, found_at__lt=began)
    stale = [
        pk
        for pk, first, second in before.values_list("pk", "first_id", "second_id")
        if (first in sought or second in sought) and (first, second) not in found
    ]
    for start in range(0, len(stale), BATCH):
        Double.objects.filter(pk__in=stale[start : start + BATCH], state=Double.State.OPEN).delete()
