from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.forms import modelform_factory
from django.utils.translation import override

from photos import checks
from photos.models import Licence, Photo
from publishing import bitmaps
from publishing.models import PublicationState
from tests.photos import pictures
from tests.photos.factories import PhotoFactory
from tests.photos.pictures import encoded, needs_avif

pytestmark = pytest.mark.django_db
AVIF = not needs_avif["condition"]


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


def listed(photo):
    return sorted(entry["name"] for entry in photo.renditions)


def test_a_saved_photo_knows_its_size_and_what_was_made_of_it():
    photo = PhotoFactory()

    photo.refresh_from_db()
    types = [entry["type"] for entry in photo.renditions]
    assert (photo.width, photo.height) == (64, 48)
    assert types == (["image/avif"] if AVIF else []) + ["image/webp", "image/jpeg"]


def test_the_master_is_private_and_the_renditions_are_public(settings):
    photo = PhotoFactory()

    assert files_in(settings.PRIVATE_MEDIA_ROOT) == [f"photos/{photo.guid}.jpg"]
    assert files_in(settings.MEDIA_ROOT) == listed(photo)
    assert all(name.startswith(f"photos/{photo.guid}/64-") for name in listed(photo))
    assert Path(photo.image.path).stat().st_mode & 0o777 == 0o600


def test_the_master_has_no_address():
    photo = PhotoFactory()

    assert not hasattr(photo.image, "url")
    with pytest.raises(ValueError, match="private"):
        photo.image.storage.url(photo.image.name)


def test_no_file_on_disk_holds_what_the_camera_wrote(settings):
    PhotoFactory(image=ContentFile(encoded(exif=pictures.exif().tobytes()), "IMG_0001.jpg"))

    files = [path for root in (settings.PRIVATE_MEDIA_ROOT, settings.MEDIA_ROOT) for path in Path(root).rglob("*.*")]
    assert len(files) == (4 if AVIF else 3)
    assert all(b"SECRET" not in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    "name", ["portrait.png", "notes.txt", "../../etc/passwd", "Фото №1.JPEG", "a" * 300, "script.html"]
)
def test_neither_name_nor_ending_of_an_upload_matters(settings, name):
    photo = PhotoFactory(image=ContentFile(encoded("JPEG"), name))

    assert files_in(settings.PRIVATE_MEDIA_ROOT) == [f"photos/{photo.guid}.jpg"]


def test_pages_get_sources_and_a_fallback_without_reading_the_disk(settings, django_assert_num_queries):
    photo = PhotoFactory(image=ContentFile(encoded(size=(700, 350)), "wide.jpg"))
    photo = Photo.objects.get()
    settings.MEDIA_ROOT = "/nonexistent"

    with django_assert_num_queries(0):
        sources, fallback, thumbnail = photo.sources, photo.fallback, photo.thumbnail

    assert [source["type"] for source in sources] == (["image/avif"] if AVIF else []) + ["image/webp"]
    urls, widths = zip(*(candidate.split(" ") for candidate in sources[-1]["srcset"].split(", ")), strict=True)
    assert widths == ("320w", "640w", "700w")
    assert all(url.startswith(f"/media/photos/{photo.guid}/") and url.endswith(".webp") for url in urls)
    assert (fallback["width"], fallback["height"], fallback["url"].endswith(".jpg")) == (700, 350, True)
    assert thumbnail == {"url": urls[0], "width": 320, "height": 160}


def test_a_photo_that_is_not_saved_has_nothing_to_show():
    assert (Photo().sources, Photo().fallback, Photo().thumbnail) == ([], None, None)


def test_saving_a_text_touches_no_file(settings):
    photo = PhotoFactory()
    before = files_in(settings.MEDIA_ROOT)

    photo.caption_en = "The plenary"
    photo.save()

    assert (files_in(settings.MEDIA_ROOT), listed(photo)) == (before, before)


def test_a_new_picture_replaces_the_old_files_after_the_commit(settings, django_capture_on_commit_callbacks):
    photo = PhotoFactory()
    old = listed(photo)

    with django_capture_on_commit_callbacks() as callbacks:
        photo.image = ContentFile(encoded(colour="#a8452a"), "other.jpg")
        photo.save()
    both = files_in(settings.MEDIA_ROOT)
    for callback in callbacks:
        callback()

    assert both == sorted(old + listed(photo))
    assert files_in(settings.MEDIA_ROOT) == listed(photo)
    assert files_in(settings.PRIVATE_MEDIA_ROOT) == [photo.image.name]
    assert not set(old) & set(listed(photo))


