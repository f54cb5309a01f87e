import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command

from goals import unsd
from goals.models import Goal, Indicator, Target
from publishing import content_version

pytestmark = pytest.mark.django_db

# Made-up wording in the API's shape, with the keys that the importer passes over.
DOCUMENT = [
    {
        "code": "6",
        "title": "Official title of goal 6",
        "description": "Goal 6 in more words",
        "uri": "/v1/sdg/Goal/6",
        "targets": [
            {
                "goal": "6",
                "code": "6.5",
                "title": "Official  title of\r\n target 6.5 ",
                "description": "Target 6.5 in more words",
                "uri": "/v1/sdg/Target/6.5",
                "indicators": [
                    {
                        "goal": "6",
                        "target": "6.5",
                        "code": "6.5.1",
                        "description": "Official title of indicator 6.5.1",
                        "tier": "1",
                        "uri": "/v1/sdg/Indicator/6.5.1",
                        "series": [{"code": "ER_H2O_IWRMD", "description": "A series"}],
                    }
                ],
            }
        ],
    }
]


@pytest.fixture
def source(tmp_path):
    """Return a function that writes text, bytes or JSON to a file and returns its path."""

    def write(content=DOCUMENT):
        path = tmp_path / "sdg.json"
        if not isinstance(content, str | bytes):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def serve():
    """Return a function that serves one answer on this machine and returns its address."""
    servers = []

    def start(status=200, body=b"", headers=()):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/v1/sdg/Goal/List"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def run(source, *arguments):
    output = io.StringIO()
    call_command("import_sdg", source, *arguments, stdout=output)
    return output.getvalue().splitlines()


def refusal(source):
    with pytest.raises(CommandError) as error:
        run(source)
    return str(error.value)


def changed(*path, **values):
    """Return DOCUMENT with `values` set in the row at `path`."""
    document = json.loads(json.dumps(DOCUMENT))
    row = document
    for step in path:
        row = row[step]
    row.update(values)
    return document


def titles(language):
    field = f"title_{language}"
    return [
        *Goal.objects.filter(number=6).values_list(field, flat=True),
        *Target.objects.filter(code="6.5").values_list(field, flat=True),
        *Indicator.objects.values_list(field, flat=True),
    ]


OFFICIAL = ["Official title of goal 6", "Official title of target 6.5", "Official title of indicator 6.5.1"]


def test_the_official_wording_replaces_our_titles_and_brings_the_indicators(source):
    report = run(source())

    assert titles("en") == OFFICIAL
    assert Indicator.objects.get().target_id == "6.5"
    assert report == [
        "Goals: 0 created, 1 changed, 0 unchanged.",
        "Targets: 0 created, 1 changed, 0 unchanged.",
        "Indicators: 1 created, 0 changed, 0 unchanged.",
    ]


def test_only_the_given_language_is_written(source):
    english = titles("en")

    run(source(), "--language", "tg")

    assert titles("tg") == OFFICIAL
    assert titles("en") == [*english, None]


def test_titles_that_the_source_does_not_name_stay(source):
    others = Target.objects.exclude(code="6.5").in_order()
    before = list(others.values())

    run(source())

    assert list(others.values()) == before


def test_a_second_import_changes_nothing(source):
    run(source())
    version = content_version.current()

    report = run(source())

    assert report == [
        "Goals: 0 created, 0 changed, 1 unchanged.",
        "Targets: 0 created, 0 changed, 1 unchanged.",
        "Indicators: 0 created, 0 changed, 1 unchanged.",
    ]
    assert content_version.current() == version


def test_a_dry_run_reports_the_same_and_writes_nothing(source):
    before, version = titles("en"), content_version.current()

    report = run(source(), "--dry-run")

    assert report == [
        "Goals: 0 created, 1 changed, 0 unchanged.",
        "Targets: 0 created, 1 changed, 0 unchanged.",
        "Indicators: 1 created, 0 changed, 0 unchanged.",
        "This was a dry run: nothing has been written.",
    ]
    assert titles("en") == before
    assert content_version.current() == version


def test_a_missing_goal_is_created_in_its_official_colour(source):
    Target.objects.filter(goal=6).delete()
    Goal.objects.filter(number=6).delete()

    report = run(source())

    assert Goal.objects.get(number=6).colour == "#26BDE2"
    assert list(Target.objects.filter(goal=6).values_list("code", "position")) == [("6.5", 5)]
    assert report[:2] == ["Goals: 1 created, 0 changed, 0 unchanged.", "Targets: 1 created, 0 changed, 0 unchanged."]


