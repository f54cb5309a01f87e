"""Importing a programme in the panel: send a file or its address, look at what it would do, let it be done."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from events.admin_programme import page_of
from events.imports import fetching, results, runs
from events.imports.entries import Outcome
from events.imports.fields import changes_of
from events.imports.problems import FileRefused
from events.imports.reading import LARGEST, read
from events.models import Event, ProgrammeImport, Session
from publishing.downloads import csv_answer
from publishing.visibility import may

ENTRIES_PER_PAGE = 100
# Of a new session the page shows where it goes and who is in it; the CSV has all of it.
SHOWN_OF_NEW = ("starts_at", "ends_at", "room")


class SendForm(forms.Form):
    """A file, or an address from which it is fetched. What is no programme is refused here, with the reason."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("schedule.xml or schedule.json of frab, pretalx or this portal, or sessions of pretalx as JSON."),
    )
    address = forms.URLField(label=_("or its address"), required=False, max_length=500, assume_scheme="https")
    language = forms.ChoiceField(
        label=_("Language of the texts"),
        choices=[("", _("that in which each session is held")), *settings.LANGUAGES],
        required=False,
        help_text=_("Texts that say themselves in which language they are go there."),
    )
    cancels_missing = forms.BooleanField(
        label=capfirst(ProgrammeImport._meta.get_field("cancels_missing").verbose_name),
        required=False,
        help_text=ProgrammeImport._meta.get_field("cancels_missing").help_text,
    )

    def __init__(self, event, *args, **kwargs):
        super().__init__(*args, initial={"language": runs.usual_language(event, get_language())}, **kwargs)
        hosts = ", ".join(settings.PROGRAMME_IMPORT_HOSTS)
        self.fields["address"].help_text = _("Fetched from these hosts only: %(hosts)s.") % {"hosts": hosts}
        if not hosts:
            del self.fields["address"]
        if event is None:
            del self.fields["cancels_missing"]

    def clean(self):
        cleaned = super().clean()
        given = [name for name in ("file", "address") if cleaned.get(name)]
        if self.errors:
            return cleaned
        if len(given) != 1:
            message = _("Give a file or an address.") if "address" in self.fields else _("Choose a file.")
            self.add_error("file", message)
            return cleaned
        try:
            self.content = self.content_of(cleaned)
            read(self.content)
        except FileRefused as refusal:
            self.add_error(given[0], str(refusal))
        return cleaned

    def content_of(self, cleaned):
        if file := cleaned.get("file"):
            return file.read(LARGEST * 1024**2 + 1)
        return fetching.fetch(cleaned["address"])

    def keep(self, event, user):
        """Return a new ProgrammeImport of what was sent."""
        told, address = self.cleaned_data, self.cleaned_data.get("address", "")
        return runs.keep(
            self.content,
            name=told["file"].name if told["file"] else fetching.name_of(address),
            event=event,
            language=told["language"],
            cancels_missing=told.get("cancels_missing", False),
            address=address,
            user=user,
        )


