"""Readable addresses from titles in any of the seven languages."""

from itertools import chain, count

from django.utils.text import slugify

from publishing.former_slugs import FormerSlug

# ISO 9 is exact but unreadable (ž, ŝ); these are the spellings the countries themselves use in road signs and passports.
LATIN = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ӷ": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh",
        "җ": "j", "з": "z", "и": "i", "ӣ": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "n",
        "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ӯ": "u", "ў": "o",
        "ф": "f", "х": "kh", "ҳ": "h", "һ": "h", "ц": "ts", "ч": "ch", "ҷ": "j", "ш": "sh", "щ": "shch", "ъ": "",
        "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ı": "i", "ʻ": "", "ʼ": "", "’": "", "ş": "sh",
    }
)  # fmt: skip


def readable_slug(text, max_length=100):
    """Return `text` as lower-case Latin words joined by hyphens, cut at a word within `max_length` characters."""
    slug = slugify(text.casefold().translate(LATIN))
    return slug if len(slug) <= max_length else slug[:max_length].rpartition("-")[0] or slug[:max_length]


def unique_slug(row):
    """Return a free slug for an unsaved `row`, from its `slug_source` or its text, else from its GUID."""
    base = readable_slug(str(getattr(row, "slug_source", None) or row)) or row.guid.hex[:12]
    return numbered(base, taken_slugs(type(row), base, but_for=row.pk))


def numbered(base, taken):
    """Return `base`, or where it is among `taken` the first of base-2, base-3 … that is not."""
    candidates = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(slug for slug in candidates if slug not in taken)


def taken_slugs(model, beginning="", *, but_for=None):
    """Return the slugs with this `beginning` that rows of `model` have or had, and those that lead to other pages.

    Those of the row with the key `but_for` are left out.
    """
    now = model._default_manager.exclude(pk=but_for).filter(slug__startswith=beginning)
    once = FormerSlug.objects.of(model).exclude(key=but_for).filter(slug__startswith=beginning)
    return {*model.reserved_slugs, *now.values_list("slug", flat=True), *once.values_list("slug", flat=True)}
