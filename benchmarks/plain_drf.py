"""Our list of 50 organisations beside the same list as plain Django REST framework makes it, on this machine.

    python -m benchmarks.plain_drf

Both views are called in this process, without server, middleware or cache, and answer the same rows with the same
fields, nested rows included; the plain one is a ModelViewSet with ModelSerializers, everything prefetched. Prints
milliseconds a request (the best of five rounds) and the ratio.
"""

import sys
import time

import django

ROUNDS, REQUESTS = 5, 20


def main():
    django.setup()
    from django.test import RequestFactory

    from people.viewsets import OrganisationViewSet

    request = RequestFactory(SERVER_NAME="localhost").get("/api/v1/organisations/", {"page_size": "50"})
    ours = milliseconds(OrganisationViewSet.as_view({"get": "list"}), request)
    plain = milliseconds(plain_view(), request)
    print(f"50 organisations, no cache: ours {ours:.1f} ms, plain DRF {plain:.1f} ms, {plain / ours:.1f} times as fast")


def milliseconds(view, request):
    """Return the time of one request in the fastest round, in milliseconds; exit where the view fails."""
    if (status := view(request).render().status_code) != 200:
        sys.exit(f"{view} answered {status}.")
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        for _request in range(REQUESTS):
            view(request).render()
        times.append((time.perf_counter() - begun) / REQUESTS)
    return 1000 * min(times)


def plain_view():
    """Return the list view that a newcomer to the framework would write."""
    from django.contrib.auth.models import AnonymousUser
    from django_filters.rest_framework import DjangoFilterBackend
    from rest_framework import pagination, viewsets

    from people.filters import OrganisationFilter
    from people.models import Organisation

    class Pages(pagination.PageNumberPagination):
        page_size_query_param = "page_size"

    class PlainViewSet(viewsets.ReadOnlyModelViewSet):
        queryset = (
            Organisation.objects.visible_to(AnonymousUser())
            .by_name()
            .select_related("region", "parent", "merged_into", "logo")
            .prefetch_related("regions", "focus_areas", "groups", "other_names", "identifiers", "tags")
        )
        serializer_class = plain_serializer()
        filterset_class = OrganisationFilter
        filter_backends = [DjangoFilterBackend]
        pagination_class = Pages

    return PlainViewSet.as_view({"get": "list"})


def plain_serializer():
    """Return a ModelSerializer with the fields that people.serializers.OrganisationSerializer shows to the public."""
    from rest_framework import serializers

    from people.models import Organisation, OrganisationIdentifier, OrganisationName, OrganisationTag
    from people.serializers import OrganisationSerializer

    def nested(of, names):
        meta = type("Meta", (), {"model": of, "fields": names})
        return type(of.__name__, (serializers.ModelSerializer,), {"Meta": meta})(many=True)

    slugs = {"read_only": True, "slug_field": "slug"}
    fields = {name: serializers.SlugRelatedField(**slugs) for name in ("parent", "merged_into", "logo")}
    fields |= {name: serializers.SlugRelatedField(many=True, **slugs) for name in ("focus_areas", "groups")}
    fields["region"] = serializers.SlugRelatedField(read_only=True, slug_field="code")
    fields["regions"] = serializers.SlugRelatedField(many=True, read_only=True, slug_field="code")
    fields["side"] = serializers.CharField()
    fields["other_names"] = nested(OrganisationName, ["kind", "text"])
    fields["identifiers"] = nested(OrganisationIdentifier, ["scheme", "value"])
    fields["tags"] = nested(OrganisationTag, ["goal", "target", "weight", "why"])
    names = [name for name in OrganisationSerializer.Meta.fields if name not in OrganisationSerializer.private_fields()]
    meta = type("Meta", (), {"model": Organisation, "fields": names})
    return type("PlainSerializer", (serializers.ModelSerializer,), {**fields, "Meta": meta})


if __name__ == "__main__":
    main()
