"""From an uploaded file to clean pictures: what is accepted, and what is made of it. Knows of no model.

An upload is judged by its content, never by its name. Its size in pixels is read from the header before anything is
decoded, so that a small file cannot unpack into gigabytes. What comes out is upright, in sRGB and bare: place, camera
and author's remarks that a file carries (EXIF, GPS, XMP, IPTC, comments) are left behind with the original bytes.
"""

import struct
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms, features
from PIL.AvifImagePlugin import AvifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 16_000  # pixels; WebP ends at 16,383

# Pillow's readers are called directly: Image.open would choose among forty formats, each a way in.
READERS = {"JPEG": JpegImageFile, "PNG": PngImageFile, "WebP": WebPImageFile}
if features.check("avif"):
    READERS["AVIF"] = AvifImageFile

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class Picture:
    """An accepted picture: `image` is upright, RGB or RGBA in sRGB, without metadata."""

    image: Image.Image
    was_lossless: bool

    @property
    def is_transparent(self):
        return self.image.mode == "RGBA"


def read(file):
    """Return the Picture in `file`, a binary file object.

    Raises ValidationError with one of the codes too_large, unsupported, broken, too_many_pixels, too_long, animated,
    and a sentence that says what to do.
    """
    content = _content(file)
    kind = _kind(content)
    image = _opened(kind, content)
    try:
        image.load()
        return Picture(_clean(image), was_lossless=kind == "PNG")
    # The decoders raise a dozen kinds of exception on damaged files, and more with every release.
    except Exception as error:
        raise _broken() from error


def _content(file):
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValidationError(
            _("This file is larger than %(limit)d MB. Save the picture smaller or with stronger compression."),
            "too_large",
            {"limit": MAX_BYTES // 1024**2},
        )
    return content


def _kind(content):
    """Tell the format from the first bytes."""
    kind = None
    if content.startswith(b"\xff\xd8\xff"):
        kind = "JPEG"
    elif content.startswith(b"\x89PNG\r\n\x1a\n"):
        kind = "PNG"
    elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = "WebP"
    elif content[4:8] == b"ftyp" and (content[8:12] in (b"avif", b"avis") or b"avif" in content[16:48]):
        kind = "AVIF"
    if kind not in READERS:
        message = _("This is not a picture the portal can show. Upload one of these: %(formats)s.")
        raise ValidationError(message, "unsupported", {"formats": ", ".join(READERS)})
    return kind


def _opened(kind, content):
    """Return the image with its header read and nothing decoded, if its size and number of frames are acceptable."""
    if kind == "WebP":
        # Its reader reserves the whole canvas as soon as it sees the header.
        _check_size(*_webp_size(content))
    try:
        image = READERS[kind](BytesIO(content))
    except Exception as error:
        raise _broken() from error
    _check_size(*image.size)
    if getattr(image, "n_frames", 1) > 1:
        raise ValidationError(_("This picture is animated. Upload a still picture."), "animated")
    return image


def _webp_size(content):
    """Return width and height from the header of a WebP file, in any of its three forms (RFC 9649, section 2)."""
    chunk, data = content[12:16], content[20:30].ljust(10, b"\0")
    if chunk == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _check_size(width, height):
    if width * height > MAX_PIXELS:
        raise ValidationError(
            _("This picture has more than %(limit)d million pixels. Make it smaller and upload it again."),
            "too_many_pixels",
            {"limit": MAX_PIXELS // 1_000_000},
        )
    if max(width, height) > MAX_SIDE:
        raise ValidationError(
            _("A side of this picture is longer than %(limit)d pixels. Make it smaller or crop it."),
            "too_long",
            {"limit": MAX_SIDE},
        )


def _broken():
    message = _("This picture is damaged or incomplete. Export it again, as JPEG for instance, and upload that.")
    return ValidationError(message, "broken")


def _clean(image):
    """Return the decoded `image` upright, RGB or RGBA, in sRGB, and without anything but its pixels."""
    orientation, profile = _orientation(image), image.info.get("icc_profile")
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    clean = _rgb(image, profile)
    if alpha is not None and alpha.getextrema()[0] < 255:
        clean.putalpha(alpha)
    if orientation in UPRIGHT:
        clean = clean.transpose(UPRIGHT[orientation])
    clean.info.clear()
    return clean


def _orientation(image):
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        # Cameras write faulty EXIF often enough; the picture itself is fine.
        return 1


def _rgb(image, profile):
    """Return `image` as a new RGB image, its colours brought from their ICC `profile` (bytes or None) to sRGB."""
    if image.mode.startswith(("I", "F")):
        # Sixteen bits of grey; convert() alone would clip them to white.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode not in ("L", "RGB", "CMYK"):
        image = image.convert("RGB")
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            if not ImageCms.getProfileDescription(own).startswith("sRGB"):
                return ImageCms.profileToProfile(image, own, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            # A profile that is damaged or made for other colours than these: shown as if it were sRGB.
            return image.convert("RGB")
    return image.convert("RGB") if image.mode != "RGB" else image.copy()
