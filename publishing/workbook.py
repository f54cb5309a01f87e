"""A workbook with one sheet of texts, packed while it is sent.

openpyxl writes a sheet to a file and packs it into another before the first byte can go: for 180,000 organisations that is
longer than a server in front waits for an answer to begin. What is left out here (styles, numbers, formulas) is not wanted.
"""

from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

SENT_AT_ONCE = 64 * 1024  # bytes
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/{SHEET}" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
# The first row stays in sight.
BEGIN = (
    f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
END = "</sheetData></worksheet>"


class Pipe:
    """A file that only passes on: what was written is taken once."""

    def __init__(self):
        self.pieces, self.size = [], 0

    def write(self, data):
        self.pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self):
        pass

    def take(self):
        taken = b"".join(self.pieces)
        self.pieces, self.size = [], 0
        return taken


def packed(title, rows):
    """Yield the bytes of a workbook whose sheet `title` has `rows`, lists of texts; an empty text is an empty cell."""
    pipe = Pipe()
    sheet = f'<sheet name={quoteattr(title[:31])} sheetId="1" r:id="rId1"/>'
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheet}</sheets></workbook>'
    with ZipFile(pipe, "w", ZIP_DEFLATED) as package:
        for name, text in {**PARTS, "xl/workbook.xml": workbook}.items():
            package.writestr(name, XML + text)
        with package.open(SHEET, "w") as sheet:
            sheet.write(BEGIN.encode())
            for row in written(rows):
                sheet.write(row.encode())
                if pipe.size > SENT_AT_ONCE:
                    yield pipe.take()
            sheet.write(END.encode())
    yield pipe.take()


def written(rows):
    """Yield each of `rows` as the sheet has it."""
    letters = []
    for number, row in enumerate(rows, start=1):
        letters += [get_column_letter(place) for place in range(len(letters) + 1, len(row) + 1)]
        cells = [
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for letter, text in zip(letters, row, strict=False)
            if text
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'
