class VisibleMixin:
    """Limit a generic page view or API viewset to what its visitor may see."""

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)


class NarrowedMixin(VisibleMixin):
    """What its visitor may see, narrowed by what they chose: `filterset_class` says how, `self.filterset` what."""

    filterset_class = None

    def get_queryset(self):
        self.filterset = self.filterset_class(self.request.GET, super().get_queryset(), request=self.request)
        return self.filterset.qs

    def regardless_of(self, name):
        """Return the rows that fit all that was chosen but the filter `name`, for figures that stand beside its choices."""
        params = self.request.GET.copy()
        params.pop(name, None)
        return self.filterset_class(params, self.filterset.queryset, request=self.request).qs
