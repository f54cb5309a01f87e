"""How well a candidate answers a question, from 0 to 100, and whether nobody need look: `match`."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from registry.doubles.names import name_keys
from registry.reconciliation.candidates import kinds_wanted
from registry.reconciliation.entities import Entity
from registry.reconciliation.values import known_of, numbers_in

NAME = 3.0  # the weight of the name beside that of the properties
WEIGHTS = {"country": 0.4, "region": 0.6, "kind": 0.3, "status": 0.2, "website": 1.0, "founded": 0.8}
LOWEST = 30  # a candidate with less is not worth showing
SAME, CLEARLY = 99.5, 10  # a name that is the same; by how much the best must lead
UNLIKE = 40  # a number is believed unless the name says something else altogether
OTHER_NUMBER = 50  # no more than this for somebody who has another number of the same register


@dataclass
class Rated:
    """A candidate with what tells for and against it."""

    entity: Entity
    features: dict
    score: float


def answers(question, found, entities, known):
    """Return the candidates of a Question as the specification has them, the best first."""
    rated, kinds = {}, kinds_wanted(question)
    for key in found.keys:
        entity = entities.get(key)
        if entity is None or (kinds is not None and entity.facts["kind"] not in kinds):
            continue
        features = features_of(question, entity, known, has_number=key in found.by_number)
        one = Rated(entity, features, score(features))
        if one.score >= LOWEST and (entity.id not in rated or rated[entity.id].score < one.score):
            rated[entity.id] = one
    ordered = sorted(rated.values(), key=lambda one: (-one.score, one.entity.id))
    chosen = ordered[0] if is_match(ordered, is_cut=found.is_cut) else None
    return [shown(one, is_chosen=one is chosen) for one in ordered[: question.limit]]


def shown(rated, *, is_chosen):
    return {
        "id": rated.entity.id,
        "name": rated.entity.name,
        "description": rated.entity.description,
        "type": rated.entity.types,
        "score": rated.score,
        "match": is_chosen,
        "features": [{"id": name, "value": value} for name, value in rated.features.items()],
    }


def features_of(question, entity, known, *, has_number):
    """Return {feature: value}: the likeness of the name from 0 to 100, and for each property whether it agrees.

    What is not known of the organisation has no feature, nor has the name where the text was a number.
    """
    features = {}
    if question.text and not (has_number and numbers_in(question.text)):
        features["name"] = 100.0 if entity.id == question.text else likeness(question.text, entity.names)
    if has_number or other_number(entity, known):
        features["identifier"] = has_number
    for name in WEIGHTS:
        ours = known_of(entity, name)
        if name in known and ours:
            features[name] = bool(ours & known[name])
    if question.types:
        features["type"] = bool({one["id"] for one in entity.types} & set(question.types))
    return features


def other_number(entity, known):
    """Tell whether the question names a number, and the organisation has one of the same register."""
    schemes = {scheme for scheme, _value in known.get("identifier", ())}
    return bool(schemes & {scheme for scheme, _value in entity.numbers})


def likeness(text, names):
    """Return how like the closest of `names` is to `text`, legal form, script and order of words left aside."""
    asked = name_keys(text)
    return round(max((alike(one, key) for name in names for key in name_keys(name) for one in asked), default=0.0), 1)


def alike(one, other):
    """Mostly how many letters are the same; a little, whether the words of one are among those of the other."""
    return 100.0 if one == other else 0.8 * fuzz.ratio(one, other) + 0.19 * fuzz.token_set_ratio(one, other)


def score(features):
    if features.get("identifier"):
        return 100.0 if features.get("name", 100.0) >= UNLIKE else 90.0
    weights = {name: weight for name, weight in WEIGHTS.items() if name in features}
    total = sum(weights.values())
    agreeing = sum(weight for name, weight in weights.items() if features[name])
    if "name" not in features:
        found = 100 * agreeing / total if total else 0.0
    else:
        found = (NAME * features["name"] + 100 * agreeing) / (NAME + total)
    if features.get("type") is False:
        found *= 0.8
    return round(min(found, OTHER_NUMBER) if features.get("identifier") is False else found, 1)


def is_match(ordered, *, is_cut):
    """Tell whether the first of `ordered` is surely meant: its number is the one, or only its name is the same."""
    if not ordered:
        return False
    best, *others = ordered
    if best.features.get("identifier"):
        rivals = [one for one in others if one.features.get("identifier")]
        return not rivals and best.features.get("name", 100.0) >= UNLIKE
    agrees = all(best.features[name] for name in ("identifier", *WEIGHTS) if name in best.features)
    leads = not others or best.score - others[0].score >= CLEARLY
    return best.features.get("name", 0) >= SAME and agrees and leads and not is_cut
