import django_filters
from django.utils.translation import gettext_lazy as _

from events.models import Registration


class RegistrationFilter(django_filters.FilterSet):
    """The registrations of an event, for the API and for files, under the same names."""

    state = django_filters.MultipleChoiceFilter(choices=Registration.State.choices, label=_("State"))
    language = django_filters.ChoiceFilter(
        choices=Registration._meta.get_field("language").choices, label=_("Language")
    )
    has_access_needs = django_filters.BooleanFilter(method="with_access_needs", label=_("Access needs"))

    class Meta:
        model = Registration
        fields = ["state", "language", "has_access_needs"]

    def with_access_needs(self, rows, name, value):
        return rows.exclude(access_needs="") if value else rows.filter(access_needs="")