def test_an_indicator_that_was_replaced_keeps_its_wording(source):
    former = Indicator.objects.create(code="6.5.1", target_id="6.5", title_en="Former", since=2016, until=2020)

    run(source())

    assert list(Indicator.objects.in_order().values_list("title_en", flat=True)) == ["Former", OFFICIAL[2]]
    assert Indicator.objects.get(pk=former.pk).title_en == "Former"


def test_goals_without_their_children_are_enough(source):
    report = run(source(changed(0, targets=None)))

    assert report[1:] == [
        "Targets: 0 created, 0 changed, 0 unchanged.",
        "Indicators: 0 created, 0 changed, 0 unchanged.",
    ]


def test_a_file_that_begins_with_a_byte_order_mark_is_read(source):
    run(source(b"\xef\xbb\xbf" + json.dumps(DOCUMENT).encode()))

    assert titles("en") == OFFICIAL


def test_control_characters_and_broken_letters_are_left_out(source):
    run(source(changed(0, title="Clean\u0000 wa\ud800ter\u0007")))

    assert titles("en")[0] == "Clean water"


def test_a_fault_at_the_end_leaves_everything_as_it_was(source):
    before = titles("en")
    document = changed(0, "targets", 0, "indicators", 0, description="")

    refusal(source(document))

    assert titles("en") == before


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"error": "no"}, "The document should be a list of goals."),
        ([], "The document is an empty list: it holds no goals."),
        (["6"], "[0] should be an object with the goal's code and title."),
        (changed(0, code=6), "[0].code should be a text."),
        (changed(0, code="18"), "[0].code is '18', which is no goal code."),
        (changed(0, title=" "), "[0].title should be a text."),
        (changed(0, targets={}), "[0].targets should be a list of targets."),
        (changed(0, "targets", 0, code="7.5"), "[0].targets[0].code is '7.5', which is no target code of 6."),
        (changed(0, "targets", 0, title=None), "[0].targets[0].title should be a text."),
        (
            changed(0, "targets", 0, "indicators", 0, code="6.5"),
            "[0].targets[0].indicators[0].code is '6.5', which is no indicator code of 6.5.",
        ),
        (
            changed(0, "targets", 0, "indicators", 0, description="x" * 1001),
            "[0].targets[0].indicators[0].description is longer than 1000 characters.",
        ),
    ],
)
def test_another_shape_is_refused_with_the_place(source, document, sentence):
    assert refusal(source(document)) == sentence


@pytest.mark.parametrize("content", ["<html>", "", b"\xff\xfe\x00", "[" * 100_000])
def test_what_is_not_json_is_refused(source, content):
    path = source(content)

    assert refusal(path).startswith(f"{path} does not hold JSON: ")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(str(tmp_path / "no.json")).startswith(f"{tmp_path / 'no.json'} cannot be read: ")
    assert refusal(str(tmp_path)).startswith(f"{tmp_path} cannot be read: ")


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://example.org/sdg.json", "javascript://x"])
def test_other_addresses_than_those_of_the_web_are_refused(address):
    assert refusal(address) == f"Only http and https addresses can be read, not {address}."


def test_what_is_too_large_is_refused(source, serve, monkeypatch):
    monkeypatch.setattr(unsd, "SIZE_LIMIT", 1024**2)
    path, address = source("x" * (1024**2 + 1)), serve(body=b"x" * (1024**2 + 1))

    assert refusal(path) == f"{path} is larger than 1 MB."
    assert refusal(address) == f"{address} is larger than 1 MB."


def test_an_answer_that_drips_in_too_slowly_is_refused(serve, monkeypatch):
    monkeypatch.setattr(unsd, "TIME_LIMIT", -1)
    address = serve(body=b"[]")

    assert refusal(address) == f"{address} has not answered in full after -1 seconds."


def test_the_wording_is_read_from_an_address(serve):
    run(serve(body=json.dumps(DOCUMENT).encode()))

    assert titles("en") == OFFICIAL


def test_an_address_that_answers_with_an_error_is_refused(serve):
    address = serve(status=404)

    assert refusal(address) == f"{address} cannot be read: HTTP Error 404: Not Found."


def test_a_redirection_to_a_file_is_not_followed(serve, source):
    address = serve(status=302, headers=[("Location", f"file://{source()}")])

    assert refusal(address).startswith(f"{address} cannot be read: HTTP Error 302: ")


def test_an_address_where_nobody_answers_is_refused(serve):
    assert refusal("http://127.0.0.1:1/").startswith("http://127.0.0.1:1/ cannot be reached: ")
    assert refusal("http:///").startswith("http:/// cannot be reached: ")