def test_saving_only_the_picture_saves_what_depends_on_it():
    photo = PhotoFactory()

    photo.image = ContentFile(encoded(size=(80, 40)), "other.jpg")
    photo.save(update_fields=["image"])

    again = Photo.objects.get()
    assert (again.width, again.height, again.renditions) == (80, 40, photo.renditions)


def test_saving_other_fields_leaves_a_pending_picture_alone(settings):
    photo = PhotoFactory()
    before = files_in(settings.MEDIA_ROOT)

    photo.image = ContentFile(encoded(size=(80, 40)), "other.jpg")
    photo.save(update_fields=["credit"])

    assert (files_in(settings.MEDIA_ROOT), Photo.objects.get().width) == (before, 64)


@pytest.mark.parametrize("delete", [lambda photo: photo.delete(), lambda photo: Photo.objects.all().delete()])
def test_a_deleted_photo_leaves_no_file_once_it_is_committed(settings, django_capture_on_commit_callbacks, delete):
    photo = PhotoFactory()

    with django_capture_on_commit_callbacks() as callbacks:
        delete(photo)
    kept = files_in(settings.MEDIA_ROOT)
    for callback in callbacks:
        callback()

    assert kept != []
    assert files_in(settings.MEDIA_ROOT) + files_in(settings.PRIVATE_MEDIA_ROOT) == []
    assert list(Path(settings.MEDIA_ROOT, "photos").iterdir()) == []


def test_a_row_the_database_refuses_leaves_no_file_and_can_be_tried_again(settings):
    photo = PhotoFactory.build(credit="")
    with pytest.raises(IntegrityError), transaction.atomic():
        photo.save()
    left = files_in(settings.MEDIA_ROOT) + files_in(settings.PRIVATE_MEDIA_ROOT)

    photo.credit = "UNDP Kazakhstan"
    photo.save()

    assert left == []
    assert files_in(settings.MEDIA_ROOT) == listed(photo)


def test_a_disk_that_fails_half_way_leaves_nothing_behind(settings, monkeypatch):
    def full(self, name, content):
        raise OSError("No space left on device")

    monkeypatch.setattr("photos.storage.PrivateStorage._save", full)

    with pytest.raises(OSError, match="No space"):
        PhotoFactory()

    assert files_in(settings.MEDIA_ROOT) == []


def test_a_bad_file_is_refused_by_save_even_if_nobody_asked_for_the_rules():
    with pytest.raises(ValidationError) as refusal:
        PhotoFactory(image=ContentFile(b"<svg/>", "picture.svg"))

    assert refusal.value.code == "unsupported"
    assert not Photo.objects.exists()


def test_a_bulk_insert_cannot_store_an_unchecked_file(settings):
    with pytest.raises(ValueError, match="one by one"):
        Photo.objects.bulk_create([PhotoFactory.build(slug="a")])

    assert files_in(settings.PRIVATE_MEDIA_ROOT) == []


def test_a_form_says_at_the_field_why_a_file_is_refused():
    form = modelform_factory(Photo, fields=["image", "alt_en", "credit", "licence"])

    bound = form(
        {"alt_en": "A hall", "credit": "UNDP", "licence": "unknown"},
        {"image": SimpleUploadedFile("bomb.png", pictures.png_header(50_000, 50_000))},
    )

    assert bound.errors == {
        "image": ["This picture has more than 25 million pixels. Make it smaller and upload it again."]
    }


def test_a_form_with_a_good_file_reads_it_once(monkeypatch):
    reads, read = [], bitmaps.read
    monkeypatch.setattr(bitmaps, "read", lambda file: reads.append(file) or read(file))
    form = modelform_factory(Photo, fields=["image", "alt_en", "credit", "licence"])
    data = {"alt_en": "A hall", "credit": "UNDP", "licence": "unknown"}

    photo = form(data, {"image": SimpleUploadedFile("hall.png", encoded("PNG"))}).save()

    assert (len(reads), photo.width, photo.image.name) == (1, 64, f"photos/{photo.guid}.png")


def test_a_form_for_a_saved_photo_asks_for_no_new_file_and_links_to_no_master():
    photo = PhotoFactory()
    form_class = modelform_factory(Photo, fields=["image", "alt_en", "credit", "licence"])

    form = form_class({"alt_en": "Another hall", "credit": "UNDP", "licence": "unknown"}, instance=photo)

    assert form.is_valid()
    assert "originals" not in str(form)
    assert 'accept="image/jpeg,image/png,image/webp' in str(form)


