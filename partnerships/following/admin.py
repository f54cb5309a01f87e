"""Who follows what, in the panel: to answer whoever asks what is kept of them, and to delete it. Nobody edits it."""

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from partnerships.models import Follow, Follower
from publishing.admin import PlainInline
from publishing.visibility import may


class FollowInline(PlainInline):
    """What an address follows; only its owner confirms and ends it."""

    model = Follow
    extra = 0
    fields = readonly_fields = ["what", "language", "confirmed_at", "told_until", "created_at"]

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", Follower)

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("commitment", "partnership")

    @admin.display(description=_("What is followed"))
    def what(self, follow):
        row = follow.commitment or follow.partnership
        if row is not None:
            return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row)
        address = reverse("partnerships:commitments") + (f"?{follow.query}" if follow.query else "")
        return format_html('<a href="{}">{}</a>', address, address)


@admin.register(Follower)
class FollowerAdmin(admin.ModelAdmin):
    """Addresses are personal data: whoever may not view followers sees how many there are, and not who."""

    list_display = ["email", "language", "confirmed", "unconfirmed", "digest_on", "created_at"]
    list_filter = ["language"]
    list_per_page = 50
    search_fields = ["email"]
    ordering = ["email"]
    fields = readonly_fields = ["email", "language", "digest_on", "mailed_at", "reminders", "created_at"]
    inlines = [FollowInline]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        is_confirmed = Q(follows__confirmed_at__isnull=False)
        rows = super().get_queryset(request).visible_to(request.user)
        return rows.annotate(
            confirmed=Count("follows", filter=is_confirmed), unconfirmed=Count("follows", filter=~is_confirmed)
        )

    @admin.display(description=_("Follows"), ordering="confirmed")
    def confirmed(self, follower):
        return follower.confirmed

    @admin.display(description=_("Not confirmed yet"), ordering="unconfirmed")
    def unconfirmed(self, follower):
        return follower.unconfirmed


class CountsFollowers:
    """For the admin of what can be followed: how many do, for staff who may not know who."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "followers"]

    @admin.display(description=_("Followers by mail"))
    def followers(self, row):
        return row.follows.confirmed().count()
