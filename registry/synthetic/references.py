"""What made-up organisations point to: regions, targets, groups served and focus areas, fetched once."""

from django.db import transaction

from goals.models import Target
from people.models import FocusArea, Group
from places.models import Region
from publishing import content_version
from registry.synthetic.words import data, mark

FEWEST_WORDS = 5  # a vocabulary with fewer is filled with words of our own


class References:
    """Keys by code; of `groups` and `focus_areas` by the word in vocabulary.toml, and `words` are their rows by key."""

    def __init__(self):
        self.regions = dict(Region.objects.values_list("code", "pk"))
        self.targets = set(Target.objects.values_list("pk", flat=True))
        self.groups = vocabulary(Group, data("vocabulary")["groups"])
        self.focus_areas = vocabulary(FocusArea, data("vocabulary")["focus_areas"])
        self.words = {model: model.objects.in_bulk() for model in (Group, FocusArea)}

    def region_keys(self, codes):
        return sorted(self.regions[code] for code in codes)

    def group_keys(self, words):
        return sorted({self.groups[word] for word in words})

    def focus_area_keys(self, words):
        return sorted({self.focus_areas[word] for word in words})


@transaction.atomic
def vocabulary(model, words):
    """Return {our word: primary key}: by slug where the database knows it, else one of its others, always the same."""
    if model.objects.count() < FEWEST_WORDS:
        model.objects.bulk_create([made_up_word(model, slug, names) for slug, names in words.items()])
        content_version.raise_version()
    known = dict(model.objects.order_by("pk").values_list("slug", "pk"))
    others = list(known.values())
    return {
        word: known.get(f"synthetic-{word}") or known.get(word) or others[place % len(others)]
        for place, word in enumerate(words)
    }


def made_up_word(model, slug, names):
    marked = {f"name_{language}": f"{name} {mark(language)}" for language, name in names.items()}
    return model(slug=f"synthetic-{slug}", **marked)
