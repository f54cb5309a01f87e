"""Names as NGOs of Kazakhstan have them: few words, used again and again, in two languages.

Nothing here knows how the portal compares names. Namesakes in other regions, names of one letter less, numbered clubs and
branches are meant: these are what a search for doubles must leave alone.
"""

# Kazakh, Russian as it is written beside it.
OWN = """
Үміт|Умит, Қамқорлық|Камкорлык, Болашақ|Болашак, Шаңырақ|Шанырак, Ақ бота|Ак бота, Мейірім|Мейирим, Жанашыр|Жанашыр
Әділет|Адилет, Ақ ниет|Ак ниет, Алтын дән|Алтын дан, Жаңа ғасыр|Жана гасыр, Нұр|Нур, Самал|Самал, Самғау|Самгау
Алау|Алау, Алаш|Алаш, Дана|Дана, Дара|Дара, Береке|Береке, Бастау|Бастау, Ізгілік|Изгилик, Сенім|Сеним
Шапағат|Шапагат, Рахым|Рахым, Көмек|Комек, Достық|Достык, Бірлік|Бирлик, Ұлағат|Улагат, Отбасы|Отбасы, Ана үйі|Ана уйи
Асыл бала|Асыл бала, Балдырған|Балдырган, Жас қанат|Жас канат, Жас отан|Жас отан, Жас ұлан|Жас улан
Туған жер|Туган жер, Атамекен|Атамекен, Елім-ай|Елим-ай, Тұлпар|Тулпар, Ақ жайық|Ак жайык, Ақ отау|Ак отау
Қызғалдақ|Кызгалдак, Арман|Арман, Аружан|Аружан, Айгөлек|Айголек, Мұрагер|Мурагер, Мирас|Мирас, Парасат|Парасат
Руханият|Руханият, Өркен|Оркен, Өрлеу|Орлеу, Серпіліс|Серпилис, Сәуле|Сауле, Сұңқар|Сункар, Таза жер|Таза жер
Табиғат|Табигат, Жасыл ел|Жасыл ел, Зерде|Зерде, Игілік|Игилик, Имандылық|Имандылык, Кемел|Кемел, Кәусар|Каусар
Қайнар|Кайнар, Қайырым|Кайырым, Қолғабыс|Колгабыс, Намыс|Намыс, Ниет|Ниет, Пана|Пана, Тірек|Тирек, Тілек|Тилек
Ынтымақ|Ынтымак, Шұғыла|Шугыла, Еркіндік|Еркиндик, Жария|Жария, Жүрек жылуы|Журек жылуы, Заман|Заман
Кең дала|Кен дала, Көгершін|Когершин, Мөлдір бұлақ|Молдир булак
"""
RUSSIAN_OWN = """
Родник|Надежда|Милосердие|Доверие|Забота|Возрождение|Содействие|Перспектива|Диалог|Шаг вперёд|Шаг навстречу|Открытое сердце
Добрые руки|Тёплый дом|Наш дом|Дом надежды|Право|Правовая защита|Гражданская инициатива|Равные возможности|Мир без границ
Чистый город|Чистый воздух|Живая планета|Зелёный мир|Эко-дом|Семья|Счастливая семья|Мать и дитя|Особенные дети|Дети солнца
Солнечный луч|Радуга|Маяк|Ковчег|Феникс|Горизонт|Новое поколение|Поколение лидеров|Лидер|Старт|Эра|Новая эра|Аура|Оазис
Ветеран|Память|Боевое братство|Ветераны Афганистана|Казачий круг|Славянский центр|Альтернатива|Инсайт|Сотрудничество
"""
WHOM = """
женщин|детей|молодёжи|инвалидов|ветеранов|пенсионеров|многодетных семей|мигрантов|сирот|предпринимателей|фермеров|журналистов
психологов|юристов|педагогов|врачей|медицинских сестёр|незрячих|глухих|людей с аутизмом|осуждённых|бездомных животных
волонтёров
"""
WHAT = "Центр поддержки|Центр развития|Центр защиты прав|Союз|Общество|Ассоциация|Совет|Клуб|Центр социальной адаптации"
KAZAKH_WHOM = """
әйелдер|балалар|жастар|мүгедектер|ардагерлер|зейнеткерлер|көпбалалы отбасылар|оралмандар|жетім балалар|кәсіпкерлер|фермерлер
журналистер|психологтар|заңгерлер|ұстаздар|дәрігерлер|зағип жандар|еріктілер
"""
KAZAKH_WHAT = (
    "қолдау орталығы|дамыту орталығы|құқығын қорғау орталығы|одағы|қоғамы|кеңесі|клубы|әлеуметтік бейімдеу орталығы"
)
SPORTS = """
футбола|хоккея|бокса|дзюдо|самбо|каратэ|тхэквондо|шахмат|тогызкумалака|казакша курес|лёгкой атлетики|плавания|велоспорта
настольного тенниса|волейбола|баскетбола|альпинизма|туризма|конного спорта|кокпара
"""
VILLAGES = """
Абай|Аксу|Акжар|Акколь|Аральск|Арыс|Атбасар|Аягоз|Баянаул|Бурабай|Державинск|Есиль|Жанаозен|Жаркент|Жезказган|Жетысай|Житикара
Зайсан|Зыряновск|Индер|Казалинск|Калкаман|Кандыагаш|Каратау|Каркаралинск|Каскелен|Кентау|Кульсары|Кулан|Курчатов|Лисаковск|Макинск
Мерке|Мойынкум|Отар|Приозерск|Риддер|Рудный|Сарань|Сарканд|Сарыагаш|Сатпаев|Семей|Степняк|Талгар|Текели|Темиртау|Узынагаш|Урджар
Форт|Хромтау|Чапаев|Шардара|Шахтинск|Шемонаиха|Шиели|Шу|Щучинск|Экибастуз|Эмба
"""
SURNAMES = """
Абдрахманов|Абдуллин|Айтматов|Алимжанов|Ахметов|Байтурсынов|Бейсембаев|Букейханов|Валиханов|Досмухамедов|Дулатов|Ермеков|Жабаев
Жумабаев|Ибраев|Исаев|Искаков|Калиев|Касымов|Кенжебаев|Кунаев|Курмангазиев|Маргулан|Мауленов|Муканов|Мусабаев|Мусин|Нурпеисов
Оспанов|Рахимов|Рыскулов|Садыков|Сарсенбаев|Сатпаев|Сейфуллин|Смагулов|Сулейменов|Тажибаев|Тулегенов|Турсунов|Уалиев|Хасенов|Шокай
"""
# ISO code, genitive in Russian, how Kazakh has it, and how many of a hundred organisations sit there.
REGIONS = [
    ("KZ-75", "города Алматы", "Алматы қаласы", 17), ("KZ-71", "города Астаны", "Астана қаласы", 14),
    ("KZ-79", "города Шымкента", "Шымкент қаласы", 6), ("KZ-61", "Туркестанской области", "Түркістан облысы", 6),
    ("KZ-35", "Карагандинской области", "Қарағанды облысы", 7), ("KZ-63", "Восточно-Казахстанской области", "ШҚО", 5),
    ("KZ-55", "Павлодарской области", "Павлодар облысы", 5), ("KZ-39", "Костанайской области", "Қостанай облысы", 4),
    ("KZ-11", "Акмолинской области", "Ақмола облысы", 4), ("KZ-15", "Актюбинской области", "Ақтөбе облысы", 4),
    ("KZ-19", "Алматинской области", "Алматы облысы", 5), ("KZ-23", "Атырауской области", "Атырау облысы", 3),
    ("KZ-27", "Западно-Казахстанской области", "БҚО", 4), ("KZ-31", "Жамбылской области", "Жамбыл облысы", 4),
    ("KZ-43", "Кызылординской области", "Қызылорда облысы", 4), ("KZ-47", "Мангистауской области", "Маңғыстау облысы", 3),
    ("KZ-59", "Северо-Казахстанской области", "СҚО", 3), ("KZ-10", "области Абай", "Абай облысы", 1),
    ("KZ-33", "области Жетісу", "Жетісу облысы", 1), ("KZ-62", "области Ұлытау", "Ұлытау облысы", 0.5),
]  # fmt: skip
# Each form in Russian, Kazakh and English: full before the name, or abbreviated.
FORMS = {
    "association": (["Общественное объединение", "ОО", "Республиканское общественное объединение", "РОО"],
                    ["қоғамдық бірлестігі", "ҚБ"], ["Public Association", "PA", "NGO"]),
    "public fund": (["Общественный фонд", "ОФ", "Фонд"], ["қоғамдық қоры", "ҚҚ", "қоры"],
                    ["Public Foundation", "Foundation"]),
    "private fund": (["Частный фонд", "ЧФ"], ["жеке қоры", "ЖҚ"], ["Private Foundation", "Foundation"]),
    "charity": (["Благотворительный фонд", "БФ", "Общественный благотворительный фонд"],
                ["қайырымдылық қоры", "қоғамдық қайырымдылық қоры"], ["Charity Foundation", "Charitable Foundation"]),
    "institution": (["Частное учреждение", "Учреждение", "ЧУ"], ["жеке мекемесі", "мекемесі"], ["Private Institution"]),
    "legal entities": (["Объединение юридических лиц", "ОЮЛ", "Объединение юридических лиц в форме ассоциации"],
                       ["заңды тұлғалар бірлестігі", "ЗТБ"], ["Association of Legal Entities"]),
}  # fmt: skip
# How many of a hundred names are of each kind: see bare_name.
KINDS = [32, 18, 18, 10, 4, 10, 8]
WEIGHTS = {"association": 45, "public fund": 27, "private fund": 8, "charity": 6, "institution": 7, "legal entities": 7}


