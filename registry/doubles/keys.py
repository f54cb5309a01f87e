"""Under which keys an organisation is found, whether it is saved or still being typed."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

from django.db import transaction

from people.columns import NAMES
from people.models import Organisation, OrganisationIdentifier, OrganisationName
from publishing.folding import fold
from registry.doubles.names import families, name_keys, telling_words
from registry.models import IdentifierSetAside, OrganisationKey

LONGEST = 200  # characters of a key that are kept
PART = 4  # letters at the beginning and at the end of a word
SHORTEST_WORD = 3  # a shorter one finds half of the registry
FEWEST_INITIALS = 3
NATIONAL_DIGITS, FEWEST_DIGITS = 9, 6  # of a telephone number
BATCH = 500
# Here many have a page: the page counts, not the host.
SHARED_HOSTS = {
    "facebook.com", "instagram.com", "vk.com", "ok.ru", "t.me", "telegram.me", "youtube.com", "linkedin.com",
    "twitter.com", "x.com", "tiktok.com", "linktr.ee", "taplink.cc", "wa.me", "2gis.kz", "gov.kz", "gov.kg",
    "sites.google.com",
}  # fmt: skip
Kind = OrganisationKey.Kind


def keys_of(*, names=(), numbers=(), set_aside=(), website="", email="", telephone=""):
    """Return {kind: frozenset of values}, without what is empty. `numbers` are pairs of a scheme and a value."""
    name_values = {key[:LONGEST] for name in names for key in name_keys(name)}
    found = {
        Kind.NUMBER: {number_key(*number) for number in numbers},
        Kind.SET_ASIDE: {number_key(*number) for number in set_aside},
        Kind.NAME: name_values,
        Kind.INITIALS: {initials(name) for name in names},
        Kind.SITE: {site_key(website)},
        Kind.EMAIL: {email.strip().casefold()[:LONGEST]},
        Kind.PHONE: set(map(phone_key, re.split(r"[,;/]", telephone))),
        Kind.FORM: {family for name in names for family in families(name)},
        Kind.PART: {part for name in name_values for part in parts_of(name)},
    }
    return {kind: frozenset(values - {""}) for kind, values in found.items() if values - {""}}


def number_key(scheme, value):
    value = re.sub(r"\W", "", value)
    return f"{scheme}:{value}"[:LONGEST] if value else ""


def phone_key(text):
    """Return the last nine digits, which are the same with and without the code of the country; "" for fewer than six."""
    digits = re.sub(r"\D", "", text)
    return digits[-NATIONAL_DIGITS:] if len(digits) >= FEWEST_DIGITS else ""


def initials(name):
    """Return the folded first letters of the telling words of `name`; "" where they are too few to mean anything."""
    letters = [word[0] for word in telling_words(name)]
    return fold("".join(letters)) if len(letters) >= FEWEST_INITIALS else ""


def site_key(website):
    """Return the host without www, with the path where the host belongs to many; "" for none."""
    try:
        parts = urlsplit(website if "//" in website else f"//{website}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    if host not in SHARED_HOSTS:
        return host[:LONGEST]
    path = parts.path.strip("/").casefold()
    return f"{host}/{path}"[:LONGEST] if path else ""


def parts_of(name_key):
    """Return the beginning, the end and the consonants of each word: a slip of the pen leaves one of them as it was."""
    words = [word for word in name_key.split() if len(word) >= SHORTEST_WORD and not word.isdecimal()]
    ends = {part for word in words for part in (word[:PART], f"-{word[-PART:]}")}
    consonants = {"".join(letter for letter in word if letter not in "aeiou") for word in words}
    return ends | {f"={letters}" for letters in consonants if len(letters) >= SHORTEST_WORD}


def refresh(organisations):
    """Bring the stored keys of the organisations with these primary keys up to date; what is right is not written."""
    organisations = list(organisations)
    for start in range(0, len(organisations), BATCH):
        refresh_some(organisations[start : start + BATCH])


@transaction.atomic
def refresh_some(organisations):
    wanted = {
        (pk, kind.value, value)
        for pk, keys in read_keys(organisations).items()
        for kind, values in keys.items()
        for value in values
    }
    rows = OrganisationKey.objects.filter(organisation__in=organisations)
    stored = {(row[1], row[2], row[3]): row[0] for row in rows.values_list("pk", "organisation_id", "kind", "value")}
    gone = [pk for key, pk in stored.items() if key not in wanted]
    if gone:
        stale = OrganisationKey.objects.filter(pk__in=gone)
        stale._raw_delete(stale.db)  # nothing hangs on a key, nobody listens for one
    OrganisationKey.objects.bulk_create(
        [
            OrganisationKey(organisation_id=pk, kind=kind, value=value)
            for pk, kind, value in sorted(wanted - stored.keys())
        ],
        batch_size=2000,
        ignore_conflicts=True,  # another process may have written them meanwhile
    )


def read_keys(organisations):
    """Return {primary key: keys_of it} of those that are not merged into others, in four queries."""
    numbers = grouped(OrganisationIdentifier, organisations, "scheme", "value")
    set_aside = grouped(IdentifierSetAside, organisations, "scheme", "value")
    other_names = grouped(OrganisationName, organisations, "text")
    rows = Organisation.objects.filter(pk__in=organisations, merged_into__isnull=True)
    return {
        pk: keys_of(
            names=[*{name for name in names if name}, *(text for (text,) in other_names[pk])],
            numbers=numbers[pk],
            set_aside=set_aside[pk],
            website=website,
            email=email,
            telephone=telephone,
        )
        for pk, website, email, telephone, *names in rows.values_list("pk", "website", "email", "telephone", *NAMES)
    }


def grouped(model, organisations, *columns):
    """Return {primary key of the organisation: [values of the columns of each of its rows]}."""
    found = defaultdict(list)
    rows = model.objects.filter(organisation__in=organisations)
    for pk, *values in rows.values_list("organisation_id", *columns):
        found[pk].append(tuple(values))
    return found
