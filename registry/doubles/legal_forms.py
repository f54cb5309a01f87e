"""The legal forms of the five countries in their languages, as folded words, in the inflections that registers use.

A form is a noun with the adjectives before it, "Республиканское общественное объединение", or after it in Tajik,
"Созмони ҷамъиятии"; an abbreviation; or one of PHRASES. An adjective by itself belongs to the name, and so does a plural:
"Центр общественного здоровья", "Ассоциация неправительственных организаций". Some nouns, like "ассоциация", are a form only
with an adjective: «Ассоциация врачей» is a name.
"""

from publishing.folding import fold, keys

# The endings of a word; "-" stands for none.
RUSSIAN_ADJECTIVE = "ый ий ая яя ое ее ого его ой ей ому ему ую юю ым им ом ем"
# After the possessive "its": қор, қоры, қорының … The endings of Kyrgyz are the same but for what folding makes equal.
KAZAKH_CASES = "- ның нің на не н ны ні нда нде нан нен мен нын нин"
UZBEK_CASES = "- ning ga ni da dan нинг га ни да дан"


def inflected(stems, endings):
    """Return the folded words of `stems` with every one of `endings`."""
    return folded(" ".join(stem + ending.strip("-") for stem in stems.split() for ending in endings.split()))


def folded(text):
    """Return every folded key of each word of `text`."""
    return frozenset(key for word in text.split() for key in keys(word))


ADJECTIVES = frozenset().union(
    inflected(
        "общественн частн корпоративн благотворительн республиканск региональн местн неправительственн "
        "негосударственн некоммерческ автономн государственн коммунальн религиозн",
        RUSSIAN_ADJECTIVE,
    ),
    folded(
        "қоғамдық жеке корпоративтік қайырымдылық республикалық өңірлік жергілікті үкіметтік коммерциялық емес "
        "мемлекеттік коммуналдық дербес діни"
    ),
    folded("коомдук жеке кайрымдуулук республикалык өкмөттүк бейөкмөт коммерциялык эмес диний"),
    folded("jamoat жамоат xayriya хайрия nodavlat нодавлат notijorat нотижорат xususiy хусусий"),
    folded("jemgyýetçilik hususy döwlete dahylsyz haýyr"),
    folded(
        "public private corporate charitable charity republican regional local non nongovernmental governmental "
        "nonprofit profit commercial independent civic"
    ),
)
# Tajik ones, which follow their noun.
ADJECTIVES_AFTER = folded(
    "ҷамъиятии ҷамъиятӣ ҷамъиятию хайриявии хайриявӣ хайрияи ғайридавлатии ғайридавлатӣ ғайриҳукуматии ғайриҳукуматӣ "
    "ғайритиҷоратии ғайритиҷоратӣ хусусии хусусӣ минтақавии ҷумҳуриявии"
)
NOUNS = frozenset().union(
    inflected("фонд", "- а у ом е"),
    inflected("объединени учреждени", "е я ю ем и"),
    inflected("товариществ", "о а у ом е"),
    folded("қор бірлестік мекеме"),
    inflected("қоры бірлестігі мекемесі", KAZAKH_CASES),
    folded("бирикме мекеме фонду фондунун"),
    inflected("бирикмеси мекемеси", KAZAKH_CASES),
    folded("birlashma jamgʻarma fond muassasa"),
    inflected("birlashmasi jamgʻarmasi fondi muassasasi", UZBEK_CASES),
    inflected("бирлашмаси жамғармаси фонди муассасаси", UZBEK_CASES),
    folded("фонди бунёди муассисаи бунёд"),
    folded("birleşik birleşigi birleşiginiň gazna gaznasy gaznasynyň"),
    folded("foundation fund institution ngo"),
)
NOUNS_WITH_ADJECTIVE = frozenset().union(
    inflected("ассоциаци", "я и ю ей"),
    # Not "организации": folded it is "организаций", the many.
    inflected("организаци", "я ю ей"),
    folded("ұйым қауымдастық ассоциация уюм уюмунун"),
    inflected("ұйымы қауымдастығы ассоциациясы уюму", KAZAKH_CASES),
    folded("tashkilot uyushma ташкилот"),
    inflected("tashkiloti uyushmasi ташкилоти уюшмаси ассоциацияси", UZBEK_CASES),
    folded("созмони созмон иттиҳодияи иттиҳодия ассотсиатсияи gurama guramasy guramasynyň"),
    folded("association organisation organization"),
)
ABBREVIATIONS = folded(
    "оо роо моо гоо оф чф кф бф обф чбф рбф роф моф оюл оюлип оюлиип оипиюл нпо нко ннпо аноо ано нао ао тоо ооо гу кгу ргу "
    "қб рқб жқ үеұ кеұ ұео зтб зтжжкб жшс кеақ жм құ ммқ кмм рмм "
    "кб өэу бөу жчк жк "
    "ннт ждж ннтт nnt "
    "тҷ сҷ иҷ фҷ ҷдмм "
    "jb hj "
    "pf pa po pu npo nco cso llp llc jsc ale rpa ppo pcf "
    "oo of chf npo too roo oyul oiul qb uyeu ueu"
)
# Folding leaves one letter of these. "К" alone is the beginning of a name.
DOUBLED = {"ққ", "qq", "кқ", "kq"}
# A word of its own elsewhere: Чу is a river, ақ is white. Only in capitals are they forms.
ONLY_FIRST, ONLY_LAST = folded("чу"), folded("ақ")


