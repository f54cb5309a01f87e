"""The files of a photo: its renditions written and listed, all of them removed.

A rendition's entry is {"name": path in the default storage, "type": MIME type, "width": pixels, "height": pixels}; the
list of them is kept with the photo, so that a page reads no disk.
"""

import hashlib
import uuid
from contextlib import suppress
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from photos import encoding
from photos.storage import originals

# In the order in which a browser should be offered them.
SOURCE_TYPES = ("image/avif", "image/webp")


def write_renditions(picture, guid):
    """Write the renditions of `picture` to photos/<guid>/ and return their entries, narrow ones first.

    The name tells width and content (640-3fa9c1d2.webp): a replaced picture gets other addresses, so a cache may keep a
    file forever, and a transaction that is rolled back has overwritten nothing.
    """
    entries = []
    try:
        for made in encoding.renditions(picture):
            fingerprint = hashlib.sha256(made.content).hexdigest()[:8]
            wanted = f"photos/{guid}/{made.width}-{fingerprint}.{made.extension}"
            name = default_storage.save(wanted, ContentFile(made.content))
            entries.append({"name": name, "type": made.mime_type, "width": made.width, "height": made.height})
    except BaseException:
        remove_renditions(entries)
        raise
    return entries


def moved_renditions(entries):
    """Copy the files of `entries` to a new folder that nobody knows, and return their entries there.

    A file that is gone, as after a backup was restored without them, has no address to leave.
    """
    folder, moved = uuid.uuid4(), []
    for entry in entries:
        if not default_storage.exists(entry["name"]):
            continue
        with default_storage.open(entry["name"]) as file:
            name = default_storage.save(f"photos/{folder}/{PurePosixPath(entry['name']).name}", file)
        moved.append({**entry, "name": name})
    return moved


def remove_renditions(entries):
    """Delete the files of `entries`, and their folder once it is empty; what is gone already is no error."""
    for entry in entries:
        default_storage.delete(entry["name"])
    for folder in {str(PurePosixPath(entry["name"]).parent) for entry in entries}:
        with suppress(OSError):  # it still holds the files of a newer picture
            default_storage.delete(folder)


def remove(*, image, renditions):
    """Delete the master named `image` and the files of the entries `renditions`."""
    remove_renditions(renditions)
    originals().delete(image)


def sources(entries):
    """Return [{type, srcset}] for the <source> elements of a <picture>, the best format first."""
    return [
        {"type": kind, "srcset": ", ".join(_candidate(entry) for entry in entries if entry["type"] == kind)}
        for kind in SOURCE_TYPES
        if any(entry["type"] == kind for entry in entries)
    ]


def fallback(entries):
    """Return {url, width, height} for <img> and link previews; None when nothing has been made."""
    return next((_shown(entry) for entry in entries if entry["type"] not in SOURCE_TYPES), None)


def thumbnail(entries):
    """Return {url, width, height} of the smallest WebP, for lists in the admin; None when nothing has been made."""
    return next((_shown(entry) for entry in entries if entry["type"] == "image/webp"), None)


def _candidate(entry):
    return f"{default_storage.url(entry['name'])} {entry['width']}w"


def _shown(entry):
    return {"url": default_storage.url(entry["name"]), "width": entry["width"], "height": entry["height"]}
