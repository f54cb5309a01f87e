"""Files that anybody may hand in and everybody may fetch: what is taken, judged by the content and not only by the name.

They lie in the private storage and are sent by a view that asks who may see the row they hang on (KeptFile), always as a
download: nothing that was handed in is ever shown by a browser as a page of ours.
"""

import lzma
import zipfile
import zlib
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from django.views.generic.detail import BaseDetailView

from publishing.views import VisibleMixin

MAX_BYTES = 20 * 1024 * 1024
OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
# Of each ending the media type, and in office files what a member of the archive is called, or the type it declares.
TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{OOXML}wordprocessingml.document",
    ".xlsx": f"{OOXML}spreadsheetml.sheet",
    ".pptx": f"{OOXML}presentationml.presentation",
    ".odt": f"{ODF}text",
    ".ods": f"{ODF}spreadsheet",
    ".odp": f"{ODF}presentation",
}
MEMBERS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}
# What reading an archive may raise that was cut off, changed, locked, or packed in a way we do not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, OSError, RuntimeError, NotImplementedError,
    ValueError,
)  # fmt: skip


def private_files():
    """The storage of what is only sent by a view."""
    return storages["originals"]


@deconstructible
class DocumentValidator:
    """Refuses what is too large, of no kind we take, or other inside than its name says."""

    def __call__(self, file):
        if getattr(file, "_committed", False):  # what is kept already has been looked at
            return
        ending = PurePosixPath(file.name).suffix.lower()
        if ending not in TYPES:
            known = ", ".join(ending[1:].upper() for ending in TYPES)
            raise ValidationError(_("We take these kinds of files: %(known)s."), "unsupported", {"known": known})
        if file.size > MAX_BYTES:
            megabytes = MAX_BYTES // 1024**2
            raise ValidationError(_("This file is larger than %(limit)d MB."), "too_large", {"limit": megabytes})
        if not is_what_it_says(file, ending):
            raise ValidationError(_("Inside, this file is not what its name says."), "broken")

    def __eq__(self, other):
        return isinstance(other, DocumentValidator)

    def __hash__(self):
        return hash(DocumentValidator)


def is_what_it_says(file, ending):
    file.seek(0)
    try:
        if ending == ".pdf":
            return b"%PDF-" in file.read(1024)
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if ending in MEMBERS:  # macros make it another kind of file, which nobody should be sent unasked
                return MEMBERS[ending] in names and not any(name.endswith("vbaProject.bin") for name in names)
            return archive.open("mimetype").read(100).decode("ascii", "replace").strip() == TYPES[ending]
    except BROKEN:
        return False
    finally:
        file.seek(0)


class GuardedFile(FieldFile):
    @property
    def url(self):
        """Where the file is given out to whoever may see its row; as for any file of Django's, none without a file."""
        if not self or not self.instance.pk:
            raise AttributeError("There is no file yet.")
        return self.instance.get_file_url()


class GuardedFileField(models.FileField):
    """A file as public as its row, whose model says in `get_file_url` where it is given out."""

    attr_class = GuardedFile

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("storage", private_files)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("validators", [DocumentValidator()])
        super().__init__(*args, **kwargs)


def take_away(file):
    """Delete a file that no row has any more; one that is gone already is no error."""
    if file:
        file.storage.delete(file.name)


class KeptFile(VisibleMixin, BaseDetailView):
    """The file of one row, for whoever may see the row. Configured by `queryset`, `field` and `name_of(row)`."""

    field = "file"

    def render_to_response(self, context):
        file = getattr(self.object, self.field)
        if not file or not file.storage.exists(file.name):
            raise Http404
        ending = PurePosixPath(file.name).suffix.lower()
        response = FileResponse(file.open(), as_attachment=True, filename=f"{self.name_of(self.object)}{ending}")
        response["Content-Type"] = TYPES.get(ending, "application/octet-stream")
        return response

    def name_of(self, row):
        """Return what the file is called where it is kept, without its ending."""
        raise NotImplementedError
