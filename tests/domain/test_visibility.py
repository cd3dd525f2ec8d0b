"""How widely recognitions are seen: every row of the rules."""

import pytest

from bot.domain.ids import UserId
from bot.domain.user import User, make_unknown_user
from bot.domain.visibility import (
    ChannelKind,
    ThanksPreference,
    Visibility,
    accepts_additions,
    allows_mentions,
    channel_visibility,
    given_visibility,
    is_open_to,
    may_find_by_name,
    must_be_member_to_post,
    must_share_channel_to_name,
    recipient_visibility,
    select_channel_recipients,
)

ANA = UserId("U_ANA")

PUBLIC, PRIVATE, DIRECT = ChannelKind.PUBLIC, ChannelKind.PRIVATE, ChannelKind.DIRECT


FULL_MEMBER, GUEST_USER, STRANGER = (
    User(UserId("UANA")),
    User(UserId("UTOM"), is_guest=True),
    User(UserId("UROSA"), is_foreign=True),
)
UNKNOWN_USER = make_unknown_user(UserId("UNEW"))


@pytest.mark.parametrize(
    ("kind", "seen"),
    [(PUBLIC, Visibility.PUBLIC), (PRIVATE, Visibility.CHANNEL), (DIRECT, Visibility.PRIVATE)],
)
def test_channel_kind_decides_the_widest_visibility(kind: ChannelKind, seen: Visibility) -> None:
    assert channel_visibility(kind) is seen


@pytest.mark.parametrize("given", list(Visibility))
def test_preference_only_narrows_the_visibility(given: Visibility) -> None:
    assert recipient_visibility(given, ThanksPreference.PUBLICLY) is given
    assert recipient_visibility(given, ThanksPreference.PRIVATELY) is Visibility.PRIVATE
    assert recipient_visibility(given, ThanksPreference.NEVER) is Visibility.PRIVATE
    assert Visibility.PRIVATE < Visibility.CHANNEL < Visibility.PUBLIC


@pytest.mark.parametrize(
    ("wishes", "spared"),
    [
        ([], True),
        ([ThanksPreference.PUBLICLY, ThanksPreference.PUBLICLY], True),
        ([ThanksPreference.PUBLICLY, ThanksPreference.PRIVATELY], False),
        ([ThanksPreference.NEVER], False),
    ],
)
def test_text_in_a_channel_may_mention_publicly_thanked_users_only(
    wishes: list[ThanksPreference], spared: bool
) -> None:
    assert allows_mentions(wishes) is spared


@pytest.mark.parametrize(
    ("recipients", "wishes", "takes"),
    [
        ({"UMAYA": Visibility.PUBLIC}, {}, True),
        ({"UMAYA": Visibility.PUBLIC}, {"UMAYA": ThanksPreference.PUBLICLY}, True),
        ({"UMAYA": Visibility.PUBLIC}, {"UMAYA": ThanksPreference.PRIVATELY}, False),
        ({"UMAYA": Visibility.CHANNEL}, {"UMAYA": ThanksPreference.PRIVATELY}, False),
        ({"UMAYA": Visibility.PRIVATE}, {"UMAYA": ThanksPreference.PRIVATELY}, True),
        ({"UMAYA": Visibility.PRIVATE}, {}, True),
        ({"UMAYA": Visibility.PRIVATE}, {"UMAYA": ThanksPreference.NEVER}, False),
        ({"UMAYA": Visibility.PUBLIC}, {"UMAYA": ThanksPreference.NEVER}, False),
        ({"UMAYA": Visibility.PUBLIC, "ULI": Visibility.PUBLIC}, {"UMAYA": ThanksPreference.NEVER}, False),
        (
            {"UMAYA": Visibility.PRIVATE, "ULI": Visibility.PUBLIC},
            {"UMAYA": ThanksPreference.PRIVATELY},
            True,
        ),
        ({}, {}, True),
    ],
)
def test_additions_need_recipients_who_still_accept_the_visibility(
    recipients: dict[UserId, Visibility], wishes: dict[UserId, ThanksPreference], takes: bool
) -> None:
    assert accepts_additions(recipients, wishes) is takes


def test_channel_sees_recipients_that_are_not_private() -> None:
    recipients = {
        UserId("UMAYA"): Visibility.PUBLIC,
        UserId("ULI"): Visibility.PRIVATE,
        GUEST_USER.id: Visibility.CHANNEL,
    }
    assert select_channel_recipients(recipients) == {"UMAYA": Visibility.PUBLIC, "UTOM": Visibility.CHANNEL}


@pytest.mark.parametrize("kind", ChannelKind)
def test_giving_privately_narrows_any_channel(kind: ChannelKind) -> None:
    assert given_visibility(kind, is_private=True) is Visibility.PRIVATE
    assert given_visibility(kind, is_private=False) is channel_visibility(kind)


@pytest.mark.parametrize(
    ("user", "kind", "is_open"),
    [
        (User(ANA), PUBLIC, True),
        (User(ANA), PRIVATE, False),
        (User(ANA), DIRECT, False),
        (User(ANA, is_guest=True), PUBLIC, False),
        (User(ANA, is_foreign=True), PUBLIC, False),
        (User(ANA, is_unknown=True), PUBLIC, False),
    ],
)
def test_only_public_channels_are_open_to_full_members(user: User, kind: ChannelKind, is_open: bool) -> None:
    assert is_open_to(user, kind) is is_open


@pytest.mark.parametrize(
    ("user", "kind", "must_be_member"),
    [
        (FULL_MEMBER, PUBLIC, False),
        (FULL_MEMBER, PRIVATE, True),
        (FULL_MEMBER, DIRECT, False),
        (GUEST_USER, PUBLIC, True),
        (GUEST_USER, PRIVATE, True),
        (GUEST_USER, DIRECT, False),
        (UNKNOWN_USER, PUBLIC, False),
    ],
)
def test_private_channels_and_guests_need_membership_to_post(
    user: User, kind: ChannelKind, *, must_be_member: bool
) -> None:
    assert must_be_member_to_post(user, kind) is must_be_member


def test_only_full_members_find_users_by_name_and_guests_only_in_their_channels() -> None:
    everyone = (FULL_MEMBER, GUEST_USER, STRANGER, UNKNOWN_USER)
    assert [user for user in everyone if may_find_by_name(user)] == [FULL_MEMBER]
    assert [user for user in everyone if must_share_channel_to_name(user)] == [GUEST_USER]
