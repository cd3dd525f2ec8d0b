"""What a reader may read: every row of the rules."""

import pytest
from msgspec.structs import replace

from bot.domain.ids import ChannelId, UserId
from bot.domain.scopes import (
    NO_LED_USERS,
    ChannelScope,
    ChannelsScope,
    CircleScope,
    GivenScope,
    HistoryReader,
    LedUsers,
    ReceivedScope,
    RequestedChannel,
    Scope,
    ScopeRefusal,
    decide_channel_scope,
    decide_user_scope,
    make_reader,
)
from bot.domain.user import User
from bot.domain.visibility import (
    ChannelKind,
)

ANA, LI, MAYA = UserId("U_ANA"), UserId("U_LI"), UserId("U_MAYA")
DESIGN, SECRET = ChannelId("C1"), ChannelId("C_SECRET")

MEMBER, GUEST = HistoryReader(ANA), HistoryReader(ANA, is_guest=True)
FOREIGN = HistoryReader(ANA, is_foreign=True)
PUBLIC, PRIVATE, DIRECT = ChannelKind.PUBLIC, ChannelKind.PRIVATE, ChannelKind.DIRECT


CARE = LedUsers(frozenset({MAYA, LI, ANA}), frozenset({SECRET}))


@pytest.mark.parametrize("asker", [MEMBER, GUEST])
def test_users_may_read_all_about_themselves(asker: HistoryReader) -> None:
    assert decide_user_scope(asker, [ANA], given=False) == ReceivedScope(ANA)
    assert decide_user_scope(asker, [ANA], given=True) == GivenScope(ANA)


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("asker", [MEMBER, GUEST])
def test_member_may_not_read_about_another_user(asker: HistoryReader, given: bool) -> None:
    assert decide_user_scope(asker, [MAYA], given=given) is ScopeRefusal.PERSON


@pytest.mark.parametrize("asker", [MEMBER, GUEST])
def test_own_history_can_be_narrowed_by_counterparts(asker: HistoryReader) -> None:
    assert decide_user_scope(asker, [ANA], given=True, counterparts=[MAYA]) == GivenScope(
        ANA, frozenset({MAYA})
    )
    assert decide_user_scope(asker, [ANA], given=False, counterparts=[MAYA]) == ReceivedScope(
        ANA, frozenset({MAYA})
    )


@pytest.mark.parametrize("given", [True, False])
def test_history_between_others_is_refused(given: bool) -> None:
    lead = LedUsers(users=frozenset({MAYA, LI}))
    for users in ([MAYA], [MAYA, LI], []):
        refused = decide_user_scope(MEMBER, users, given=given, counterparts=[LI], care=lead)
        assert refused is ScopeRefusal.PERSON
    assert decide_user_scope(MEMBER, [ANA, MAYA], given=given, counterparts=[LI]) is ScopeRefusal.PERSON


@pytest.mark.parametrize("person", ["U_ANA", "U_MAYA"])
def test_foreign_users_may_not_ask_about_users(person: UserId) -> None:
    assert decide_user_scope(FOREIGN, [person], given=False) is ScopeRefusal.FOREIGN


@pytest.mark.parametrize(
    ("asker", "kind", "is_member", "answer"),
    [
        (MEMBER, PUBLIC, True, ChannelScope(DESIGN)),
        (MEMBER, PUBLIC, False, ChannelScope(DESIGN)),
        (MEMBER, PRIVATE, True, ChannelScope(DESIGN)),
        (MEMBER, PRIVATE, False, ScopeRefusal.CHANNEL),
        (MEMBER, DIRECT, True, ScopeRefusal.CHANNEL),
        (MEMBER, DIRECT, False, ScopeRefusal.CHANNEL),
        (GUEST, PUBLIC, True, ChannelScope(DESIGN)),
        (GUEST, PUBLIC, False, ScopeRefusal.CHANNEL),
        (GUEST, PRIVATE, True, ChannelScope(DESIGN)),
        (GUEST, PRIVATE, False, ScopeRefusal.CHANNEL),
        (GUEST, DIRECT, True, ScopeRefusal.CHANNEL),
        (FOREIGN, PUBLIC, True, ScopeRefusal.FOREIGN),
        (FOREIGN, PUBLIC, False, ScopeRefusal.FOREIGN),
        (FOREIGN, PRIVATE, True, ScopeRefusal.FOREIGN),
    ],
)
def test_channel_scope_needs_membership_or_a_public_channel(
    asker: HistoryReader, kind: ChannelKind, is_member: bool, answer: Scope | ScopeRefusal
) -> None:
    assert decide_channel_scope(asker, [RequestedChannel(DESIGN, kind, is_member)]) == answer


def test_several_channels_need_access_to_each() -> None:
    mine, open_to_all = (
        RequestedChannel(DESIGN, PRIVATE, is_member=True),
        RequestedChannel(ChannelId("C2"), PUBLIC, is_member=False),
    )
    closed = RequestedChannel(ChannelId("C3"), PRIVATE, is_member=False)
    assert decide_channel_scope(MEMBER, [mine, open_to_all]) == ChannelsScope(
        frozenset({DESIGN, ChannelId("C2")})
    )
    assert decide_channel_scope(MEMBER, [mine, mine]) == ChannelScope(DESIGN)
    for reader, asked in [
        (MEMBER, [mine, closed]),
        (MEMBER, [closed]),
        (GUEST, [mine, open_to_all]),
        (MEMBER, []),
    ]:
        assert decide_channel_scope(reader, asked) is ScopeRefusal.CHANNEL
    assert decide_channel_scope(FOREIGN, [mine, closed]) is ScopeRefusal.FOREIGN


