"""The questions of a batch answered, properties fetched, names suggested."""

from django.utils.functional import cached_property

from people.models.organisations import Organisation
from publishing.folding import fold
from publishing.former_slugs import keys_at
from publishing.search import matching
from registry.imports.values import References
from registry.reconciliation.candidates import MOST, candidates
from registry.reconciliation.entities import entities
from registry.reconciliation.fetching import fetched
from registry.reconciliation.scoring import answers
from registry.reconciliation.values import numbers_in, understood
from registry.reconciliation.vocabulary import COMPARED, FETCHED, types

SUGGESTED = 20  # at a time
MOST_SUGGESTED = 5 * MOST  # that one can page to


class Service:
    """Answers for the visitor `user`, from the organisations `visible` that they may see."""

    def __init__(self, visible, user):
        self.visible, self.user = visible, user

    @cached_property
    def references(self):
        return References()

    def reconcile(self, questions):
        """Return {key: {"result": candidates}} for {key: Question}; at most two queries a question, and nine."""
        known = {key: understood(question.properties, self.references) for key, question in questions.items()}
        found = candidates(questions, known, self.visible, self.user)
        read = entities({key for one in found.values() for key in one.keys}, self.user)
        return {key: {"result": answers(question, found[key], read, known[key])} for key, question in questions.items()}

    def extend(self, ids, properties):
        """Return what the data extension service answers: {"meta", "rows"}; an unknown id has no values."""
        keys = keys_at(Organisation, ids)
        read = entities(set(keys.values()), self.user, with_goals="goals" in properties)
        rows = {one: fetched(read.get(keys.get(one)), properties) for one in ids}
        return {"meta": [{"id": name, "name": str(FETCHED[name])} for name in properties], "rows": rows}

    def suggest_entities(self, prefix, skipped):
        """Return those whose names begin with the words of `prefix`, whose number or whose id it is; the likeliest first."""
        if not prefix.strip():
            return []
        keys = set(matching(self.visible, prefix).order_by("pk").values_list("pk", flat=True)[:MOST_SUGGESTED])
        keys.update(self.visible.filter(slug=prefix).values_list("pk", flat=True))
        if numbers := numbers_in(prefix):
            schemes, values = zip(*numbers, strict=True)
            rows = self.visible.filter(identifiers__scheme__in=schemes, identifiers__value__in=values)
            keys.update(rows.values_list("pk", flat=True)[:MOST])
        found = {entity.id: entity for entity in entities(keys, self.user).values()}
        ordered = sorted(found.values(), key=lambda entity: rank(entity, prefix))
        return [suggestion(entity) for entity in ordered[skipped : skipped + SUGGESTED]]


def rank(entity, prefix):
    """Its id, then a name that begins so, then the shortest name."""
    begins = fold(entity.name).startswith(fold(prefix))
    return entity.id != prefix, not begins, len(entity.name), entity.name, entity.id


def suggestion(entity):
    return {"id": entity.id, "name": entity.name, "description": entity.description, "notable": entity.types[:1]}


def suggest_words(names, prefix, skipped):
    """Return those of {id: name} whose id or whose name has a word that begins with `prefix`."""
    wanted = fold(prefix)
    found = [
        {"id": str(key), "name": str(name)}
        for key, name in names.items()
        if str(key).startswith(prefix) or any(fold(word).startswith(wanted) for word in str(name).split())
    ]
    return found[skipped : skipped + SUGGESTED]


def suggest_types(prefix, skipped):
    return suggest_words(types(), prefix, skipped)


def suggest_properties(prefix, skipped):
    return suggest_words(COMPARED, prefix, skipped)
