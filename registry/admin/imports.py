"""Imports: send a file, say what its columns are, see what would happen, let it happen."""

from itertools import islice

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from publishing.downloads import csv_answer
from registry.imports import results, runs
from registry.imports.columns import FIELDS, check, label_of
from registry.imports.problems import FileRefused, message_of
from registry.imports.tables import read_table
from registry.models import ImportRow, ImportRun
from registry.tasks import carry_out_import

EXAMPLES = 3  # rows shown beside the headings
ROWS_PER_PAGE = 50
REFRESHED_EVERY = "3"  # seconds: the page of a run that is under way
State = ImportRun.State


class UploadForm(forms.ModelForm):
    """A file and whose it is; a file without a table is refused here, with the reason."""

    file = forms.FileField(label=_("file"), help_text=_("CSV or XLSX, as it was sent to you."))

    class Meta:
        model = ImportRun
        fields = ["source", "file", "keeps_good_rows"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            read_table(file)
        except FileRefused as refusal:
            raise forms.ValidationError(told(refusal.code, refusal.row, refusal.params)) from refusal
        return file


def told(code, row, params):
    """Return the sentence for what is wrong, with the number of the row where one is to blame."""
    message = message_of(code, params)
    return _("Row %(row)s: %(message)s") % {"row": row, "message": message} if row else message


def lines_of(row):
    """Return what changes with an ImportRow, field by field, or what is wrong with it, as sentences."""
    changes = [
        f"{label_of(name)}: {results.shown(before)} → {results.shown(after)}"
        for name, (before, after) in row.changes.items()
    ]
    wrong = [(problem["column"], message_of(problem["code"], problem["params"])) for problem in row.problems]
    return changes + [f"{column}: {message}" if column else message for column, message in wrong]


class ColumnsForm(forms.Form):
    """One choice for each heading of the file."""

    def __init__(self, run, headings, data=None):
        super().__init__(data)
        self.headings = headings
        chosen = {heading: name for name, heading in run.mapping.items()}
        offered = [("", _("is not taken")), *((name, label_of(name)) for name in FIELDS)]
        for place, heading in enumerate(headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=offered, label=heading, required=False, initial=chosen.get(heading, "")
            )

    def clean(self):
        chosen = [(self.cleaned_data.get(f"column_{place}"), heading) for place, heading in enumerate(self.headings)]
        names = [name for name, _heading in chosen if name]
        if len(names) > len(set(names)):
            raise forms.ValidationError(_("Two columns are given for one field."))
        self.mapping = {name: heading for name, heading in chosen if name}
        if problems := check(self.mapping, self.headings):
            raise forms.ValidationError([message_of(problem.code, problem.params) for problem in problems])


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """The way of a file: columns → dry run → result → the run for real."""

    form = UploadForm
    list_display = ["source", "file_name", "is_dry", "state", "created_at", "started_by"]
    list_filter = ["state", "is_dry", "source"]
    list_select_related = ["source", "started_by"]
    change_form_template = "admin/registry/importrun/run.html"

    def has_change_permission(self, request, obj=None):
        """A run is looked at, not edited."""
        return False

    def get_urls(self):
        own = [
            ("columns", self.columns_view),
            ("real", require_POST(self.real_view)),
            ("stop", require_POST(self.stop_view)),
            ("again", require_POST(self.again_view)),
            ("result", self.result_view),
        ]
        named = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"registry_importrun_{name}")
            for name, view in own
        ]
        return named + super().get_urls()

    def save_model(self, request, obj, form, change):
        """The upload becomes a run with guessed columns."""
        made = runs.prepare(
            source=obj.source, file=form.cleaned_data["file"], name=form.cleaned_data["file"].name, user=request.user
        )
        made.keeps_good_rows = obj.keeps_good_rows
        made.save()
        obj.pk, obj.__dict__ = made.pk, made.__dict__

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(reverse("admin:registry_importrun_columns", args=[obj.pk]))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        run = object_id and ImportRun.objects.filter(pk=object_id).select_related("source").first()
        context = {**(extra_context or {}), **self.result_of(request, run)}
        response = super().changeform_view(request, object_id, form_url, context)
        if context.get("is_under_way"):
            response["Refresh"] = REFRESHED_EVERY
        return response

    def result_of(self, request, run):
        """Return what the page of a run shows besides its fields."""
        if not run:
            return {}
        rows = run.rows.order_by("pk")
        if request.GET.get("outcome") in ImportRow.Outcome.values:
            rows = rows.filter(outcome=request.GET["outcome"])
        page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("p"))
        return {
            "run": run,
            "figures": [(label, run.figures[name], name) for name, label in FIGURES.items() if name in run.figures],
            "problem": run.problem and told(run.problem["code"], run.problem["row"], run.problem["params"]),
            "page": page,
            "rows": [(row, lines_of(row)) for row in page],
            "outcomes": ImportRow.Outcome.choices,
            "is_under_way": run.state in (State.WAITING, State.RUNNING) and not runs.is_dead(run),
            "may_be_real": may_be_real(run) and self.has_add_permission(request),
            "may_run_again": may_run_again(run) and self.has_add_permission(request),
        }

    def columns_view(self, request, pk):
        run = self.run_to_change(request, pk)
        if not may_choose_columns(run):
            return self.too_late(request, run)
        with run.file.open("rb") as file:
            table = read_table(file)
            examples = first_rows(table)
        form = ColumnsForm(run, table.headings, request.POST or None)
        if request.method == "POST" and form.is_valid():
            ImportRun.objects.filter(pk=run.pk).update(mapping=form.mapping)
            return self.begin(run)
        columns = list(zip(form, zip(*examples, strict=True) if examples else [()] * len(table.headings), strict=True))
        context = {**self.admin_site.each_context(request), "title": run, "form": form, "columns": columns, "run": run}
        return TemplateResponse(request, "admin/registry/importrun/columns.html", {**context, "opts": self.opts})

    def real_view(self, request, pk):
        run = self.run_to_change(request, pk)
        return self.begin(runs.for_real(run, request.user)) if may_be_real(run) else self.too_late(request, run)

    def again_view(self, request, pk):
        run = self.run_to_change(request, pk)
        return self.begin(run) if may_run_again(run) else self.too_late(request, run)

    def too_late(self, request, run):
        self.message_user(request, _("That is not possible in the present state of the import."), messages.WARNING)
        return self.page_of(run)

    def stop_view(self, request, pk):
        run = self.run_to_change(request, pk)
        try:
            runs.ask_to_stop(run)
        except OperationalError:  # SQLite: the run that writes lets nobody else write
            self.message_user(request, _("The import is writing and cannot be stopped any more."), messages.WARNING)
        else:
            self.message_user(request, _("The import stops at the next thousand rows, unless it is writing already."))
        return self.page_of(run)

    def result_view(self, request, pk):
        """The whole result as CSV, or the rows of one outcome, in the language of whoever asks."""
        run = self.run_to_change(request, pk)
        outcome = request.GET.get("outcome", "")
        rows = run.rows.filter(outcome=outcome) if outcome in ImportRow.Outcome.values else run.rows.all()
        return csv_answer(f"import-{run.pk}", results.headings(), results.lines(rows))

    def run_to_change(self, request, pk):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return get_object_or_404(ImportRun.objects.select_related("source"), pk=pk)

    def begin(self, run):
        ImportRun.objects.filter(pk=run.pk).exclude(state=State.RUNNING).update(state=State.WAITING, problem=None)
        carry_out_import.enqueue(run.pk)
        return self.page_of(run)

    def page_of(self, run):
        return HttpResponseRedirect(reverse("admin:registry_importrun_change", args=[run.pk]))


def may_be_real(run):
    """A dry run becomes real once; after a real run that failed or was stopped, that one is run again."""
    return run.is_dry and run.state == State.DONE and not run.real_runs.exists()


def may_run_again(run):
    return run.state in (State.STOPPED, State.FAILED) or runs.is_dead(run)


def may_choose_columns(run):
    """What a real run did, and with which columns, stays as it was."""
    return run.is_dry and (run.state in (State.MAPPED, State.DONE) or may_run_again(run))


def first_rows(table):
    """Return examples; a row that cannot be read is refused with its number when the file is compared."""
    examples = []
    try:
        examples.extend(cells for _number, cells in islice(table.rows(), EXAMPLES))
    except FileRefused:
        return []
    return examples


FIGURES = {
    "created": _("created"),
    "changed": _("changed"),
    "left": _("left as they are"),
    "closed": _("closed"),
    "refused": _("refused"),
    "conflicts": _("to be decided"),
    "set_aside": _("numbers set aside"),
}
