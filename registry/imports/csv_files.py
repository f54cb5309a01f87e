"""CSV: which encoding, which delimiter, and its rows as a stream."""

import codecs
import csv
import io

from charset_normalizer import from_bytes

from registry.imports.problems import FileRefused

SAMPLE = 256 * 1024  # bytes by which encoding and delimiter are judged
DELIMITERS = ";\t,|"
BOMS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]
LONGEST_FIELD = (
    1_000_000  # characters; what is longer than a cell may be is refused with its row by the reader of tables
)


def open_rows(file):
    """Return (function that yields (row number, cells), facts for the Table) of the CSV in the binary `file`."""
    encoding = encoding_of(file)
    delimiter = delimiter_of(text_of(file, encoding))

    def rows():
        csv.field_size_limit(LONGEST_FIELD)
        reader = csv.reader(lines(text_of(file, encoding)), delimiter=delimiter)
        try:
            for number, cells in enumerate(reader, start=1):
                yield number, [" ".join(cell.split(" ")).strip() for cell in cells]
        except csv.Error as error:
            raise FileRefused("damaged", row=reader.line_num) from error
        except UnicodeError as error:
            raise FileRefused("encoding", row=reader.line_num + 1) from error

    return rows, {"encoding": encoding, "delimiter": delimiter}


def lines(text):
    """Yield the lines of `text`; raises FileRefused at one with a NUL, which no database keeps."""
    for number, line in enumerate(text, start=1):
        if "\x00" in line:
            raise FileRefused("nul", row=number)
        yield line


def text_of(file, encoding):
    file.seek(0)
    return io.TextIOWrapper(_Unclosed(file), encoding=encoding, newline="")


class _Unclosed(io.BufferedReader):
    """Leaves the file open when the text over it is thrown away: it is read again."""

    def __init__(self, file):
        super().__init__(_Raw(file))


class _Raw(io.RawIOBase):
    def __init__(self, file):
        self.file = file

    def readable(self):
        return True

    def readinto(self, buffer):
        chunk = self.file.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def encoding_of(file):
    """Return the encoding of `file`: by its mark, as UTF-8, as UTF-16 without mark, or a Cyrillic code page.

    KZ-1048 is Windows-1251 with the Kazakh letters in the place of Serbian and Macedonian ones, so it reads both.
    """
    file.seek(0)
    begin = file.read(SAMPLE)
    for bom, encoding in BOMS:
        if begin.startswith(bom):
            return encoding
    if begin.count(0) > len(begin) // 4:
        return "utf-16-be" if begin[:1] == b"\x00" else "utf-16-le"
    if is_readable(file, "utf-8"):
        return "utf-8"
    if is_mostly_cyrillic(begin.decode("kz1048", errors="replace")) and is_readable(file, "kz1048"):
        return "kz1048"
    guess = from_bytes(begin).best()
    if guess is None or not is_readable(file, guess.encoding):
        raise FileRefused("encoding")
    return guess.encoding


def is_readable(file, encoding):
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(SAMPLE):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def is_mostly_cyrillic(text):
    """Tell whether words of `text` look Russian or Kazakh: small letters after small letters, hardly an odd sign."""
    letters = [character for character in text if not character.isascii()]
    return bool(letters) and sum(
        "а" <= letter.lower() <= "я" or letter in "ёәғқңөұүһі" for letter in letters
    ) > 0.8 * len(letters)


def delimiter_of(text):
    """Return the delimiter that divides the first rows into the most columns, alike from row to row."""
    begin = []
    try:
        for line in text:
            begin.append(line)
            if len(begin) == 50:
                break
    except UnicodeError as error:
        raise FileRefused("encoding", row=len(begin) + 1) from error
    return max(DELIMITERS, key=lambda delimiter: evenness(begin, delimiter))


def evenness(begin, delimiter):
    try:
        widths = [len(cells) for cells in csv.reader(begin, delimiter=delimiter) if any(cells)]
    except csv.Error:
        return 0
    usual = max(set(widths), key=widths.count, default=1)
    return widths.count(usual) * (usual - 1)
