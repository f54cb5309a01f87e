"""Files that anybody may hand in and everybody may fetch: what is taken, judged by the content and not only by the name.

They lie in the private storage and are sent by a view that asks who may see the row they hang on (KeptFile), always as a
download: nothing that was handed in is ever shown by a browser as a page of ours. They go with their row, and before it
where another takes their place.
"""

import lzma
import zipfile
import zlib
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete, post_save
from django.http import FileResponse, Http404
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from django.views.generic.detail import BaseDetailView

from publishing import bitmaps
from publishing.undoing import undo_by
from publishing.views import VisibleMixin

MAX_BYTES = 20 * 1024 * 1024
HINT = _("PDF, office file, text or table, at most 20 MB; or a picture, at most 15 MB.")
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
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
MEMBERS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}
TEXTS = {".csv", ".txt"}
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}  # what each is written as
# What a text has none of, in whatever encoding of eight bits: control characters but for tab, line and page.
BINARY = bytes(set(range(32)) - set(b"\t\n\f\r"))
# What reading an archive may raise that was cut off, changed, locked, or packed in a way we do not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, OSError, RuntimeError, NotImplementedError,
    ValueError,
)  # fmt: skip


def private_files():
    """The storage of what is only sent by a view."""
    return storages["originals"]


def ending_of(name):
    """Return the ending of a file's name with its dot, in small letters."""
    return PurePosixPath(name).suffix.lower()


@deconstructible
class DocumentValidator:
    """Refuses what is too large, of no kind we take, or other inside than its name says."""

    def __call__(self, file):
        if getattr(file, "_committed", False):  # what is kept already has been looked at
            return
        ending = ending_of(file.name)
        if ending not in TYPES:
            known = ", ".join(ending[1:].upper() for ending in TYPES)
            raise ValidationError(_("We take these kinds of files: %(known)s."), "unsupported", {"known": known})
        if file.size > MAX_BYTES:
            megabytes = MAX_BYTES // 1024**2
            raise ValidationError(_("This file is larger than %(limit)d MB."), "too_large", {"limit": megabytes})
        if ending in PICTURES:
            bitmaps.read(file)
            file.seek(0)
        elif not is_what_it_says(file, ending):
            raise ValidationError(_("Inside, this file is not what its name says."), "broken")

    def __eq__(self, other):
        return isinstance(other, DocumentValidator)

    def __hash__(self):
        return hash(DocumentValidator)


def is_what_it_says(file, ending):
    """Tell whether a PDF, a text or an office file is one inside."""
    file.seek(0)
    try:
        if ending == ".pdf":
            return b"%PDF-" in file.read(1024)
        if ending in TEXTS:
            return is_text(file)
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if ending in MEMBERS:  # macros make it another kind of file, which nobody should be sent unasked
                return MEMBERS[ending] in names and not any(name.endswith("vbaProject.bin") for name in names)
            return archive.open("mimetype").read(100).decode("ascii", "replace").strip() == TYPES[ending]
    except BROKEN:
        return False
    finally:
        file.seek(0)


def is_text(file):
    """Tell whether `file` holds nothing but text, in whatever encoding of eight bits, and is no PDF by another name."""
    content = file.read()
    return not content.startswith(b"%PDF-") and content.translate(None, BINARY) == content


def bare(content, written_as):
    """Return the picture in `content` as a file without place, camera and remarks, which nobody asked to be told."""
    image, made = bitmaps.read(content).image, BytesIO()
    if written_as == "JPEG":
        image = image.convert("RGB")
    image.save(made, written_as, quality=90)
    return ContentFile(made.getvalue())


class GuardedFile(FieldFile):
    @property
    def url(self):
        """Where the file is given out to whoever may see its row; as for any file of Django's, none without a file."""
        if not self or not self.instance.pk:
            raise AttributeError("There is no file yet.")
        return self.instance.get_file_url()

    def save(self, name, content, save=True):
        """Keep of a picture what is seen on it, and nothing else."""
        written_as = PICTURES.get(ending_of(name))
        super().save(name, bare(content, written_as) if written_as else content, save)


class GuardedFileField(models.FileField):
    """A file as public as its row, whose model says in `get_file_url` where it is given out.

    It is deleted with the row, when another file or none takes its place, and where the row could not be written.
    """

    attr_class = GuardedFile

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("storage", private_files)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("validators", [DocumentValidator()])
        kwargs.setdefault("help_text", HINT)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            # A signal, since cascades and `queryset.delete()` call no method of the model.
            post_delete.connect(self.take_away, sender=cls)
            post_save.connect(self.take_away_replaced, sender=cls)

    def pre_save(self, instance, add):
        """Another file than the row's that is not new is one that the row had when it was loaded: since then somebody has
        put `kept` in its place, and that stays.
        """
        given, kept = getattr(instance, self.attname), "" if add else self.kept_name(instance)
        is_new = given and not given._committed
        if kept and given and not is_new and kept != given.name:
            setattr(instance, self.attname, kept)
        file = super().pre_save(instance, add)
        if is_new:
            undo_by(partial(file.storage.delete, file.name))
        instance.__dict__[self.replaced] = kept if kept and kept != file.name else ""
        return file

    @property
    def replaced(self):
        """Under which name a row has, while it is saved, the file whose place is taken."""
        return f"_{self.attname}_replaced"

    def take_away_replaced(self, instance, using, **kwargs):
        """Delete the file whose place another or none has taken: after the row is written, which may fail."""
        if name := instance.__dict__.pop(self.replaced, ""):
            self.delete_for_good(name, using)

    def kept_name(self, instance):
        """Return under which name the file of the row is kept until now; None for a row that is not there."""
        return type(instance)._base_manager.filter(pk=instance.pk).values_list(self.attname, flat=True).first()

    def take_away(self, instance, using, **kwargs):
        """Delete the file of a row that is no more."""
        if file := getattr(instance, self.attname):
            self.delete_for_good(file.name, using)

    def delete_for_good(self, name, using):
        """Delete a file once it is certain that no row has it; one that is gone already is no error."""
        transaction.on_commit(partial(self.storage.delete, name), using=using, robust=True)


class KeptFile(VisibleMixin, BaseDetailView):
    """The file of one row, for whoever may see the row. Configured by `queryset`, `field` and `name_of(row)`."""

    field = "file"

    def render_to_response(self, context):
        file = getattr(self.object, self.field)
        if not file or not file.storage.exists(file.name):
            raise Http404
        ending = ending_of(file.name)
        response = FileResponse(file.open(), as_attachment=True, filename=f"{self.name_of(self.object)}{ending}")
        response["Content-Type"] = TYPES.get(ending, "application/octet-stream")
        response["X-Content-Type-Options"] = "nosniff"
        # Should a browser show it all the same: without scripts, without our name, without anything from elsewhere.
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response

    def name_of(self, row):
        """Return what the file is called where it is kept, without its ending."""
        raise NotImplementedError
