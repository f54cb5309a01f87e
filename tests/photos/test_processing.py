from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from photos import encoding
from publishing import bitmaps
from tests.photos import pictures
from tests.photos.pictures import encoded, left_red_right_blue, needs_avif

FORMS = ["JPEG", "PNG", "WEBP", pytest.param("AVIF", marks=pytest.mark.skipif(**needs_avif))]
STARTS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x1cftypavif\0\0\0\0"]


def read(content):
    return bitmaps.read(BytesIO(content))


def refusal(content):
    """Return the code with which `content` is refused."""
    with pytest.raises(ValidationError) as refused:
        read(content)
    return refused.value.code


def files_made_of(content):
    picture = read(content)
    return [encoding.master(picture), *encoding.renditions(picture)]


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_is_told_by_its_content(form):
    picture = read(encoded(form))

    assert (picture.image.size, picture.image.mode, picture.was_lossless) == ((64, 48), "RGB", form == "PNG")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        encoded("GIF"),
        encoded("BMP"),
        encoded("TIFF"),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    ],
)
def test_anything_but_the_four_formats_is_refused(content):
    assert refusal(content) == "unsupported"


def test_the_refusal_says_what_to_do():
    with pytest.raises(ValidationError) as refused:
        read(b"hello")

    formats = ", ".join(bitmaps.READERS)
    assert refused.value.messages == [f"This is not a picture the portal can show. Upload one of these: {formats}."]


