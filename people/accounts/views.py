"""What allauth has no page for: the account itself, its name, and leaving."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, UpdateView

from people.accounts.forms import NameForm
from people.accounts.leaving import erase, may_leave
from people.accounts.second_factor import has_second_factor
from people.models import User


class OwnAccount(LoginRequiredMixin):
    """A page about whoever asks, and nobody else."""

    def get_object(self, queryset=None):
        """Return the row itself: the request has a lazy one, which signing out replaces."""
        return User.objects.get(pk=self.request.user.pk)


class AccountPage(OwnAccount, TemplateView):
    template_name = "account/account.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            account=user, has_second_factor=has_second_factor(user), may_leave=may_leave(user), **kwargs
        )


class NamePage(OwnAccount, UpdateView):
    form_class = NameForm
    template_name = "account/name.html"
    context_object_name = "account"
    success_url = reverse_lazy("account")

    def form_valid(self, form):
        messages.success(self.request, _("Your name is changed."))
        return super().form_valid(form)


@method_decorator(reauthentication_required(app="allauth.account"), name="dispatch")
class LeavePage(OwnAccount, TemplateView):
    """Asks for the password, then once more; there is no way back."""

    template_name = "account/leave.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_leave=may_leave(self.request.user), **kwargs)

    def post(self, request, *args, **kwargs):
        user = self.get_object()
        if not may_leave(user):
            return self.render_to_response(self.get_context_data(), status=403)
        logout(request)
        erase(user)
        return redirect("account_left")


class LeftPage(TemplateView):
    template_name = "account/left.html"
