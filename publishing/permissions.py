from rest_framework.permissions import SAFE_METHODS, DjangoModelPermissionsOrAnonReadOnly


class ModelPermissions(DjangoModelPermissionsOrAnonReadOnly):
    """Reading is for everybody, within what they may see; writing needs Django's permission, and the row to be editable.

    A move between publication states is a change, although it is sent as POST.
    """

    def has_permission(self, request, view):
        if request.method == "POST" and view.detail:
            return self._may_change(request.user, view.queryset.model)
        return super().has_permission(request, view)

    def has_object_permission(self, request, view, obj):
        if request.method in SAFE_METHODS:
            return True
        return type(obj)._default_manager.editable_by(request.user).filter(pk=obj.pk).exists()

    def _may_change(self, user, model):
        return user.has_perms(self.get_required_permissions("PATCH", model))
