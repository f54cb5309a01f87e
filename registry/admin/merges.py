"""Merges: two organisations beside each other, what is taken of each, and the way back."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from publishing.admin import in_every_language
from publishing.previews import mark_of
from publishing.visibility import may
from registry.admin.merges_told import not_undone, rows_told, values_told, words_for
from registry.merging.actions import check, merge
from registry.merging.fields import ABSORBED, BOTH, KEPT, compare, would_show_names
from registry.merging.relations import counts
from registry.merging.undoing import undo
from registry.models import Merge

NAMES_TOO = "with_names"
OTHER_SIDE = {KEPT: ABSORBED, ABSORBED: KEPT, BOTH: BOTH}


class MergeForm(forms.Form):
    """A choice for each field in which two organisations differ. Bound to what was typed, else by default.

    With `asks_names` it asks too whether what the absorbed one is called becomes public.
    """

    def __init__(self, lines, initial, data=None, *, asks_names=False):
        super().__init__(data, initial=initial)
        if asks_names:
            label = _("Let everybody know its names: they become other names of the one that is kept.")
            self.fields[NAMES_TOO] = forms.BooleanField(label=label, required=False, initial=False)
        self.asks_names = asks_names
        self.lines = [line for line in lines if not line.is_empty]
        for line in self.lines:
            if line.differs:
                options = [(option, option) for option in line.options]
                self.fields[line.name] = forms.ChoiceField(choices=options, label=line.label)

    def rows(self):
        """Return what a row of the table shows, for each field that one of the two says something of."""
        return [
            {
                "line": line,
                "kept": words_for(line.field, line.kept),
                "absorbed": words_for(line.field, line.absorbed),
                "chosen": self[line.name].value() if line.differs else "",
                "errors": self[line.name].errors if line.differs else [],
            }
            for line in self.lines
        ]

    @property
    def choices(self):
        """Return what registry.merging.actions.merge is to be told."""
        chosen = dict(self.cleaned_data)
        return {NAMES_TOO: chosen.pop(NAMES_TOO, None), "choices": chosen}

    def refuse(self, error):
        """Tell what a merge was refused for: at the field that it is about, where there is one."""
        labels = {line.name: line.label for line in self.lines}
        by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for name, told in by_field.items():
            if name in self.fields:
                self.add_error(name, told)
            else:
                self.add_error(None, [f"{labels[name]}: {message}" if name in labels else message for message in told])


@admin.register(Merge)
class MergeAdmin(admin.ModelAdmin):
    """What was merged, by whom, and a way back; nobody adds or edits these."""

    list_display = ["kept", "absorbed", "merged_at", "merged_by", "state", "way_back"]
    list_filter = [("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["kept", "absorbed", "merged_by"]
    search_fields = in_every_language("kept__name", "absorbed__name")
    change_form_template = "admin/registry/merge/merged.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Only with its organisations, and once it is undone: until then it is the way back."""
        return obj is not None and obj.is_undone and super().has_delete_permission(request, obj)

    def has_view_permission(self, request, obj=None):
        return may(request.user, "change", Organisation) or super().has_view_permission(request, obj)

    has_module_permission = has_view_permission

    @admin.display(description=_("status"))
    def state(self, done):
        return _("Undone") if done.is_undone else _("Merged")

    @admin.display(description=_("way back"))
    def way_back(self, done):
        if done.is_undone:
            return ""
        address = reverse("admin:registry_merge_undo", args=[done.pk])
        return format_html(
            '<a class="button" href="{}" aria-label="{}: {}">{}</a>', address, _("Undo …"), done, _("Undo …")
        )

    def get_urls(self):
        own = [
            path("<int:kept>/with/<int:absorbed>/", self.admin_site.admin_view(self.merge_view), name="registry_merge"),
            path("<int:pk>/undo/", self.admin_site.admin_view(self.undo_view), name="registry_merge_undo"),
        ]
        return own + super().get_urls()

    def merge_view(self, request, kept, absorbed):
        """The two beside each other; sent with "swap" the other one is to be kept, else they are merged."""
        check_permission(request)
        kept, absorbed = (Organisation.objects.filter(pk=key).first() for key in (kept, absorbed))
        try:
            check(kept, absorbed)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:people_organisation_changelist"))
        if "swap" in request.POST:
            return HttpResponseRedirect(swapped(kept, absorbed, request.POST))
        lines = compare(kept, absorbed)
        asks_names = would_show_names(kept, absorbed)
        form = MergeForm(lines, initial_choices(lines, request.GET), request.POST or None, asks_names=asks_names)
        if request.method == "POST" and (done := self.merged(request, form, kept, absorbed)):
            return HttpResponseRedirect(page_of(done))
        return self.page(request, "preview", _("Merge two organisations"), **preview(form, kept, absorbed))

    def merged(self, request, form, kept, absorbed):
        """Return the Merge, or None where `form` tells why there is none."""
        if form.is_valid() and request.POST.get("seen") != as_seen(kept, absorbed):
            form.add_error(None, _("One of the two was changed meanwhile: look again, then confirm."))
        if not form.is_valid():
            return None
        try:
            done = merge(kept=kept, absorbed=absorbed, user=request.user, **form.choices)
        except ValidationError as error:
            return form.refuse(error)
        told = {"absorbed": absorbed, "kept": kept}
        self.message_user(request, gettext("“%(absorbed)s” is merged into “%(kept)s”.") % told, messages.SUCCESS)
        return done

    def undo_view(self, request, pk):
        """Asks first; sent, it parts the two again."""
        check_permission(request)
        done = get_object_or_404(Merge.objects.select_related("kept", "absorbed"), pk=pk)
        if request.method != "POST":
            return self.page(request, "undo", _("Undo a merge"), merge=done)
        try:
            done = undo(merge=done, user=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            left = bool(done.not_undone)
            message = _("The merge is undone, but for what is listed below.") if left else _("The merge is undone.")
            self.message_user(request, message, messages.WARNING if left else messages.SUCCESS)
        return HttpResponseRedirect(page_of(done))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        done = self.get_object(request, object_id) if object_id else None
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), **self.told(request, done)}
        )

    def told(self, request, done):
        """Return what the page of a merge shows of it."""
        if done is None:
            return {}
        return {
            "merge": done,
            "values": values_told(done.record),
            "moved": rows_told(done.record["moved"], only_numbers=True),
            "stayed": rows_told(done.record["stayed"]),
            "names": [text for _key, text in done.record["names"]],
            "not_undone": not_undone(done),
            "may_undo": not done.is_undone and may(request.user, "change", Organisation),
        }

    def page(self, request, name, title, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/registry/merge/{name}.html", context)


def check_permission(request):
    if not may(request.user, "change", Organisation):
        raise PermissionDenied


def page_of(done):
    return reverse("admin:registry_merge_change", args=[done.pk])


def swapped(kept, absorbed, choices):
    """Return the address of the preview with the other one kept, and the same values chosen."""
    chosen = {name: OTHER_SIDE[choice] for name, choice in choices.items() if choice in OTHER_SIDE}
    return f"{reverse('admin:registry_merge', args=[absorbed.pk, kept.pk])}?{urlencode(chosen)}"


def initial_choices(lines, asked):
    """Return {field: choice} as the address asks, else by default."""
    return {line.name: asked[line.name] if asked.get(line.name) in line.options else line.default for line in lines}


def as_seen(kept, absorbed):
    """Return what tells whether one of the two was changed since somebody looked at them."""
    return mark_of(kept.updated_at, absorbed.updated_at)


def preview(form, kept, absorbed):
    return {
        "form": form,
        "kept": kept,
        "absorbed": absorbed,
        "seen": as_seen(kept, absorbed),
        "counts": counts(absorbed, but_for=kept, with_names=not form.asks_names),
        "is_hidden": absorbed.is_published and not kept.is_published,
        "shows_hidden": kept.is_published and not absorbed.is_published,
        "state": capfirst((kept if absorbed.is_published else absorbed).get_publication_state_display()),
    }
