import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from people.management.commands.create_development_admin import EMAIL

pytestmark = pytest.mark.django_db


def create(password_file):
    output = StringIO()
    call_command("create_development_admin", password_file=password_file, stdout=output)
    return output.getvalue()


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


def test_administrator_signs_in_with_the_printed_password(debug, client, tmp_path):
    output = create(tmp_path / "password.txt")

    password = (tmp_path / "password.txt").read_text().strip()
    assert output == f"Sign in as {EMAIL} with the password {password} (kept in {tmp_path / 'password.txt'})\n"
    assert client.login(username=EMAIL, password=password) is True


def test_password_is_made_once(debug, tmp_path):
    first = create(tmp_path / "password.txt")

    assert create(tmp_path / "password.txt") == first


def test_password_file_is_readable_by_nobody_else(debug, tmp_path):
    create(tmp_path / "password.txt")

    assert stat.S_IMODE((tmp_path / "password.txt").stat().st_mode) == 0o600


def test_account_gets_the_password_of_the_file(debug, client, django_user_model, tmp_path):
    django_user_model.objects.create_superuser(email=EMAIL, password="another")

    create(tmp_path / "password.txt")

    assert client.login(username=EMAIL, password="another") is False
    assert client.login(username=EMAIL, password=(tmp_path / "password.txt").read_text().strip()) is True


def test_refused_where_debug_is_off(django_user_model, tmp_path):
    with pytest.raises(CommandError, match="DEBUG is off"):
        create(tmp_path / "password.txt")

    assert django_user_model.objects.exists() is False
    assert (tmp_path / "password.txt").exists() is False
