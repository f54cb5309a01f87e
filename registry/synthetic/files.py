"""The made-up registry as a file that a ministry sends: Russian headings, semicolons, and what such files lack."""

import csv

from people.models import Organisation
from places.reference import regions
from registry.synthetic.rows import facts

ENCODINGS = ("utf-8-sig", "windows-1251")
HEADINGS = [
    "Номер записи",
    "БИН",
    "Наименование организации",
    "Атауы (қазақша)",
    "Страна",
    "Регион",
    "Организационно-правовая форма",
    "Юридический адрес",
    "Дата регистрации",
    "Статус",
    "ЦУР",
    "Сайт",
    "Электронная почта",
]
STATUSES = {
    Organisation.Status.ACTIVE: "Действующая",
    Organisation.Status.SUSPENDED: "Приостановлена",
    Organisation.Status.LIQUIDATION: "В процессе ликвидации",
    Organisation.Status.INACTIVE: "Бездействующая",
    Organisation.Status.UNKNOWN: "",
}
# Windows-1251 has no letters of their own for the languages of the region: who types in it takes the nearest.
NEAREST = str.maketrans("ӘәҒғҚқҢңӨөҰұҮүҺһӢӣӮӯҲҳҶҷÄäÇçŇňÖöŞşÜüÝýŽžʻʼ", "АаГгКкНнОоУуУуХхИиУуХхЧчAaCcNnOoSsUuYyZz''")


def write_csv(path, rows, seed, *, encoding=ENCODINGS[0], progress=lambda count: None):
    """Write the organisations 0 … `rows` − 1 of the registry `seed` to the file at `path`, in one of ENCODINGS."""
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(spelled_for(encoding, HEADINGS))
        for number in range(rows):
            writer.writerow(spelled_for(encoding, cells(facts(seed, number))))
            progress(1)


def spelled_for(encoding, texts):
    return [text.translate(NEAREST) for text in texts] if encoding == "windows-1251" else texts


def cells(one):
    """Return the texts of a row. Every tenth number has been in a spreadsheet, which took its leading zeros."""
    names = one.marked_names
    first = next(iter(names.values()))
    return [
        f"{one.seed}-{one.number}",
        number_of(one),
        names.get("ru") or ("" if "kk" in names else first),
        names.get("kk", ""),
        one.country,
        regions()[one.region]["ru"],
        one.legal_form,
        one.address,
        f"{one.founded_on:%d.%m.%Y}",
        STATUSES[one.status],
        ",".join(str(goal) for goal in sorted(one.goals)),
        one.website,
        one.email,
    ]


def number_of(one):
    if not one.identifiers:
        return ""
    scheme, value = one.identifiers[0]
    if scheme != "KZ-BIN":
        return f"{scheme}-{value}"
    return value.lstrip("0") if one.number % 10 == 0 and len(value.lstrip("0")) >= 8 else value
