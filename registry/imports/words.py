"""The words that registers use in Kazakh, Russian and English, and some of their neighbours'."""

from people.models import Organisation
from people.models.organisations import Kind
from publishing.folding import fold


def folded(*texts):
    return frozenset(fold(word) for text in texts for word in text.split())


STATUSES = {
    Organisation.Status.ACTIVE: folded(
        "active действует действующая действующий зарегистрирована",
        "белсенді әрекетте жұмыс істейді",
        "faol амалкунанда",
    ),
    Organisation.Status.SUSPENDED: folded("suspended приостановлена приостановлено", "тоқтатылған тоқтата тұрған"),
    Organisation.Status.LIQUIDATION: folded("liquidation ликвидации ликвидируется", "таратылуда тарату"),
    Organisation.Status.INACTIVE: folded(
        "inactive недействующая бездействует бездействующая неактивна ликвидирована исключена", "таратылған емес"
    ),
    Organisation.Status.UNKNOWN: folded("unknown неизвестно белгісіз"),
}
KINDS = {
    Kind.NATIONAL_NGO: folded("нпо нко ngo national общественное объединение фонд", "үеұ қоғамдық қор қоры бірлестік"),
    Kind.INTERNATIONAL_NGO: folded("international международная халықаралық"),
    Kind.GOVERNMENT: folded("government ministry министерство государственный", "мемлекеттік министрлігі"),
    Kind.LOCAL_GOVERNMENT: folded("local акимат маслихат", "әкімдік мәслихат"),
    Kind.ACADEMIC: folded("academia university университет институт"),
    Kind.FOUNDATION: folded("donor донор"),
    Kind.PRIVATE: folded("business private тоо жшс"),
}
# What the writers of a region's name add, leave out or shorten. A name without either kind is that of a city.
OF_REGIONS = folded(
    "область области обл облысы облыс облусу облус", "region viloyat viloyati вилоят вилояти welaýaty welayaty"
)
OF_CITIES = folded("город г қаласы қ city шаары шаҳри shahri", "республика республикасы республики republic of")
