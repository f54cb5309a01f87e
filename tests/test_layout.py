"""The house rules that a machine can check: sizes, names, the import line, the one rule of visibility."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import get_resolver
from importlinter.cli import lint_imports

from publishing.views import VisibleMixin

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {"var", "media", "staticfiles", "node_modules", "__pycache__"}
TEXTS = {".py", ".html", ".css", ".js", ".svg", ".md", ".txt", ".toml", ".yaml", ".yml", ".json", ".csv", ".po"}
TOO_LONG_FILE = 400
TOO_LONG_FUNCTION = 25
DRAWERS = {"utils", "util", "common", "helpers", "misc"}
OUR_APPS = {
    "config", "portal", "reviews", "knowledge", "partnerships", "events", "registry", "people", "goals", "places", "photos",
    "publishing",
}  # fmt: skip
# Views that are no list or detail of one kind of row. Whoever adds a name says why it leaks nothing.
WITHOUT_VISIBLE_ROWS = {
    "config.api_views.DocsView",  # the description of the API, made from the code
    "config.api_views.SchemaView",
    "config.api_views.NoSuchAddressView",
    "config.api_views.TokenView",  # only the token of whoever asks
    "portal.views.HomePage",  # several kinds of rows, each through visible_to
    "portal.views.SearchPage",  # the index is searched as the visitor
    "portal.pictures.pages.PicturesPage",  # the questions, and reviews through visible_to
    # Several kinds of rows, each through visible_to: portal/pictures/sets.py.
    "portal.pictures.pages.PicturePage",
    "portal.pictures.pages.PictureTable",
    "portal.finder.api.FinderView",  # organisations, through visible_to
    "portal.views.AboutPage",
    "portal.views.AccessibilityPage",
    "portal.views.ApiPage",
    "portal.views.health",
    "portal.views.robots",
    "portal.sitemaps.index",  # the files of the sitemap; each lists what is published
    "portal.views.to_language_of_browser",
    "portal.views.StyleGuide",  # made-up rows, and only where DEBUG is on
    # The programme in the panel: each asks for the permission to change the event.
    "events.admin_programme.programme_view",
    "events.admin_programme.release_view",
    "events.admin_programme.letters_view",
    "events.admin_programme.copy_view",
    # A programme from elsewhere in the panel: each asks for the permissions to change the event and its sessions.
    "events.admin_imports.send_view",
    "events.admin_imports.preview_view",
    "events.admin_imports.import_result_view",
    # Steps of an import in the panel: each asks for the permission to import.
    "registry.admin.imports.columns_view",
    "registry.admin.imports.real_view",
    "registry.admin.imports.stop_view",
    "registry.admin.imports.again_view",
    "registry.admin.imports.result_view",
    # Merging in the panel: both ask for the permission to change organisations.
    "registry.admin.merges.merge_view",
    "registry.admin.merges.undo_view",
    "registry.reconciliation.views.PreviewView",  # one organisation, read by `entities` as the visitor
    # Organisations that one being typed may be, for whoever may add one.
    "registry.admin.newcomers.doubles_of_view",
    # All the registrations of one event in the panel: each asks for the permission to view them.
    "events.registration.desk.desk_view",
    "events.registration.desk.list_view",
    "events.registration.desk.badges_view",
    "events.registration.desk.check_in_view",
    "events.registration.desk.news_view",
    # One registration, by the link that was signed for it and sent to its owner.
    "events.registration.own_views.OwnPage",
    "events.registration.own_views.ConfirmPage",
    "events.registration.own_views.EditPage",
    "events.registration.own_views.CancelPage",
    "events.registration.own_views.QrFile",
    "events.registration.own_views.TicketPdf",
    "events.registration.own_views.TicketCalendar",
    "events.registration.own_views.CertificatePdf",
    # Following by mail: filters in words, read as the public; what one address follows, by the links signed for it.
    "partnerships.following.views.FollowRegister",
    "partnerships.following.views.SentPage",
    "partnerships.following.own_views.ConfirmPage",
    "partnerships.following.own_views.OwnPage",
    "partnerships.following.own_views.OwnOneClick",
    "partnerships.following.own_views.DeclinePage",
    "partnerships.following.own_views.DeclineOneClick",
    # Only the account of whoever asks.
    "people.accounts.views.AccountPage",
    "people.accounts.views.NamePage",
    "people.accounts.views.LeavePage",
    "people.accounts.views.LeftPage",
    # Proposals: on the pages of their proposers one's own alone, by `of`; in the panel by `visible_to`, or for whoever
    # may decide; one person's answer by the link that was signed for it.
    "events.proposals.views.MyProposals",
    "events.proposals.views.ProposalPage",
    "events.proposals.views.NewPage",
    "events.proposals.views.EditPage",
    "events.proposals.views.WithdrawPage",
    "events.proposals.consent_views.ConsentPage",
    "events.proposals.admin.changelist_view",
    "events.proposals.admin_pages.score_view",
    "events.proposals.admin_pages.decide_view",
    "events.proposals.admin_pages.tell_view",
    "publishing.admin.lists.history_view",  # the admin asks for the permission to see the row
}


def is_ours(path):
    folders = path.relative_to(ROOT).parts[:-1]
    return path.is_file() and not any(folder in NOT_OURS or folder.startswith(".") for folder in folders)


def our_files(*suffixes):
    return [path for path in ROOT.rglob("*") if path.suffix in suffixes and is_ours(path)]


def our_modules():
    return [path for path in our_files(".py") if "migrations" not in path.parts]


def named(path):
    return str(path.relative_to(ROOT))


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function):
    """Lines from `def` to the last one, without the docstring."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def page_and_api_views(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from page_and_api_views(pattern.url_patterns)
        else:
            callback = pattern.callback
            yield getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback


def test_no_module_reaches_four_hundred_lines():
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in our_modules()}

    assert {name: lines for name, lines in lengths.items() if lines >= TOO_LONG_FILE} == {}


def test_no_function_reaches_twenty_five_lines():
    lengths = {
        f"{named(path)}: {function.name}": length(function) for path in our_modules() for function in functions(path)
    }

    assert {name: lines for name, lines in lengths.items() if lines >= TOO_LONG_FUNCTION} == {}


def test_no_module_is_a_drawer_for_odds_and_ends():
    assert [named(path) for path in our_modules() if DRAWERS & {path.stem, path.parent.name}] == []


def test_no_file_names_a_directory_of_somebodys_machine():
    machine_path = re.compile(r"(?<![\w.:/}>-])/(?:home|root|work|Users)/\w")
    paths = [*our_files(*TEXTS), ROOT / "Makefile", ROOT / ".env.example", ROOT / ".ci" / "run"]
    texts = {named(path): path.read_text(encoding="utf-8") for path in paths}

    assert [name for name, text in texts.items() if machine_path.search(text)] == []


def test_imports_run_down_the_house(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    status = lint_imports(no_cache=True)

    assert status == 0, capsys.readouterr().out


@pytest.mark.django_db
def test_every_view_shows_only_what_its_visitor_may_see():
    views = {
        f"{view.__module__}.{view.__name__}": view
        for view in page_and_api_views(get_resolver().url_patterns)
        if view.__module__.split(".")[0] in OUR_APPS
    }
    unguarded = {
        name for name, view in views.items() if not (isinstance(view, type) and issubclass(view, VisibleMixin))
    }

    assert unguarded - WITHOUT_VISIBLE_ROWS == set()
