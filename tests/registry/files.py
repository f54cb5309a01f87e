"""Files as ministries send them, made in memory."""

import io

from openpyxl import Workbook

REGISTER = [
    ["БИН", "Наименование организации", "Регион", "Дата регистрации", "Статус"],
    ["050140000011", "ОО «Родник»", "Акмолинская область", "01.02.2005", "Действующая"],
    ["", "Фонд «Степь»", "г. Астана", "15.06.2010", "Приостановлена"],
]


def csv_file(rows=REGISTER, *, encoding="utf-8", delimiter=";"):
    text = "\r\n".join(delimiter.join(cells) for cells in rows)
    return io.BytesIO(text.encode(encoding))


def xlsx_file(rows=REGISTER, *, merged=()):
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    for area in merged:
        book.active.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file
