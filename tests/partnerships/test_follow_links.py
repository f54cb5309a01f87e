"""What the owner of an address does by signed links, and what staff may see of followers: nobody else gets near."""

from email import message_from_bytes
from email.policy import default
from itertools import count, cycle

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from partnerships.following.digests import digest
from partnerships.following.links import (
    CONFIRM,
    DECLINE,
    OWN,
    confirm_path,
    decline_off_path,
    decline_path,
    off_path,
    own_path,
    signer,
)
from partnerships.following.mails import message_about
from partnerships.following.registers import Register
from partnerships.models import Development, Follow, Follower
from people.models import Group
from places.models import Region
from tests.events.factories import SessionFactory
from tests.partnerships.factories import CommitmentFactory, FollowerFactory, FollowFactory, PartnershipFactory
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
SENT = {"email": "Aigul@Example.org", "language": "ru", "decoy": ""}
REGISTER = "/en/following/commitments/"
SENT_PAGE = "/en/following/sent/"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def test_opening_the_link_confirms_nothing_and_pressing_the_button_does_once(client):
    commitment = CommitmentFactory(title="Dig wells")
    follow = FollowFactory(confirmed_at=None, commitment=commitment, language="kk")
    address = confirm_path(follow)

    page = client.get(address)
    unread = Follow.objects.get()
    after = client.post(address, follow=True)
    first = Follow.objects.get()
    client.post(address)

    assert ("Dig wells" in page.text, "Yes, confirm" in page.text, unread.confirmed_at) == (True, True, None)
    assert (after.status_code, "Yes, confirm" in after.text) == (200, False)
    assert first.confirmed_at == first.told_until == Follow.objects.get().confirmed_at
    assert Follower.objects.get().language == "kk"
    assert Development.objects.get().commitment == commitment  # what is public by then is no news


def test_a_link_opens_only_what_it_was_signed_for(client):
    follow = FollowFactory(confirmed_at=None, commitment=CommitmentFactory(title="Dig wells"))
    follower = follow.follower
    guids, purposes = (follow.guid, follower.guid), (CONFIRM, DECLINE, OWN)
    good = {
        "follow_confirm": (CONFIRM, follow.guid),
        "follow_decline": (DECLINE, follow.guid),
        "follow_decline_off": (DECLINE, follow.guid),
        "follow_own": (OWN, follower.guid),
        "follow_off": (OWN, follower.guid),
    }
    tokens = {(purpose, guid): signer(purpose).sign(guid.hex) for purpose in purposes for guid in guids}
    tokens["forged"], tokens["bare"] = f"{follower.guid.hex}.x", follow.guid.hex

    for name, kept in good.items():
        for key, token in tokens.items():
            if key != kept:
                answers = [
                    getattr(client, verb)(reverse(f"partnerships:{name}", args=[token])) for verb in ("get", "post")
                ]
                assert "Dig wells" not in "".join(answer.content.decode() for answer in answers)
    after = Follow.objects.get()
    assert (after.pk, after.confirmed_at) == (follow.pk, None)


def test_pages_by_link_are_kept_by_nobody_and_tell_no_other_site(client):
    follow = FollowFactory(confirmed_at=None)

    paths = [path(follow) for path in (confirm_path, decline_path, decline_off_path)]
    paths += [path(follow.follower) for path in (own_path, off_path)]

    for path in [*paths, "/en/following/own/x/", "/en/following/decline/x/"]:
        answer = client.get(path)
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
        assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")


def test_the_own_page_shows_all_that_is_followed_and_ends_one_or_all(client):
    follower = FollowerFactory()
    wells = CommitmentFactory(title="Dig wells")
    mine = [
        FollowFactory(follower=follower, commitment=wells),
        FollowFactory(follower=follower, partnership=PartnershipFactory(title="Clean water")),
        FollowFactory(follower=follower, query="country=KZ", confirmed_at=None),
    ]
    other = FollowFactory(commitment=wells)
    type(mine[1].partnership).objects.update(publication_state="draft")
    page = client.get(own_path(follower))

    client.post(own_path(follower), {"end": str(other.guid)})
    client.post(own_path(follower), {"end": str(mine[0].guid)})
    left = set(follower.follows.all())
    refused = client.post(own_path(follower), {"end": "everything"})
    after = client.post(own_path(follower), {"end": "all"}, follow=True)

    assert [words for words in ("Dig wells", "Kazakhstan", "Not confirmed yet") if words not in page.text] == []
    assert "Clean water" not in page.text
    assert left == set(mine[1:])
    assert refused.status_code == 400
    assert "You follow nothing by mail" in after.text
    assert Follower.objects.get() == other.follower


def test_the_own_page_costs_as_many_queries_for_sixty_things_as_for_two(client, flat_queries):
    follower, numbers = FollowerFactory(), count()
    codes, goals = cycle(Region.objects.values_list("code", flat=True)), cycle(range(1, 18))

    def one_more():
        event, group = SessionFactory().event, Group.objects.create(name_en="People", slug=f"people-{next(numbers)}")
        named = f"organisation={OrganisationFactory().slug}&event={event.slug}&group={group.slug}"
        query = f"{named}&region={next(codes)}&goal={next(goals)}&goal={next(goals)}"
        FollowFactory(follower=follower, query=query)
        FollowFactory(follower=follower, partnership=PartnershipFactory())

    flat_queries(one_more, client.get, own_path(follower), at_most=15)

    assert "not public any more" not in client.get(own_path(follower)).text


