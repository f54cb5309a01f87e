from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from goals.admin import TagInline
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
)
from publishing.admin import PlainInline, PublishableAdmin, WordedAdmin, WordedInline, in_every_language


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


@admin.register(Organisation)
class OrganisationAdmin(PublishableAdmin):
    list_display = ["name", "kind", "country", "region", "status"]
    list_filter = ["kind", "country", "status"]
    list_select_related = ["region"]
    search_fields = in_every_language("name")
    autocomplete_fields = ["region", "regions", "parent", "merged_into", "logo", "focus_areas", "groups"]
    inlines = [OrganisationNameInline, OrganisationIdentifierInline, OrganisationTagInline, MemberInline]
    ordering = ["sort_name", "pk"]


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
