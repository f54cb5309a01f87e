import django_filters
from django.utils.translation import gettext_lazy as _

from photos.models import Licence, Photo


class PhotoFilter(django_filters.FilterSet):
    """The photo filters of the API."""

    licence = django_filters.ChoiceFilter(choices=Licence.choices, label=_("Licence"))
    is_placeholder = django_filters.BooleanFilter(label=_("Placeholder"))

    class Meta:
        model = Photo
        fields = []
