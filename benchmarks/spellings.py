"""How the same name is written by somebody else: letters, legal form, quotes, order, slips of the pen, shortenings.

Made from tables of its own, on purpose: what measures the search for doubles must not know how that search folds names.
"""

from benchmarks.ngo_names import REGIONS, whole_name

KAZAKH_LETTERS = "әғқңөұүіһ"


def table(letters, written):
    return dict(zip(letters, written.split(","), strict=True))


RUSSIAN = table(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "a,b,v,g,d,e,yo,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya"
)
# What stands in a passport, and what is typed in haste.
PASSPORT = RUSSIAN | {"ё": "e", "й": "i", "щ": "shch", "ъ": "ie", "ю": "iu", "я": "ia"}
HASTY = RUSSIAN | {"ё": "e", "ж": "j", "х": "h", "ы": "i", "й": "i", "щ": "sh", "ц": "c"}
KAZAKH = {
    "official 2021": PASSPORT | table(KAZAKH_LETTERS + "жшх", "ä,ğ,q,ñ,ö,ū,ü,ı,h,j,ş,h"),
    "passport": PASSPORT | table(KAZAKH_LETTERS, "a,g,k,n,o,u,u,i,h"),
    "newspaper": RUSSIAN | table(KAZAKH_LETTERS, "a,gh,q,ng,o,u,u,i,h"),
    "hasty": HASTY | table(KAZAKH_LETTERS, "a,g,q,n,o,u,u,i,h"),
}
WITHOUT_KAZAKH_KEYS = dict(zip(KAZAKH_LETTERS, "агкноууих", strict=True))
SHORTENED = {
    "Центр": "Ц-р", "поддержки": "подд.", "развития": "разв.", "защиты": "защ.", "Общество": "Общ-во", "Федерация": "Фед.",
    "имени": "им.", "области": "обл.", "города": "г.", "района": "р-на", "социальной": "соц.", "Ассоциация": "Асс.",
    "орталығы": "орт.", "атындағы": "ат.", "құқығын": "құқ.", "инвалидов": "инв.", "облысы": "обл.", "қаласы": "қ.",
}  # fmt: skip


def letter_by_letter(text, table):
    """Return `text` with each letter as `table` has it, capitals kept."""
    written = []
    for letter in text:
        latin = table.get(letter.lower(), letter)
        written.append(latin if letter.islower() or not latin else latin[0].upper() + latin[1:])
    return "".join(written)


def transliterated(organisation, chance):
    tables = list(KAZAKH.values()) if organisation.language == "kk" else [RUSSIAN, PASSPORT, HASTY]
    latin = letter_by_letter(organisation.bare, chance.choice(tables))
    return "en", whole_name(latin, organisation.form, "en", chance)


def other_legal_form(organisation, chance):
    """Another wording of the form, by itself or after the name, or in the other language."""
    language = chance.choice(["ru", "kk"])
    wording = whole_name("", organisation.form, language, chance).strip('«»“”„" ')
    name = f"«{organisation.bare}» {wording}" if chance.random() < 0.5 else f"{wording} «{organisation.bare}»"
    return organisation.language, name


def other_quotes_and_capitals(organisation, chance):
    name = "".join(letter for letter in organisation.name if letter not in '«»“”„"')
    style = chance.choice([str.upper, str.lower, str.title])
    return organisation.language, style(f"{name[: len(name) // 2]}{name[len(name) // 2 :]}").replace(
        "-", chance.choice("-– ")
    )


def other_order(organisation, chance):
    words = organisation.bare.split()
    chance.shuffle(words)
    return organisation.language, whole_name(" ".join(words), organisation.form, organisation.language, chance)


def mistyped(organisation, chance):
    return organisation.language, whole_name(
        slip(organisation.bare, chance), organisation.form, organisation.language, chance
    )


def slip(text, chance):
    """One letter too many, too few, another, or two in the wrong order, in a word of five letters if there is one."""
    words = text.split()
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    place = chance.choice([place for place, word in enumerate(words) if len(word) >= 5] or [longest])
    word = words[place]
    at = chance.randrange(1, max(2, len(word) - 1))
    before, letter, after = word[:at], word[at : at + 1], word[at + 1 :]
    words[place] = chance.choice(
        [
            before + after,
            before + letter * 2 + after,
            before + chance.choice("аеиоунтсрлк") + after,
            before + after[:1] + letter + after[1:],
        ]
    )
    return " ".join(words)


def shortened(organisation, chance):
    words = [SHORTENED.get(word, SHORTENED.get(word.lower(), word)) for word in organisation.bare.split()]
    return organisation.language, whole_name(" ".join(words), organisation.form, organisation.language, chance)


def without_kazakh_keys(organisation, chance):
    """Typed on a Russian keyboard."""
    bare = letter_by_letter(organisation.bare, WITHOUT_KAZAKH_KEYS)
    return organisation.language, whole_name(bare, organisation.form, "ru", chance)


def with_the_place(organisation, chance):
    of_region = next(genitive for code, genitive, _kazakh, _weight in REGIONS if code == organisation.region)
    name = whole_name(organisation.bare, organisation.form, organisation.language, chance)
    return organisation.language, f"{name} {of_region}"


def two_things_at_once(organisation, chance):
    """Mistyped in Latin letters, under another wording of the form."""
    table = KAZAKH["passport"] if organisation.language == "kk" else PASSPORT
    return "en", whole_name(slip(letter_by_letter(organisation.bare, table), chance), organisation.form, "en", chance)


def as_it_was(organisation, chance):
    """The same words; only the number is missing."""
    return organisation.language, organisation.name


VARIANTS = {
    "transliterated": transliterated,
    "other legal form": other_legal_form,
    "quotes and capitals": other_quotes_and_capitals,
    "word order": other_order,
    "mistyped": mistyped,
    "words shortened": shortened,
    "Russian keyboard": without_kazakh_keys,
    "place added": with_the_place,
    "mistyped in Latin": two_things_at_once,
    "number missing": as_it_was,
}


def suits(kind, organisation):
    """Tell whether a variant of this kind differs from the name of `organisation` at all."""
    words = organisation.bare.split()
    if kind == "word order":
        return len(words) > 1
    if kind == "words shortened":
        return any(word in SHORTENED or word.lower() in SHORTENED for word in words)
    if kind == "Russian keyboard":
        return any(letter in KAZAKH_LETTERS for letter in organisation.bare.lower())
    return True
