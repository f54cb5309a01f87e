from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from people.models import Organisation
from tests.registry.files import REGISTER, csv_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes(csv_file(encoding="windows-1251").read())
    return path


def run(*arguments, **options):
    output = StringIO()
    call_command("import_organisations", *arguments, source="Ministry", country="KZ", stdout=output, **options)
    return output.getvalue()


def test_a_register_is_imported_and_the_figures_are_told(file):
    assert run(file) == "2 created, 0 changed, 0 left, 0 closed, 0 refused, 0 conflicts, 0 set_aside.\n"
    assert Organisation.objects.count() == 2


def test_a_dry_run_says_that_it_wrote_nothing(file):
    assert run(file, dry_run=True).endswith("This was a dry run: nothing has been written.\n")
    assert Organisation.objects.count() == 0


def test_refused_rows_are_told_and_end_the_command_with_an_error(tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes(csv_file([*REGISTER, ["", "Фонд", "Атлантида", "", ""]]).read())
    errors = StringIO()

    with pytest.raises(CommandError, match=r"^1 rows were refused\.$"):
        run(path, stderr=errors)

    told = "Row 4: Регион: “Атлантида” is no region that we know: write its name or a code such as KZ-71.\n"
    assert errors.getvalue() == told
    assert Organisation.objects.count() == 2


def test_a_column_can_be_named(tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes("Столбец;БИН\r\nФонд;\r\n".encode())

    with pytest.raises(CommandError, match="Say which column holds the name"):
        run(path)
    run(path, map=["name_ru=Столбец"])

    assert Organisation.objects.get().name_ru == "Фонд"


def test_a_file_that_is_no_table_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")

    with pytest.raises(CommandError, match=r"^This is no table: send CSV or XLSX\.$"):
        run(path)
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nothing.csv")