def test_of_many_registers_one_whose_filter_names_a_former_address_means_the_present_one(client):
    owner = OrganisationFactory(name="Fund of Water", slug="fund")
    follower = FollowFactory(query="organisation=fund").follower
    FollowFactory(follower=follower, query=f"organisation={OrganisationFactory(name='Water agency').slug}")
    owner.slug = "fund-of-water"
    owner.save()

    page = client.get(own_path(follower)).text

    assert [
        words for words in ("Fund of Water", "Water agency", "?organisation=fund-of-water") if words not in page
    ] == []


def headers_of(message):
    """The headers of a mail as its reader's program gets them."""
    return message_from_bytes(message.message().as_bytes(), policy=default)


def one_click_in(message):
    """The path to which the mail program sends its one click."""
    return headers_of(message)["List-Unsubscribe"].strip().removeprefix("<http://testserver").removesuffix(">")


@pytest.mark.parametrize("about", ["a wish", "a digest"])
def test_one_click_of_the_mail_program_ends_what_the_mail_is_about_without_cookie_or_token(about):
    asked = FollowFactory(confirmed_at=None)
    confirmed = FollowFactory(follower=asked.follower, query="goal=6")
    message = message_about(asked) if about == "a wish" else digest(asked.follower, [])
    address, program = one_click_in(message), Client(enforce_csrf_checks=True)

    opened = program.get(address)
    still = Follow.objects.count()
    clicks = [program.post(address, ONE_CLICK) for _ in range(2)]

    assert headers_of(message)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (opened.status_code, opened.url, still) == (302, address.removesuffix("off/"), 2)
    assert [answer.status_code for answer in clicks] == [200, 200]
    assert list(Follow.objects.all()) == ([confirmed] if about == "a wish" else [])
    assert Follower.objects.exists() is (about == "a wish")
    assert not program.cookies


def test_what_a_stranger_can_have_sent_leads_to_the_end_of_one_thing_and_not_of_all(client):
    waiting = FollowFactory(confirmed_at=None, commitment=CommitmentFactory(title="Dig wells"))
    confirmed = FollowFactory(follower=waiting.follower)
    asked, known = message_about(waiting), message_about(confirmed)

    page = client.get(decline_path(waiting))
    unread = Follow.objects.count()
    after = client.post(decline_path(waiting), follow=True)

    assert [own_path(waiting.follower) in one.body for one in (asked, known)] == [False, False]
    assert [decline_path(follow) in one.body for follow, one in ((waiting, asked), (confirmed, known))] == [True, True]
    assert headers_of(known)["List-Unsubscribe"] is None
    assert ("Dig wells" in page.text, "End this" in page.text, unread) == (True, True, 2)
    assert (after.status_code, "You do not follow this" in after.text) == (200, True)
    assert Follow.objects.get() == confirmed


def test_what_was_withdrawn_is_declined_without_being_shown_and_the_last_takes_the_address_along(client):
    follow = FollowFactory(confirmed_at=None, commitment=CommitmentFactory(title="Dig wells"))
    type(follow.commitment).objects.update(publication_state="draft")

    page = client.get(decline_path(follow))
    client.post(decline_path(follow))

    assert ("End this" in page.text, "Dig wells" in page.text) == (True, False)
    assert not Follower.objects.exists()


def test_a_register_whose_filter_names_what_was_withdrawn_says_so_and_shows_nothing(client):
    owner = OrganisationFactory(name="Fund of Water", slug="fund")
    follow = FollowFactory(query="organisation=fund")
    type(owner).objects.update(publication_state="draft")

    page = client.get(own_path(follow.follower)).text

    assert not Register(follow.query).is_valid
    assert "not public any more" in page
    assert "Fund of Water" not in page


def pages_of(follow):
    """The list of followers, the page of this one, and that of the commitment it follows."""
    return [
        reverse("admin:partnerships_follower_changelist"),
        reverse("admin:partnerships_follower_change", args=[follow.follower.pk]),
        reverse("admin:partnerships_commitment_change", args=[follow.commitment.pk]),
    ]


def test_staff_who_may_not_view_followers_see_how_many_there_are_and_not_who(client, staff_who_may):
    follow = FollowFactory(commitment=CommitmentFactory(), follower__email="secret@example.org")
    FollowFactory(commitment=follow.commitment, confirmed_at=None)
    client.force_login(staff_who_may("view_commitment", "delete_commitment"))

    listed, page, counted = (client.get(address) for address in pages_of(follow))
    deleting = client.get(reverse("admin:partnerships_commitment_delete", args=[follow.commitment.pk]))

    assert (listed.status_code, page.status_code) == (403, 403)
    assert '<div class="readonly">1</div>' in counted.text
    assert [one for one in (counted, deleting) if "secret@" in one.text] == []


def test_staff_who_may_view_followers_see_what_they_follow_and_edit_nothing(client, staff_who_may):
    follow = FollowFactory(commitment=CommitmentFactory(title="Dig wells"), follower__email="secret@example.org")
    FollowFactory(follower=follow.follower, query="country=KZ", confirmed_at=None)
    client.force_login(staff_who_may("view_follower", "change_follower", "delete_follower"))
    listed, page, _commitment = pages_of(follow)

    shown = client.get(listed).text + client.get(page).text
    changed = client.post(page, {"email": "other@example.org"})
    client.post(page.replace("change", "delete"), {"post": "yes"})

    assert [words for words in ("secret@example.org", "Dig wells", "?country=KZ") if words not in shown] == []
    assert changed.status_code == 403
    assert not Follow.objects.exists()
    assert not LogEntry.objects.filter(object_repr__contains="secret").exists()