def listed(text, divided_by="|"):
    return [word.strip() for line in text.strip().splitlines() for word in line.split(divided_by)]


def bare_name(chance, region):
    """Return (Kazakh or "", Russian or "") of a made-up organisation, without quotes and legal form."""
    maker = chance.choices([own, russian, about_whom, about_whom_kazakh, sport, named_after, of_village], KINDS)[0]
    return maker(chance, region)


def own(chance, region):
    """One word, or two that no grammar binds, as «Жас қанат Болашақ»; half of them in both languages."""
    kazakh, russian = own_words(chance)
    if chance.random() < 0.75:
        more = chance.choice([words for words in OWN_NAMES if words != (kazakh, russian)])
        kazakh, russian = f"{kazakh} {more[0]}", f"{russian} {more[1]}"
    return chance.choice([(kazakh, russian), (kazakh, russian), (kazakh, ""), ("", russian)])


def own_words(chance):
    """Some words are several times as popular as others."""
    return chance.choices(OWN_NAMES, POPULARITY)[0]


def russian(chance, region):
    name, draw = chance.choice(listed(RUSSIAN_OWN)), chance.random()
    if draw < 0.25:
        return "", f"{name}-{chance.randrange(1, 21)}"
    if draw < 0.45:
        return "", name
    others = [other.lower() for other in listed(RUSSIAN_OWN) if other != name]
    return "", f"{name} {chance.choice([own_words(chance)[1], chance.choice(others)])}"


