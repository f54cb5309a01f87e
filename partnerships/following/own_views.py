"""What only the owner of an address does, by the signed links in their mails: confirm, see all they follow, end it."""

from uuid import UUID

from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, View

from partnerships.following.actions import confirm, decline, end
from partnerships.following.links import CONFIRM, DECLINE, OWN, guid_in
from partnerships.following.subjects import subject_of, subjects_of
from partnerships.models import Follow, Follower
from publishing.secret_pages import keep_secret


class BySignedLink(View):
    """A page at an address that was signed for one `purpose`; without a signature there is nothing to see."""

    purpose = OWN

    def dispatch(self, request, *args, **kwargs):
        self.guid = guid_in(kwargs["token"], self.purpose)
        if self.guid is None:
            return keep_secret(self.gone())
        return keep_secret(super().dispatch(request, *args, **kwargs))

    def gone(self):
        return render(self.request, "partnerships/following/gone.html", status=404)


class ConfirmPage(BySignedLink, TemplateView):
    """Programs that read mails open every link: only who presses the button confirms."""

    purpose = CONFIRM
    template_name = "partnerships/following/confirm.html"

    def asked_for(self):
        """Return the Follow of the link and its Subject; (None, None) where either is gone, or not public."""
        follow = Follow.objects.with_subjects().select_related("follower").filter(guid=self.guid).first()
        subject = subject_of(follow) if follow else None
        return (follow, subject) if subject else (None, None)

    def get(self, request, *args, **kwargs):
        follow, subject = self.asked_for()
        return super().get(request, follow=follow, subject=subject) if follow else self.gone()

    def post(self, request, *args, **kwargs):
        follow, _subject = self.asked_for()
        if follow is None:
            return self.gone()
        confirm(follow=follow)
        return HttpResponseRedirect(request.path)


class DeclinePage(BySignedLink, TemplateView):
    """Ends the one thing that a mail asked about, whoever had that mail sent; what else is followed stays."""

    purpose = DECLINE
    template_name = "partnerships/following/decline.html"

    def get_context_data(self, **kwargs):
        follow = Follow.objects.with_subjects().filter(guid=self.guid).first()
        subject = subject_of(follow) if follow else None
        return super().get_context_data(is_followed=follow is not None, subject=subject, **kwargs)

    def post(self, request, *args, **kwargs):
        decline(guid=self.guid)
        return HttpResponseRedirect(request.path)


class OwnPage(BySignedLink, TemplateView):
    """All that an address follows, with a button to end each and one for all; when nothing is left it says so."""

    template_name = "partnerships/following/own.html"

    def get_context_data(self, **kwargs):
        follower = Follower.objects.with_follows().filter(guid=self.guid).first()
        rows = follower.follows.all() if follower else []
        follows = [{"follow": row, "subject": subject} for row, subject in zip(rows, subjects_of(rows), strict=True)]
        return super().get_context_data(follower=follower, follows=follows, **kwargs)

    def post(self, request, *args, **kwargs):
        asked = request.POST.get("end", "")
        if asked != "all" and not is_guid(asked):
            return HttpResponseBadRequest(_("Say what shall end."), content_type="text/plain; charset=utf-8")
        if follower := Follower.objects.filter(guid=self.guid).first():
            end(follower=follower, guid=None if asked == "all" else asked)
        return HttpResponseRedirect(request.path)


@method_decorator(csrf_exempt, name="dispatch")
class OneClick(BySignedLink):
    """RFC 8058: the mail program itself ends it, without cookie or token; the signed address is all it has, and enough.

    Whoever has the address may do so anyway, and nobody else's browser knows it: there is nothing to forge.
    """

    route = template_name = None
    ended = {}

    def get(self, request, *args, **kwargs):
        """Programs that do not know of one click open the address: it leads to the page with the buttons."""
        return HttpResponseRedirect(reverse(self.route, args=[kwargs["token"]]))

    def post(self, request, *args, **kwargs):
        """Done again it says the same; no redirect, as the RFC asks."""
        self.end()
        return render(request, self.template_name, self.ended)

    def end(self):
        raise NotImplementedError


class OwnOneClick(OneClick):
    """All that an address follows; it stands in digests."""

    route, template_name = "partnerships:follow_own", OwnPage.template_name
    ended = {"follower": None, "follows": []}

    def end(self):
        if follower := Follower.objects.filter(guid=self.guid).first():
            end(follower=follower)


class DeclineOneClick(OneClick):
    """The one thing that a mail asked about."""

    purpose = DECLINE
    route, template_name = "partnerships:follow_decline", DeclinePage.template_name
    ended = {"is_followed": False}

    def end(self):
        decline(guid=self.guid)


def is_guid(text):
    try:
        UUID(text)
    except ValueError:
        return False
    return True
