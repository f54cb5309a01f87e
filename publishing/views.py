class VisibleMixin:
    """Limit a generic page view or API viewset to what its visitor may see."""

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)
