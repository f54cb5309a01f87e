from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from photos.models import Photo
from publishing.fields import ComputedField
from publishing.serializers import DECISIONS, PUBLISHABLE, ModelRulesSerializer


class RenditionSerializer(serializers.Serializer):
    url = serializers.URLField()
    type = serializers.CharField(help_text=_("MIME type."))
    width = serializers.IntegerField()
    height = serializers.IntegerField()


def with_addresses(renditions):
    """Return the entries of photos.files with the full address of each instead of its name in the storage."""
    return [
        {
            "url": urljoin(settings.SITE_URL, default_storage.url(entry["name"])),
            "type": entry["type"],
            "width": entry["width"],
            "height": entry["height"],
        }
        for entry in renditions
    ]


class PhotoSerializer(ModelRulesSerializer):
    # The model looks at the content: what it is, its size, what is hidden in it.
    image = serializers.FileField(write_only=True, help_text=_("The picture itself, as multipart/form-data."))
    renditions = ComputedField(columns=["renditions"], compute=with_addresses, child=RenditionSerializer(many=True))

    class Meta:
        model = Photo
        fields = [
            *PUBLISHABLE,
            "image",
            "renditions",
            "width",
            "height",
            "alt",
            "is_decorative",
            "caption",
            "credit",
            "licence",
            "is_placeholder",
            "taken_on",
        ]
        read_only_fields = DECISIONS
        private_fields = DECISIONS
