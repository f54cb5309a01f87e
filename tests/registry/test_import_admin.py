"""The way of a file through the panel: send, check the columns, see what would happen, let it happen."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import Organisation
from registry.imports import runs
from registry.models import Conflict, ImportRun, SourceRecord
from tests.registry.factories import SourceFactory
from tests.registry.files import REGISTER, csv_file

pytestmark = pytest.mark.django_db
IMPORTS = reverse("admin:registry_importrun_changelist")


@pytest.fixture
def staff(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("editor@example.org", password="secret-of-tests"))
    return client


def send(client, rows=REGISTER, **fields):
    file = SimpleUploadedFile("register.csv", csv_file(rows).read())
    fields = {"source": SourceFactory().pk, "file": file, "keeps_good_rows": "on", **fields}
    return client.post(reverse("admin:registry_importrun_add"), fields)


def step(name, run):
    return reverse(f"admin:registry_importrun_{name}", args=[run.pk])


def choose(client, run, **columns):
    chosen = {"column_0": "identifier", "column_1": "name_ru", "column_2": "region", "column_3": "founded_on"}
    return client.post(step("columns", run), {**chosen, "column_4": "status", **columns})


def test_a_file_goes_from_upload_to_organisations(staff, django_capture_on_commit_callbacks):
    sent = send(staff)
    dry = ImportRun.objects.get()
    columns = staff.get(sent["Location"]).text
    with django_capture_on_commit_callbacks(execute=True):
        choose(staff, dry)
    result = staff.get(step("change", dry)).text
    before = Organisation.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(step("real", dry))

    real = ImportRun.objects.get(is_dry=False)
    assert "Наименование организации" in columns
    assert "ОО «Родник»" in columns
    assert "Import for real" in result
    assert (before, Organisation.objects.count()) == (0, 2)
    assert (real.state, real.started_by.email, real.figures["created"]) == ("done", "editor@example.org", 2)
    assert real.source.mapping["region"] == "Регион"


def test_what_is_no_table_is_refused_at_the_field_with_the_reason(staff):
    page = send(staff, file=SimpleUploadedFile("x.csv", b"%PDF-1.7"))

    assert page.context["adminform"].form.errors == {"file": ["This is no table: send CSV or XLSX."]}
    assert ImportRun.objects.count() == 0


def test_two_columns_for_one_field_are_refused_and_the_choice_stays(staff):
    send(staff)
    run = ImportRun.objects.get()

    page = choose(staff, run, column_2="name_ru")

    assert page.context["form"].non_field_errors() == ["Two columns are given for one field."]
    assert page.context["form"]["column_3"].value() == "founded_on"


def test_refused_rows_are_told_and_can_be_taken_away_as_csv_without_formulas(staff):
    rows = [*REGISTER, ["", "-Фонд", "Атлантида", "", ""]]
    run = runs.run_import(runs.prepare(source=SourceFactory(), file=csv_file(rows), name="x.csv"))

    page = staff.get(step("change", run), {"outcome": "refused"})
    sheet = staff.get(step("result", run), {"outcome": "refused"}).getvalue().decode("utf-8-sig")

    assert [(row.number, lines) for row, lines in page.context["rows"]] == [
        (4, ["Регион: “Атлантида” is no region that we know: write its name or a code such as KZ-71."])
    ]
    assert sheet.splitlines()[1].startswith("4,'-Фонд,Refused,Регион,,,“Атлантида”")


def test_the_whole_result_of_a_dry_run_can_be_taken_away(staff):
    source = SourceFactory()
    runs.run_import(runs.prepare(source=source, file=csv_file(), name="x.csv"))
    first = runs.for_real(runs.prepare(source=source, file=csv_file(), name="x.csv"))
    runs.run_import(first)
    renamed = [REGISTER[0], *[[*row[:1], f"{row[1]} +", *row[2:]] for row in REGISTER[1:]]]
    again = runs.run_import(runs.prepare(source=source, file=csv_file(renamed), name="x.csv"))

    lines = staff.get(step("result", again)).getvalue().decode("utf-8-sig").splitlines()

    assert lines[0] == "row of the file,name,outcome,column,before,after,reason"
    assert len(lines) == len(REGISTER)
    assert lines[1].split(",")[2] == "Changed"
    assert lines[1].split(",")[5].endswith(" +")


def test_a_run_is_stopped_by_a_button(staff):
    run = runs.prepare(source=SourceFactory(), file=csv_file(), name="x.csv")
    ImportRun.objects.filter(pk=run.pk).update(state="running")

    staff.post(step("stop", run))

    run.refresh_from_db()
    assert run.stop_asked is True
    assert staff.get(step("stop", run)).status_code == 405


def test_who_may_only_look_changes_nothing(client, django_user_model):
    reader = django_user_model.objects.create_user("reader@example.org", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_importrun"))
    client.force_login(reader)
    run = runs.prepare(source=SourceFactory(), file=csv_file(), name="x.csv")

    answers = [client.post(step(name, run)).status_code for name in ("columns", "real", "stop", "again")]

    assert answers == [403] * 4
    assert client.get(step("change", run)).status_code == 200


@pytest.mark.parametrize(("action", "founded"), [("keep_ours", "2004-01-01"), ("take_theirs", "2006-03-03")])
def test_a_conflict_is_decided_once(staff, action, founded):
    run = runs.prepare(source=SourceFactory(), file=csv_file(), name="x.csv")
    ImportRun.objects.filter(pk=run.pk).update(is_dry=False)
    run.refresh_from_db()
    runs.run_import(run)
    spring = Organisation.objects.get(name_ru="ОО «Родник»")
    Organisation.objects.filter(pk=spring.pk).update(founded_on="2004-01-01")
    conflict = Conflict.objects.create(
        record=SourceRecord.objects.get(organisation=spring), run=run, field="founded_on",
        ours="2004-01-01", theirs="2006-03-03",
    )  # fmt: skip
    listed = reverse("admin:registry_conflict_changelist")

    for _time in range(2):
        staff.post(listed, {"action": action, "_selected_action": [conflict.pk]})

    spring.refresh_from_db()
    conflict.refresh_from_db()
    assert (spring.founded_on.isoformat(), conflict.decided_by.email) == (founded, "editor@example.org")
    assert staff.get(listed).status_code == 200


def test_the_pages_of_imports_make_few_queries(staff, count_queries):
    run = runs.run_import(runs.prepare(source=SourceFactory(), file=csv_file(), name="x.csv"))

    assert count_queries(staff.get, IMPORTS) <= 30
    assert count_queries(staff.get, step("change", run)) <= 30
    assert count_queries(staff.get, step("columns", run)) <= 30