def test_avif_is_refused_where_pillow_cannot_read_it(monkeypatch):
    monkeypatch.delitem(bitmaps.READERS, "AVIF", raising=False)

    assert refusal(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf") == "unsupported"


def test_a_file_of_exactly_15_mb_is_read_and_one_byte_more_is_refused():
    content = encoded()
    filler = 15 * 1024 * 1024 - len(content)

    assert read(content + bytes(filler)).image.size == (64, 48)
    assert refusal(content + bytes(filler + 1)) == "too_large"


@pytest.mark.parametrize(
    "bomb",
    [
        pictures.png_header(50_000, 50_000),
        pictures.png_header(5_001, 5_000),
        *(pictures.webp_header(form, 16_000, 16_000) for form in ("VP8X", "VP8L", "VP8 ")),
    ],
)
def test_a_bomb_is_refused_by_its_header_without_being_decoded(bomb, monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", never)
    monkeypatch.setattr("PIL._webp.WebPAnimDecoder", never)

    assert refusal(bomb) == "too_many_pixels"


def test_exactly_25_megapixels_pass_the_check_of_the_header():
    assert refusal(pictures.png_header(5_000, 5_000)) == "broken"  # there are no pixels behind it


def test_a_side_of_more_than_16000_pixels_is_refused():
    assert read(encoded("PNG", size=(1, 16_000))).image.size == (1, 16_000)
    assert refusal(encoded("PNG", size=(1, 16_001))) == "too_long"


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_ends_too_early_is_refused(form):
    content = left_red_right_blue(form)

    assert refusal(content[: len(content) // 2]) == "broken"


def test_a_png_with_a_changed_byte_is_refused():
    content = bytearray(left_red_right_blue("PNG"))
    content[len(content) // 2] ^= 0xFF

    assert refusal(bytes(content)) == "broken"


@pytest.mark.parametrize("form", FORMS[1:])
def test_an_animation_is_refused(form):
    first, second = Image.new("RGB", (64, 48), "#0000ff"), Image.new("RGB", (64, 48), "#ff0000")
    buffer = BytesIO()
    first.save(buffer, form, save_all=True, append_images=[second])

    assert refusal(buffer.getvalue()) == "animated"


@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
@example(start=b"", rest=pictures.webp_header("VP8X", 1, 1))
@example(start=b"", rest=b"RIFF\0\0\0\0WEBP")
def test_random_bytes_are_refused_and_never_crash(start, rest):
    assert refusal(start + rest) in {"unsupported", "broken", "too_many_pixels", "too_long", "animated"}


@given(data=st.data())
def test_a_damaged_picture_is_read_or_refused_and_never_crashes(data):
    content = bytearray(left_red_right_blue(data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))

    try:
        picture = read(bytes(content))
    except ValidationError as refused:
        assert refused.code in {"unsupported", "broken", "too_many_pixels", "too_long", "animated"}  # noqa: PT017
    else:
        assert picture.image.width * picture.image.height <= bitmaps.MAX_PIXELS


@pytest.mark.parametrize("form", FORMS)
def test_place_camera_and_author_are_gone_from_every_file(form):
    content = encoded(form, exif=pictures.exif().tobytes(), xmp=b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>")
    assert b"SECRET-CAMERA" in content

    for made in files_made_of(content):
        assert b"SECRET" not in made.content
        assert dict(pictures.opened(made.content).getexif()) == {}
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(pictures.opened(made.content).info)


def test_the_remarks_of_a_jpeg_and_the_texts_of_a_png_are_gone():
    texts = PngInfo()
    texts.add_text("Author", "SECRET-AUTHOR")
    for content in (encoded("JPEG", comment=b"SECRET-REMARK"), encoded("PNG", pnginfo=texts)):
        assert b"SECRET" in content
        assert all(b"SECRET" not in made.content for made in files_made_of(content))


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_taken_with_the_camera_on_its_side_is_turned_upright(form):
    content = left_red_right_blue(form, exif=pictures.exif(orientation=6).tobytes())

    upright = read(content).image

    # Turned clockwise by a quarter: what was left is on top.
    assert upright.size == (32, 64)
    assert [upright.getpixel((16, y)).index(max(upright.getpixel((16, y)))) for y in (8, 56)] == [0, 2]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_eight_orientations_come_out_as_the_same_picture(orientation):
    upright = Image.new("RGB", (4, 2), "#0000ff")
    upright.putpixel((0, 0), (255, 0, 0))
    inverse = {6: 8, 8: 6}.get(orientation, orientation)
    stored = upright.transpose(bitmaps.UPRIGHT[inverse]) if inverse > 1 else upright
    buffer = BytesIO()
    stored.save(buffer, "PNG", exif=pictures.exif(orientation).tobytes())

    assert read(buffer.getvalue()).image.tobytes() == upright.tobytes()


def test_faulty_exif_does_not_spoil_a_good_picture():
    assert read(encoded("PNG", exif=b"Exif\0\0MM\0\x2anonsense")).image.size == (64, 48)


def test_a_transparent_picture_stays_transparent_in_every_format():
    content = encoded("PNG", mode="RGBA", colour=(11, 92, 102, 0))

    made = files_made_of(content)

    assert {file.format for file in made} <= {"PNG", "WEBP", "AVIF"}
    assert all(pictures.opened(file.content).convert("RGBA").getpixel((5, 5))[3] == 0 for file in made)


def test_a_palette_with_a_transparent_colour_stays_transparent():
    content = encoded("PNG", mode="P", colour=0, transparency=0)

    assert read(content).image.mode == "RGBA"


def test_an_alpha_channel_that_hides_nothing_is_dropped():
    assert read(encoded("PNG", mode="RGBA", colour=(11, 92, 102, 255))).image.mode == "RGB"


def test_sixteen_bits_of_grey_keep_their_brightness():
    content = encoded("PNG", mode="I;16", colour=0x8000)

    assert read(content).image.getpixel((5, 5)) == (128, 128, 128)


def test_print_colours_become_screen_colours():
    picture = read(encoded("JPEG", mode="CMYK", colour=(0, 255, 255, 0), quality=100))

    red, green, blue = picture.image.getpixel((5, 5))
    assert (red > 250, green < 5, blue < 5) == (True, True, True)


def test_colours_are_brought_from_their_own_profile_to_srgb():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A screen whose red shines green, under another name.
    swapped = profile.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))

    plain = read(encoded("PNG", colour="#ff0000", icc_profile=profile)).image
    brought = read(encoded("PNG", colour="#ff0000", icc_profile=swapped)).image

    assert (plain.getpixel((5, 5)), brought.getpixel((5, 5))) == ((255, 0, 0), (0, 255, 0))


def test_a_faulty_profile_or_one_for_other_colours_is_passed_over():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    pixels = {read(encoded("PNG", icc_profile=profile)).image.getpixel((5, 5)) for profile in (b"no profile", lab)}

    assert pixels == {(11, 92, 102)}


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (1, [1]),
        (320, [320]),
        (321, [320, 321]),
        (1000, [320, 640, 960, 1000]),
        (1920, [320, 640, 960, 1280, 1920]),
        (8000, [320, 640, 960, 1280, 1920]),
    ],
)
def test_no_rendition_is_wider_than_the_picture(width, widths):
    assert encoding.widths_for(width) == widths


@pytest.mark.skipif(**needs_avif)
def test_every_width_is_made_as_avif_and_webp_and_one_as_jpeg():
    picture = read(encoded(size=(1400, 700)))

    made = [(file.width, file.height, file.format) for file in encoding.renditions(picture)]

    assert sorted(made) == [
        (320, 160, "AVIF"), (320, 160, "WEBP"),
        (640, 320, "AVIF"), (640, 320, "WEBP"),
        (960, 480, "AVIF"), (960, 480, "WEBP"),
        (1280, 640, "AVIF"), (1280, 640, "JPEG"), (1280, 640, "WEBP"),
        (1400, 700, "AVIF"), (1400, 700, "WEBP"),
    ]  # fmt: skip
    assert all(
        (opened.size, opened.format) == ((file.width, file.height), file.format)
        for file in encoding.renditions(picture)
        for opened in [pictures.opened(file.content)]
    )


def test_a_pillow_without_avif_makes_webp_and_jpeg(monkeypatch):
    monkeypatch.setattr("photos.encoding.features.check", lambda name: False)

    made = encoding.renditions(read(encoded()))

    assert [(file.width, file.mime_type) for file in made] == [(64, "image/webp"), (64, "image/jpeg")]


@pytest.mark.parametrize("size", [(1, 1), (1, 16_000), (16_000, 1)])
def test_pictures_of_odd_shapes_can_be_made_smaller(size):
    for made in files_made_of(encoded("PNG", size=size)):
        assert pictures.opened(made.content).size == (made.width, made.height)


def test_the_master_of_a_png_loses_nothing():
    content = left_red_right_blue("PNG")

    master = encoding.master(read(content))

    assert master.format == "PNG"
    assert pictures.opened(master.content).tobytes() == pictures.opened(content).tobytes()
