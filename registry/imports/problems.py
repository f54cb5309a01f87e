"""What can be wrong with a file or a row of it, kept as a code and told in the reader's language."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # of a file
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(limit)s MB: send it in parts."),
    "wrong_type": _("This is no table: send CSV or XLSX."),
    "old_excel": _("This is the format of old Excel: open it and save it as XLSX."),
    "damaged": _("The file is damaged and cannot be opened: save it anew and send it again."),
    "bomb": _("Unpacked the file would be far larger than a table needs to be: it is not opened."),
    "entities": _("The file defines entities of its own, which no table needs: it is not opened."),
    "encoding": _("The letters of the file cannot be read: save it as UTF-8."),
    "nul": _("There are NUL characters in this row: the file is damaged or no text."),
    "no_headings": _("No row with the names of the columns was found."),
    "too_many_columns": _("There are more than %(limit)s columns."),
    "too_many_rows": _("There are more than %(limit)s rows: send the file in parts."),
    "long_cell": _("A cell is longer than %(limit)s characters."),
    "unequal": _("This row has more cells than there are names of columns."),
    "formula": _("There is a formula in the column “%(heading)s”: replace formulas by their values and send it again."),
    "refused_rows": _("%(count)s rows are refused, and the run was to take all rows or none: nothing was changed."),
    "broken": _("Something went wrong on our side (%(value)s): nothing was changed."),
    # of the choice of columns
    "no_name_column": _("Say which column holds the name of the organisation."),
    "no_such_column": _("The file has no such column."),
    "column_twice": _("This column is chosen for two fields."),
    "unknown_field": _("There is no field “%(value)s”."),
    # of a row
    "no_name": _("The row gives no name."),
    "guid": _("“%(value)s” is no GUID."),
    "too_long": _("“%(value)s” is longer than %(limit)s characters."),
    "date": _("“%(value)s” is no date: write it as 31.12.2020 or 2020-12-31."),
    "region": _("“%(value)s” is no region that we know: write its name or a code such as KZ-71."),
    "country": _("“%(value)s” is none of the five countries: write its name or KZ, KG, TJ, TM, UZ."),
    "kind": _("“%(value)s” is no kind of organisation that we know."),
    "status": _("“%(value)s” is no status that we know: write active, suspended, in liquidation or inactive."),
    "goal": _("“%(value)s” is no goal: write numbers from 1 to 17."),
    "target": _("“%(value)s” is no target of a goal: write codes such as 6.5."),
    "focus_area": _("“%(value)s” is none of our focus areas."),
    "group": _("“%(value)s” is none of our groups."),
    "website": _("“%(value)s” is no address of a website."),
    "email": _("“%(value)s” is no e-mail address."),
    "of_another": _("Another organisation has the number %(value)s."),
    "double": _("Row %(row)s tells of the same organisation."),
    "invalid": _("%(value)s"),
}


class Problem(NamedTuple):
    """What is wrong in one row: a code of MESSAGES, the heading of the column or "", the words for the message."""

    code: str
    column: str = ""
    params: dict = {}


class FileRefused(Exception):
    """A file that is not read, or not read to its end; `row` is its row number from 1 where one is to blame."""

    def __init__(self, code, row=None, **params):
        super().__init__(code)
        self.code, self.row, self.params = code, row, params

    def __str__(self):
        return message_of(self.code, self.params)


def message_of(code, params):
    """Return the sentence for `code` with `params` in the active language."""
    return str(MESSAGES[code]) % params
