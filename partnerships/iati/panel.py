"""In the panel: what stops a partnership from being told to IATI, said at the field where it can be mended."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.iati.obstacles import obstacles_of, told
from people.models import Organisation


class TellsObstacles:
    """For the admin of partnerships: its template shows `obstacles` of the row, else its `iati_file`, and `inline.obstacles`
    above its inlines. All is told of the row as it is stored: a form that was refused has changed the one in hand."""

    change_form_template = "admin/partnerships/partnership/change_form.html"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        obstacles = obstacles_of(obj, timezone.localdate()) if obj else []
        context["obstacles"] = [obstacle.sentence for obstacle in obstacles]
        context["iati_file"] = file_with(obj) if obj and not obstacles else ""
        for obstacle in obstacles:
            hint_at(context["adminform"].form, obstacle)
        for inline in context["inline_admin_formsets"]:
            name = inline.formset.fk.remote_field.related_name
            inline.obstacles = [obstacle.sentence for obstacle in obstacles if obstacle.field == name]
        return super().render_change_form(request, context, add, change, form_url, obj)


def file_with(partnership):
    """Return the address of the file that tells of the stored `partnership`, "" where nobody reports on it."""
    slug = Organisation.objects.filter(reported_partnerships=partnership.pk).values_list("slug", flat=True).first()
    return reverse("iati:reported_by", args=[slug]) if slug else ""


def hint_at(form, obstacle):
    """Say `obstacle` under its field of `form`; of a text, under the one in the language of the panel."""
    names = (obstacle.field, f"{obstacle.field}_{get_language()}")
    for name in filter(form.fields.__contains__, names):
        field, bound = form.fields[name], form[name]
        hint = format_html('<strong class="hint">{} {}</strong>', _("For IATI:"), obstacle.sentence)
        field.help_text = bound.help_text = format_html("{} {}", bound.help_text, hint)


class ToldFilter(admin.SimpleListFilter):
    """Partnerships that the files for IATI tell, or those that something stops."""

    title = _("exported to IATI")
    parameter_name = "iati"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "no"):
            return queryset
        return told(queryset, timezone.localdate(), self.value() == "yes")
