from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from people.affiliation import with_affiliation
from people.composition import is_named, seats_by_side
from people.filters import PersonFilter
from people.json_ld import organisation_script, person_script
from people.models import (
    FocusArea,
    Group,
    Membership,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    Person,
)
from people.seats import holds, seats_over_time
from photos.models import Photo
from places.countries import language_name
from places.models import Region
from publishing.detail_pages import DetailPage
from publishing.keyset import Keyset
from publishing.list_pages import ListPage
from publishing.sorting import active_sort_field
from publishing.templatetags.content import spoken
from publishing.wording import languages_with

PEOPLE = {"label": _("People"), "url": reverse_lazy("people:people")}
ORGANISATIONS = {"label": _("Organisations"), "url": reverse_lazy("people:organisations")}
# How much of what an organisation or a person took part in stands on their page; lists have the rest.
SHOWN_AT_MOST = 50


class PersonList(ListPage):
    queryset = Person.objects.all()
    filterset_class = PersonFilter
    template_name = "people/person_list.html"
    heading = _("People")
    empty_title = _("Nobody yet")
    count_label = ngettext_lazy("%(count)d person", "%(count)d people", "count")

    def get_keyset(self):
        """In the alphabet of the reader's language, so not known before the request."""
        return Keyset(active_sort_field())

    def for_cards(self, queryset):
        """With the organisation each belongs to, and the one they last spoke for."""
        latest = appearances_of(queryset.model, self.request.user).order_by("-session__event__starts_at", "-pk")
        return super().for_cards(queryset).prefetch_related(Prefetch("appearances", latest))


def appearances_of(model, user):
    """The appearances of people or organisations that `user` may see: events lie above, so by related_name."""
    appearances = model.appearances.rel.related_model.objects.visible_to(user).with_people(user)
    return appearances.select_related("session__event")


def spoke_for(organisation, user):
    """Return the condition that an appearance was for `organisation`: by what was said that day, else by membership."""
    members = Membership.objects.visible_to(user).filter(organisation=organisation, person=OuterRef("person"))
    was_member = Exists(members.current(OuterRef("session__event__starts_at__date")))
    return Q(organisation=organisation) | Q(was_member, organisation__isnull=True)


def names_in_other_languages(organisation):
    """Return [{code, language, text}] of the names besides the one in the title."""
    _shown, shown_in = spoken(organisation, "name")
    return [
        {"code": code, "language": language_name(code), "text": getattr(organisation, f"name_{code}")}
        for code in languages_with(organisation, "name")
        if code != shown_in
    ]


class PersonPage(DetailPage):
    queryset = Person.objects.all()
    template_name = "people/person_detail.html"
    named_by = "name"

    def above(self):
        return [PEOPLE]

    def get_queryset(self):
        return (
            super().get_queryset().prefetch_related(Prefetch("portrait", Photo.objects.visible_to(self.request.user)))
        )

    def get_picture(self):
        return self.object.portrait

    def get_context_data(self, **kwargs):
        person, user = self.object, self.request.user
        appearances = appearances_of(Person, user).filter(person=person).order_by("-session__event__starts_at", "-pk")
        memberships = list(person.memberships.visible_to(user).with_parties(user))
        statements = person.statements.visible_to(user).with_people(user).select_related("session__event")
        photos = Prefetch("photo", Photo.objects.visible_to(user))
        return super().get_context_data(
            appearances=appearances,
            memberships=memberships,
            statements=with_affiliation(
                statements.order_by("-session__event__starts_at", "position", "pk"), appearances
            ),
            photos=person.event_photos.visible_to(user).in_order().prefetch_related(photos),
            stories=person.stories.visible_to(user).for_cards(user).latest_first(),
            resources=person.resources.visible_to(user).for_cards(user).latest_first(),
            json_ld=person_script(person, memberships, self.request.build_absolute_uri(person.get_absolute_url())),
            **kwargs,
        )


class OrganisationPage(DetailPage):
    queryset = Organisation.objects.all()
    template_name = "people/organisation_detail.html"
    named_by = "name"

    def above(self):
        return [ORGANISATIONS]

    def get_queryset(self):
        user = self.request.user
        others = [Prefetch(name, Organisation.objects.visible_to(user).by_name()) for name in ("parent", "children")]
        words = [
            Prefetch("focus_areas", FocusArea.objects.order_by("name")),
            Prefetch("groups", Group.objects.order_by("name")),
        ]
        where = [Prefetch("regions", Region.objects.in_order()), Prefetch("logo", Photo.objects.visible_to(user))]
        known_as = [
            Prefetch("other_names", OrganisationName.objects.visible_to(user).order_by("kind", "text")),
            Prefetch("identifiers", OrganisationIdentifier.objects.visible_to(user).order_by("scheme", "value")),
        ]
        return super().get_queryset().for_cards(user).prefetch_related(*others, *words, *where, *known_as)

    def get_picture(self):
        return self.object.logo

    def get_context_data(self, **kwargs):
        organisation, user = self.object, self.request.user
        memberships, did = self.memberships(organisation, user), self.what_it_did(organisation, user)
        # What registers say of it: the registry lies above, so by related_name.
        records = organisation.source_records.visible_to(user).with_sources()
        return super().get_context_data(
            names=names_in_other_languages(organisation),
            source_records=records,
            facts=records.facts_about(organisation),
            **memberships,
            **did,
            json_ld=organisation_script(
                organisation, memberships["seats"], did["partnerships"], self.request.build_absolute_uri
            ),
            **kwargs,
        )

    def memberships(self, organisation, user):
        """Who belongs to it, where it belongs, and for a body how its seats are divided today."""
        held, today = list(organisation.memberships.visible_to(user).with_parties(user)), timezone.localdate()
        former = [one for one in held if one.until and one.until < today] if organisation.is_body else []
        current = [one for one in held if holds(one, today)] if organisation.is_body else []
        return {
            "memberships": [one for one in held if one not in former],
            "former": former,
            "figure": self.seats_figure(organisation, held, today),
            "seats": organisation.seats.visible_to(user).with_parties(user),
            "represented_by": organisation.represented_by.visible_to(user).with_parties(user),
            "sides": seats_by_side(current),
            "seat_count": sum(map(is_named, current)),
        }

    def seats_figure(self, organisation, held, today):
        """The seats of a body over the years; None for other organisations, and where no date is known."""
        figure = seats_over_time(held, today) if organisation.is_body else None
        if figure:
            figure.csv_url = reverse("people:seats", args=[organisation.slug])
        return figure

    def what_it_did(self, organisation, user):
        """What events, partnerships, knowledge and reviews say of it: they lie above, so by related_name."""
        spoke = appearances_of(Organisation, user).filter(spoke_for(organisation, user))
        roles = organisation.event_roles.visible_to(user).select_related("event")
        return {
            "event_roles": roles.order_by("-event__starts_at", "pk")[:SHOWN_AT_MOST],
            "appearances": spoke.order_by("-session__event__starts_at", "-pk")[:SHOWN_AT_MOST],
            "partnerships": organisation.partnerships.visible_to(user).distinct().for_cards(user).latest_first(),
            "commitments": organisation.commitments.visible_to(user).for_cards(user).soonest_first(),
            "reviews": organisation.reviews_worked_on.visible_to(user).for_cards(user).latest_first(),
            "contributions": organisation.contributions.visible_to(user).for_rows(user),
            "resources": organisation.resources.visible_to(user).for_cards(user).latest_first(),
            "stories": organisation.stories.visible_to(user).for_cards(user).latest_first(),
        }