# Kinds of forms that are told apart; «Фонд Үміт» and «Общественное объединение Үміт» are rarely one. НПО says nothing.
FAMILIES = {
    "fund": inflected("фонд", "- а у ом е")
    | inflected("қоры", KAZAKH_CASES)
    | inflected("jamgʻarmasi fondi жамғармаси фонди", UZBEK_CASES)
    | folded("қор foundation fund фонду бунёди бунёд gazna gaznasy оф чф кф бф обф чбф рбф роф моф ққ жқ pf pcf chf"),
    "institution": inflected("учреждени", "е я ю ем и")
    | inflected("мекемесі", KAZAKH_CASES)
    | folded("мекеме institution муассисаи muassasasi муассасаси чу жм гу кгу ргу"),
    "association": inflected("объединени", "е я ю ем и")
    | inflected("бірлестігі бирикмеси", KAZAKH_CASES)
    | inflected("birlashmasi бирлашмаси", UZBEK_CASES)
    | folded("бірлестік бирикме association ассоциация иттиҳодияи birleşigi birleşik оо роо моо гоо қб рқб jb pa rpa"),
    "union": folded("юридических заңды legal entities юридикалык оюл оюлип оюлиип оипиюл зтб зтжжкб ale"),
    "company": inflected("товариществ", "о а у ом е") | folded("тоо ооо ао жшс кеақ нао llp llc jsc hj"),
}
# A fund is a public or a private one where it says so.
PUBLIC = inflected("общественн", RUSSIAN_ADJECTIVE) | folded("қоғамдық коомдук public jamoat оф обф ққ pf pcf")
PRIVATE = inflected("частн", RUSSIAN_ADJECTIVE) | folded("жеке private xususiy хусусий чф чбф жқ chf")


def phrases(text):
    """Return {first folded word: the phrases that begin so, the longest first}."""
    found = {}
    for line in text.strip().splitlines():
        words = tuple(fold(word) for word in line.split())
        found.setdefault(words[0], []).append(words)
    return {first: sorted(several, key=len, reverse=True) for first, several in found.items()}


PHRASES = phrases("""
юридических лиц и индивидуальных предпринимателей
индивидуальных предпринимателей и юридических лиц
юридических лиц
в форме ассоциации
в форме союза
с ограниченной ответственностью
акционерное общество
акционерного общества
общественный союз
общественное движение
заңды тұлғалар мен жеке кәсіпкерлер бірлестігі
заңды тұлғалар мен дара кәсіпкерлер бірлестігі
заңды тұлғалар бірлестігі
заңды тұлғалардың бірлестігі
заңды тұлғалар бірлестігінің
қауымдастық нысанындағы
одақ нысанындағы
қоғамдық қозғалысы
қоғамдық одағы
жауапкершілігі шектеулі серіктестігі
жауапкершілігі шектеулі серіктестік
акционерлік қоғамы
акционерлік қоғам
юридикалык жактардын бирикмеси
жоопкерчилиги чектелген коому
masʼuliyati cheklangan jamiyati
масъулияти чекланган жамияти
ҷамъияти дорои масъулияти маҳдуд
hojalyk jemgyýeti
association of legal entities and individual entrepreneurs
association of legal entities
union of legal entities
legal entities association
in the form of association
in the form of an association
in the form of a union
public union
limited liability partnership
limited liability company
joint stock company
""")