class ImportViews:
    """For the ModelAdmin of events: the pages on which a programme from elsewhere comes in."""

    def get_urls(self):
        pages = [
            ("import/", "import_new", self.send_view),
            ("<int:pk>/import/", "import", self.send_view),
            ("imports/<int:pk>/", "import_preview", self.preview_view),
            ("imports/<int:pk>/result/", "import_result", self.import_result_view),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"events_event_{name}") for route, name, view in pages
        ]
        return own + super().get_urls()

    def send_view(self, request, pk=None):
        """Asks for the file; sent, it is kept and looked at."""
        event = get_object_or_404(Event, pk=pk) if pk else None
        self.check_may_import(request, event)
        form = SendForm(event, request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            return HttpResponseRedirect(preview_of(form.keep(event, request.user)))
        title = _("Import a programme into “%(event)s”") % {"event": event} if event else _("Import a programme")
        return self.programme_page(request, "import", title, event=event, form=form)

    def preview_view(self, request, pk):
        """What the file would do now; sent, exactly that is done, or nothing where it has become something else."""
        kept = self.import_to_change(request, pk)
        if kept.done_at:
            return self.preview_page(request, kept)
        if request.method == "POST":
            try:
                leaves_out = bool(request.POST.get("leaves_out_refused"))
                mark = request.POST.get("mark", "")
                runs.carry_out(kept, mark=mark, leaves_out_refused=leaves_out, user=request.user)
            except FileRefused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
                return HttpResponseRedirect(preview_of(kept))
            self.message_user(request, told_figures(kept), messages.SUCCESS)
            return HttpResponseRedirect(page_of(kept.event, "programme"))
        try:
            plan = runs.planned(kept)
        except FileRefused as refusal:
            return self.preview_page(request, kept, problem=str(refusal))
        with timezone.override(plan.event.zone):
            shown = {"refusal": refusal_of(plan, request.user), **shown_of(plan, request.GET)}
            return self.preview_page(request, kept, plan=plan, **shown).render()

    def preview_page(self, request, kept, **context):
        title = _("What “%(file)s” would do") % {"file": kept} if not kept.done_at else str(kept)
        figures = context["plan"].figures if "plan" in context else kept.figures
        told = {"kept": kept, "figures": results.figures_in_words(figures), "event": kept.event}
        return self.programme_page(request, "import_preview", title, **told, **context)

    def import_result_view(self, request, pk):
        """The whole plan as CSV."""
        kept = self.import_to_change(request, pk)
        try:
            plan = runs.planned(kept)
        except FileRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(preview_of(kept))
        with timezone.override(plan.event.zone):
            return csv_answer(f"programme-{kept.pk}", results.headings(), list(results.lines(plan)))

    def import_to_change(self, request, pk):
        kept = get_object_or_404(ProgrammeImport.objects.select_related("event"), pk=pk)
        self.check_may_import(request, kept.event)
        return kept

    def check_may_import(self, request, event):
        """Whoever imports makes and changes sessions, of an event that they may change or, where there is none, make."""
        is_allowed = self.has_change_permission(request, event) if event else self.has_add_permission(request)
        if not is_allowed or not all(may(request.user, verb, Session) for verb in ("add", "change")):
            raise PermissionDenied


def preview_of(kept):
    return reverse("admin:events_event_import_preview", args=[kept.pk])


def refusal_of(plan, user):
    """Return why `user` may not have this done, "" where they may."""
    try:
        runs.check_rights(plan, user)
    except FileRefused as refusal:
        return str(refusal)
    return ""


def told_figures(kept):
    told = ", ".join(f"{label}: {number}" for label, number in results.figures_in_words(kept.figures) if number)
    return gettext("The programme is here. %(figures)s.") % {"figures": told or gettext("Nothing has changed")}


def shown_of(plan, chosen):
    """Return what the page shows of a plan: the entries of one outcome, else all of which something is to be said."""
    outcome = chosen.get("outcome")
    entries = [entry for entry in plan.entries if entry.outcome == outcome or (not outcome and is_worth_telling(entry))]
    page = Paginator(entries, ENTRIES_PER_PAGE).get_page(chosen.get("p"))
    return {
        "page": page,
        "rows": [(entry, Outcome(entry.outcome).label, lines_of(entry)) for entry in page],
        "outcomes": [(value, label) for value, label in Outcome.choices if plan.figures[value]],
        "remarks": [(place, title, str(remark)) for place, title, remark in plan.remarks],
        "is_nothing": not any(
            number for name, number in plan.figures.items() if name not in ("left", "gone", "refused")
        ),
    }


def is_worth_telling(entry):
    return entry.outcome != Outcome.LEFT or bool(entry.remarks)


def lines_of(entry):
    """Return what is to be read of an entry on the page, as sentences."""
    changes = [
        f"{label}: {after}" if entry.outcome == Outcome.CREATED else f"{label}: {before} → {after}"
        for label, before, after in changes_of(entry, SHOWN_OF_NEW if entry.outcome == Outcome.CREATED else None)
    ]
    return [*changes, *map(str, entry.problems), *map(str, entry.remarks)]