def test_what_a_picture_shows_must_be_said_in_some_language():
    with pytest.raises(ValidationError) as refusal:
        PhotoFactory.build(alt_en="").full_clean()

    assert refusal.value.message_dict == {"alt_en": ["Say what the picture shows, or mark it as decorative."]}
    PhotoFactory.build(alt_en="", alt_tg="Одамон дар толор").full_clean()
    PhotoFactory.build(alt_en="", is_decorative=True).full_clean()


@pytest.mark.parametrize("alt", [None, ""])
def test_the_database_too_wants_a_description(alt):
    photo = PhotoFactory()

    with pytest.raises(IntegrityError):
        Photo.objects.filter(pk=photo.pk).update(alt_en=alt)


def test_the_database_takes_a_decorative_picture_without_a_description():
    photo = PhotoFactory()

    assert Photo.objects.filter(pk=photo.pk).update(alt_en=None, is_decorative=True) == 1


def test_a_photo_without_credit_or_picture_is_refused():
    with pytest.raises(ValidationError) as refusal:
        PhotoFactory.build(credit="", image="").full_clean()

    assert sorted(refusal.value.message_dict) == ["credit", "image"]
    with pytest.raises(IntegrityError):
        Photo.objects.filter(pk=PhotoFactory().pk).update(image="")


def test_visitors_see_published_photos_only():
    published = PhotoFactory()
    PhotoFactory(publication_state=PublicationState.DRAFT)

    assert list(Photo.objects.published()) == [published]


def test_the_address_of_a_photo_is_made_from_what_it_shows():
    assert PhotoFactory(alt_en="The plenary in Astana").slug == "the-plenary-in-astana"
    with override("kk"):
        assert PhotoFactory(alt_en="", is_decorative=True).slug == "undp-kazakhstan"


@pytest.mark.parametrize(
    ("licence", "url"),
    [
        (Licence.CC_BY, "https://creativecommons.org/licenses/by/4.0/"),
        (Licence.CC_BY_NC_SA, "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        (Licence.CC0, "https://creativecommons.org/publicdomain/zero/1.0/"),
        (Licence.PUBLIC_DOMAIN, ""),
        (Licence.ALL_RIGHTS_RESERVED, ""),
        (Licence.UNKNOWN, ""),
    ],
)
def test_creative_commons_licences_lead_to_their_text(licence, url):
    assert licence.url == url


def test_masters_inside_the_public_folder_stop_the_start(settings, tmp_path):
    assert checks.masters_are_private(None) == []

    settings.PRIVATE_MEDIA_ROOT = str(tmp_path / "media" / "originals")

    assert [error.id for error in checks.masters_are_private(None)] == ["photos.E001"]


def test_an_upload_that_was_read_before_is_read_from_its_beginning():
    upload = ContentFile(encoded(), "read.jpg")
    upload.read()

    assert PhotoFactory(image=upload).width == 64


def test_a_replacement_that_is_rolled_back_leaves_the_old_files_as_they_were(
    settings, django_capture_on_commit_callbacks
):
    photo = PhotoFactory()
    before = {name: Path(settings.MEDIA_ROOT, name).read_bytes() for name in listed(photo)}

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        photo.image = ContentFile(encoded(colour="#a8452a"), "other.jpg")
        photo.save()
        transaction.set_rollback(True)

    kept = Photo.objects.get()
    assert {name: Path(settings.MEDIA_ROOT, name).read_bytes() for name in listed(kept)} == before
    assert Path(settings.PRIVATE_MEDIA_ROOT, kept.image.name).exists()


def test_a_withdrawn_picture_is_gone_from_where_it_was_public(settings, django_capture_on_commit_callbacks):
    photo = PhotoFactory()
    known = listed(photo)

    with django_capture_on_commit_callbacks(execute=True):
        photo.publication_state = PublicationState.ARCHIVED
        photo.save()

    photo.refresh_from_db()
    assert files_in(settings.MEDIA_ROOT) == listed(photo)
    assert set(listed(photo)) & set(known) == set()
    assert len(photo.renditions) == len(known)


def test_a_picture_whose_files_are_gone_can_be_withdrawn(settings):
    photo = PhotoFactory()
    for name in listed(photo):
        (Path(settings.MEDIA_ROOT) / name).unlink()

    photo.publication_state = PublicationState.ARCHIVED
    photo.save()

    assert photo.renditions == []
