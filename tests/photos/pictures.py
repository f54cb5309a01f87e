"""Files to upload, good and bad, made in memory."""

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import ExifTags, Image, features

needs_avif = {"reason": "this Pillow was built without AVIF", "condition": not features.check("avif")}


@cache
def encoded(form="JPEG", size=(64, 48), colour="#0b5c66", mode="RGB", **options):
    """Return the bytes of a plain picture."""
    buffer = BytesIO()
    Image.new(mode, size, colour).save(buffer, form, **options)
    return buffer.getvalue()


@cache
def left_red_right_blue(form="PNG", **options):
    """Return the bytes of a picture of 64 × 32 pixels whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (64, 32), "#0000ff")
    image.paste("#ff0000", (0, 0, 32, 32))
    buffer = BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def exif(orientation=1):
    """Return metadata as a telephone writes it: camera, author, orientation, and the place in Astana."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = "SECRET-CAMERA"
    data[ExifTags.Base.Artist] = "SECRET-AUTHOR"
    data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (51.0, 7.0, 42.0), 3: "E", 4: (71.0, 25.0, 50.0)})
    return data


def png_header(width, height):
    """Return a PNG that promises `width` × `height` pixels and holds none of them: 70 bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def webp_header(form, width, height):
    """Return a WebP of the `form` VP8X, VP8L or "VP8 " that promises `width` × `height` pixels and holds none."""
    data = {
        "VP8X": bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
        "VP8L": b"\x2f" + ((width - 1) | (height - 1) << 14).to_bytes(4, "little") + bytes(5),
        "VP8 ": b"\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", width, height),
    }[form]
    body = b"WEBP" + form.encode() + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def opened(content):
    """Return the picture in `content` as Pillow reads it, decoded."""
    image = Image.open(BytesIO(content))
    image.load()
    return image