def about_whom(chance, region):
    name, draw = f"{chance.choice(WHAT.split('|'))} {chance.choice(listed(WHOM))}", chance.random()
    if draw < 0.35:
        return "", f"{name} {region[1]}"
    if draw < 0.55:
        return "", f"{name} {chance.choice(listed(VILLAGES))}ского района"
    return "", f"{name} {own_words(chance)[1]}"


def about_whom_kazakh(chance, region):
    name = f"{chance.choice(listed(KAZAKH_WHOM))} {chance.choice(KAZAKH_WHAT.split('|'))}".capitalize()
    return f"{own_words(chance)[0]} {name}" if chance.random() < 0.5 else f"{region[2]} {name}", ""


def sport(chance, region):
    name = f"Федерация {chance.choice(listed(SPORTS))}"
    return "", f"{name} {region[1] if chance.random() < 0.6 else chance.choice(listed(VILLAGES)) + 'ского района'}"


def named_after(chance, region):
    surname, letter = chance.choice(listed(SURNAMES)), chance.choice("АБГДЕЖКМНРСТ")
    if chance.random() < 0.5:
        return f"{letter}. {surname} атындағы {own_words(chance)[0]}", ""
    return "", f"{own_words(chance)[1]} имени {letter}. {surname}а"


def of_village(chance, region):
    village = chance.choice(listed(VILLAGES))
    what = chance.choice(
        ["Совет ветеранов", "Клуб любителей природы", "Общество инвалидов", "Союз садоводов", "Дом матери"]
    )
    return "", f"{what} {chance.choice(['села', 'района', 'посёлка'])} {village}"


def whole_name(bare, form, language, chance):
    """Return `bare` with a wording of its legal form: before it in Russian, after it in Kazakh."""
    wording = chance.choice(FORMS[form][{"ru": 0, "kk": 1, "en": 2}[language]])
    before, after = chance.choice(["«»", "“”", "„“", '""', "  "])
    quoted = f"{before}{bare}{after}".strip()
    return f"{quoted} {wording}" if language == "kk" else f"{wording} {quoted}"


OWN_NAMES = [tuple(pair.split("|")) for pair in listed(OWN, ",")]
POPULARITY = [1 / (place + 12) for place in range(len(OWN_NAMES))]
