from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from goals.admin import TagInline
from people.accounts.addresses import forget_other_addresses
from people.actions import void
from people.models import (
    FocusArea,
    Group,
    Membership,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationTag,
    Person,
    User,
    Verification,
)
from people.models.verifications import Check, State, VoidReason
from publishing.admin import PlainInline, PublishableAdmin, WordedAdmin, WordedInline, in_every_language
from publishing.admin.boxes import Boxes, FewQueries
from publishing.admin.lists import History


class OrganisationNameInline(PlainInline):
    model = OrganisationName


class OrganisationIdentifierInline(PlainInline):
    model = OrganisationIdentifier


class OrganisationTagInline(TagInline):
    model = OrganisationTag


class MemberInline(WordedInline):
    """Who works for the organisation or sits on the body."""

    model = Membership
    fk_name = "organisation"
    autocomplete_fields = ["person", "member_organisation", "on_behalf_of"]


class PersonMembershipInline(WordedInline):
    """Where the person works or sits."""

    model = Membership
    fields = ["organisation", "on_behalf_of", "position", "since", "until"]
    autocomplete_fields = ["organisation", "on_behalf_of"]


class NeverEdited:
    """For the admin of verifications: they are added and voided, so that what a badge once said can be read later."""

    code_lists = {"checklist": lambda codes: Check.choices}

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("What was checked"))
    def checks(self, verification):
        return ", ".join(map(str, verification.checks))

    @admin.display(description=_("State"))
    def state(self, verification):
        state = verification.state_on(timezone.localdate())
        return f"{state.label}: {verification.get_void_reason_display()}" if state == State.VOIDED else state.label


class VerificationInline(NeverEdited, FewQueries, admin.StackedInline):
    """Those there are."""

    model = Verification
    fields = [("level", "state"), "checks", ("checked_on", "expires_on", "checked_by"), "note"]
    readonly_fields = ["level", "state", "checks", "checked_on", "expires_on", "checked_by", "note"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("checked_by").order_by("-checked_on", "-pk")


class NewVerificationInline(NeverEdited, FewQueries, admin.StackedInline):
    """One more."""

    model = Verification
    verbose_name = verbose_name_plural = _("new verification")
    fields = ["level", "checklist", "checked_on", "expires_on", "note"]
    max_num = 1

    def get_queryset(self, request):
        return super().get_queryset(request).none()


@admin.register(Organisation)
class OrganisationAdmin(PublishableAdmin):
    list_display = ["name", "kind", "country", "region", "status"]
    list_filter = ["kind", "country", "status"]
    list_select_related = ["region"]
    search_fields = in_every_language("name")
    autocomplete_fields = ["region", "regions", "parent", "merged_into", "logo", "focus_areas", "groups"]
    # A new verification last: it is of the names and identifiers that were sent with it.
    inlines = [
        OrganisationNameInline,
        OrganisationIdentifierInline,
        OrganisationTagInline,
        MemberInline,
        VerificationInline,
        NewVerificationInline,
    ]
    ordering = ["sort_name", "pk"]

    def save_formset(self, request, form, formset, change):
        if formset.model is Verification:
            for added in formset.extra_forms:
                added.instance.checked_by = request.user
        super().save_formset(request, form, formset, change)


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        today = timezone.localdate()
        rows = {
            State.VALID: queryset.valid(today),
            State.EXPIRED: queryset.expired(today),
            State.VOIDED: queryset.voided(),
        }
        return rows.get(self.value(), queryset)


@admin.register(Verification)
class VerificationAdmin(NeverEdited, History, Boxes, admin.ModelAdmin):
    list_display = ["organisation", "level", "checked_on", "expires_on", "checked_by", "state"]
    fields = ["organisation", "level", "checks", "checked_on", "expires_on", "checked_by", "state", "note"]
    readonly_fields = ["checks", "checked_by", "state"]
    list_filter = [StateFilter, "level"]
    list_select_related = ["organisation", "checked_by"]
    list_per_page = 50
    date_hierarchy = "checked_on"
    search_fields = in_every_language("organisation__name")
    autocomplete_fields = ["organisation"]
    ordering = ["-checked_on", "-pk"]
    actions = ["withdraw"]

    def has_withdraw_permission(self, request):
        return request.user.has_perm("people.change_verification")

    @admin.action(description=_("Withdraw: it counts no longer"), permissions=["withdraw"])
    def withdraw(self, request, queryset):
        count = void(verifications=queryset, reason=VoidReason.WITHDRAWN, on=timezone.localdate())
        self.message_user(request, ngettext("%d item updated.", "%d items updated.", count) % count)

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["organisation", *NewVerificationInline.fields]

    def save_model(self, request, obj, form, change):
        obj.checked_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Person)
class PersonAdmin(PublishableAdmin):
    list_display = ["name", "is_public", "consented_on"]
    list_filter = ["is_public"]
    search_fields = ["given_name", "patronymic", "family_name", *in_every_language("name")]
    autocomplete_fields = ["portrait"]
    inlines = [PersonMembershipInline]
    ordering = ["sort_name", "pk"]


@admin.register(Membership)
class MembershipAdmin(WordedAdmin):
    list_display = ["__str__", "organisation", "position", "since", "until"]
    list_filter = ["side"]
    list_select_related = ["organisation", "person", "member_organisation"]
    search_fields = in_every_language("person__name", "organisation__name", "member_organisation__name", "position")
    autocomplete_fields = ["organisation", "person", "member_organisation", "on_behalf_of"]
    ordering = ["-pk"]


@admin.register(FocusArea, Group)
class VocabularyAdmin(WordedAdmin):
    list_display = ["name", "slug"]
    search_fields = ["slug", *in_every_language("name")]
    ordering = ["name", "pk"]


class LowercaseEmail:
    """For a form of users: kept as the manager keeps it, so that signing in finds it."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class NewUserForm(LowercaseEmail, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]


class UserForm(LowercaseEmail, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


# The page of a user says and does what is needed of both.
admin.site.unregister([EmailAddress, Authenticator])


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Users sign in with their e-mail address; there is no user name."""

    form = UserForm
    add_form = NewUserForm
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Name"), {"fields": ["first_name", "last_name"]}),
        (_("Permissions"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "usable_password", "password1", "password2"]})]
    actions = ["remove_second_factor"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        forget_other_addresses(obj)

    @admin.action(
        description=_("Remove the second factor: for whoever lost telephone and codes"), permissions=["change"]
    )
    def remove_second_factor(self, request, queryset):
        count = Authenticator.objects.filter(user__in=queryset).values("user").distinct().count()
        Authenticator.objects.filter(user__in=queryset).delete()
        self.message_user(request, ngettext("%d item updated.", "%d items updated.", count) % count)