@pytest.mark.parametrize("given", [True, False])
def test_lead_may_read_about_their_circle(given: bool) -> None:
    scope = CircleScope(frozenset({MAYA}), frozenset({SECRET}), given)
    assert decide_user_scope(MEMBER, [MAYA], given=given, care=CARE) == scope
    assert decide_user_scope(MEMBER, [UserId("U_TOM")], given=given, care=CARE) is ScopeRefusal.PERSON


def test_own_history_of_a_lead_is_unchanged() -> None:
    assert decide_user_scope(MEMBER, [ANA], given=False, care=CARE) == ReceivedScope(ANA)


@pytest.mark.parametrize(
    ("circle", "people"),
    [
        ({"U_MAYA", "U_LI"}, {"U_MAYA", "U_LI"}),
        ({"U_MAYA", "U_TOM"}, {"U_MAYA"}),
        ({"U_MAYA", "U_ANA"}, {"U_MAYA"}),
    ],
)
def test_circle_scope_holds_only_led_users_without_the_reader(
    circle: set[UserId], people: set[UserId]
) -> None:
    scope = decide_user_scope(MEMBER, [], circle, given=False, care=CARE)
    assert scope == CircleScope(frozenset(people), frozenset({SECRET}), is_given=False)


@pytest.mark.parametrize(
    ("asker", "circle", "care", "answer"),
    [
        (MEMBER, {"U_TOM"}, CARE, ScopeRefusal.PERSON),
        (MEMBER, {"U_ANA"}, CARE, ScopeRefusal.PERSON),
        (MEMBER, set[str](), CARE, ScopeRefusal.PERSON),
        (MEMBER, {"U_MAYA"}, NO_LED_USERS, ScopeRefusal.PERSON),
        (MEMBER, {"U_MAYA"}, replace(CARE, is_on=False), ScopeRefusal.PERSON),
        (GUEST, {"U_MAYA"}, CARE, ScopeRefusal.PERSON),
        (FOREIGN, {"U_MAYA"}, CARE, ScopeRefusal.FOREIGN),
    ],
)
def test_circle_is_refused_to_all_but_its_leads(
    asker: HistoryReader, circle: set[UserId], care: LedUsers, answer: ScopeRefusal
) -> None:
    assert decide_user_scope(asker, [], circle, given=False, care=care) is answer
    for user in circle - {UserId(asker.id)}:
        assert decide_user_scope(asker, [user], given=True, care=care) is answer


@pytest.mark.parametrize(
    ("named", "circle", "answer"),
    [
        ({"U_MAYA", "U_LI"}, set[str](), {"U_MAYA", "U_LI"}),
        ({"U_MAYA"}, {"U_LI", "U_TOM", "U_ANA"}, {"U_MAYA", "U_LI"}),
        ({"U_MAYA"}, {"U_TOM"}, {"U_MAYA"}),
        # Who is named has to be in one's care; of a circle they see those who are.
        ({"U_MAYA", "U_TOM"}, set[str](), ScopeRefusal.PERSON),
        ({"U_TOM"}, {"U_MAYA"}, ScopeRefusal.PERSON),
        ({"U_ANA", "U_MAYA"}, set[str](), ScopeRefusal.ONESELF),
        ({"U_ANA", "U_TOM"}, set[str](), ScopeRefusal.ONESELF),
        ({"U_ANA"}, {"U_MAYA"}, ScopeRefusal.ONESELF),
        (set[str](), set[str](), ScopeRefusal.PERSON),
    ],
)
def test_scope_of_several_users(
    named: set[UserId], circle: set[UserId], answer: set[UserId] | ScopeRefusal
) -> None:
    found = decide_user_scope(MEMBER, named, circle, given=False, care=CARE)
    if isinstance(answer, ScopeRefusal):
        assert found is answer
    else:
        assert found == CircleScope(frozenset(answer), frozenset({SECRET}), is_given=False)


def test_refusal_does_not_reveal_the_circle() -> None:
    for named in (
        {MAYA, LI},
        {MAYA, UserId("U_NOBODY")},
        {UserId("U_NOBODY")},
    ):
        assert decide_user_scope(MEMBER, named, given=False) is ScopeRefusal.PERSON
        assert decide_user_scope(FOREIGN, named, given=False, care=CARE) is ScopeRefusal.FOREIGN


@pytest.mark.parametrize(
    ("user", "is_guest", "is_foreign"),
    [
        (User(ANA), False, False),
        (User(ANA, is_guest=True), True, False),
        (User(ANA, is_unknown=True), True, False),
        (User(ANA, is_deactivated=True), True, False),
        (User(ANA, is_foreign=True), False, True),
    ],
)
def test_unknown_and_deactivated_users_read_like_guests(user: User, is_guest: bool, is_foreign: bool) -> None:
    assert make_reader(user) == HistoryReader(ANA, is_guest, is_foreign)
