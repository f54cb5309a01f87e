import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from photos.models import Photo
from tests.config.test_api_reading import problem
from tests.photos.factories import PhotoFactory
from tests.photos.pictures import encoded

PHOTOS = "/api/v1/photos/"


def form(content, name="hall.jpg"):
    return {"image": SimpleUploadedFile(name, content), "alt": "A full hall", "credit": "UNDP Kazakhstan"}


def test_staff_send_a_picture_as_a_form_and_get_its_renditions(api_as_editor):
    response = api_as_editor.post(f"{PHOTOS}?lang=en", form(encoded()), format="multipart")

    shown, row = response.json(), Photo.objects.get()
    assert (response.status_code, shown["alt"], shown["width"], shown["height"]) == (201, "A full hall", 64, 48)
    assert row.alt_en == "A full hall"
    assert [rendition["width"] for rendition in shown["renditions"]] == [entry["width"] for entry in row.renditions]
    assert all(one["url"].startswith("http://testserver/media/photos/") for one in shown["renditions"])
    assert "image" not in shown


@pytest.mark.parametrize("content", [b"<svg/>", b"\xff\xd8\xff", encoded()[:200], b"\x00" * 100])
def test_what_is_no_picture_is_refused(api_as_editor, content):
    response = api_as_editor.post(PHOTOS, form(content), format="multipart")

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, "image")
    assert not Photo.objects.exists()


def test_an_empty_file_is_refused(api_as_editor):
    assert problem(api_as_editor.post(PHOTOS, form(b""), format="multipart")) == (400, "empty", "image")


def test_a_picture_needs_a_description_and_a_credit(api_as_editor):
    response = api_as_editor.post(PHOTOS, {"image": SimpleUploadedFile("a.jpg", encoded())}, format="multipart")

    assert problem(response) == (400, "required", "credit")


def test_a_picture_that_is_too_large_is_refused(api_as_editor):
    wide = encoded("PNG", (5001, 5000), mode="1", colour=0)

    response = api_as_editor.post(PHOTOS, form(wide, "wide.png"), format="multipart")

    assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, "image")


def test_a_form_that_is_cut_off_is_refused(api_as_editor):
    content = b'--cut\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\n\xff\xd8'

    response = api_as_editor.generic("POST", PHOTOS, content, content_type="multipart/form-data; boundary=cut")

    assert response.status_code == 400


def test_a_form_without_boundary_is_refused(api_as_editor):
    response = api_as_editor.generic("POST", PHOTOS, b"abc", content_type="multipart/form-data")

    assert problem(response)[:2] == (400, "parse_error")


def test_the_texts_of_a_picture_are_changed_as_json(api_as_editor):
    photo = PhotoFactory()

    response = api_as_editor.patch(f"{PHOTOS}{photo.slug}/", {"alt": {"kk": "Зал", "en": None}})

    photo.refresh_from_db()
    assert (response.status_code, photo.alt_kk, photo.alt_en) == (200, "Зал", None)


def test_pictures_are_narrowed_by_licence(api):
    PhotoFactory(slug="free", licence="CC0-1.0")
    PhotoFactory(slug="unknown")

    shown = api.get(PHOTOS, {"licence": "CC0-1.0"}).json()["results"]

    assert [photo["slug"] for photo in shown] == ["free"]
