"""What a reader sees of a recognition, by scope."""

from datetime import UTC, datetime

import pytest

from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.recognition import Comment, RecognitionView, Reply, Source
from bot.domain.scopes import (
    ChannelScope,
    ChannelsScope,
    CircleScope,
    EndorsedScope,
    GivenScope,
    ReceivedScope,
    Scope,
)
from bot.domain.user import User, make_unknown_user
from bot.domain.view_rules import (
    is_private_view,
    must_be_member_to_open,
    select_comments,
    select_replies,
)
from bot.domain.visibility import Visibility

DESIGN = ChannelId("C1")

ANA, LI, MAYA = UserId("UANA"), UserId("ULI"), UserId("UMAYA")
PUBLIC, PRIVATE = Visibility.PUBLIC, Visibility.PRIVATE
CIRCLE = CircleScope(frozenset({MAYA}), frozenset(), is_given=False)
COMMENTS = (Comment(ANA, "by its giver"), Comment(LI, "by somebody else"))
REPLIES = tuple(Reply(user, "thank you", datetime(2026, 11, 25, tzinfo=UTC)) for user in (LI, MAYA))


@pytest.mark.parametrize(
    ("scope", "recipients", "is_private"),
    [
        (ReceivedScope(MAYA), {MAYA: PRIVATE, LI: PUBLIC}, True),
        (ReceivedScope(LI), {MAYA: PRIVATE, LI: PUBLIC}, False),
        (GivenScope(ANA), {MAYA: PRIVATE, LI: PUBLIC}, False),
        (GivenScope(ANA), {MAYA: PRIVATE, LI: PRIVATE}, True),
        (CIRCLE, {MAYA: PRIVATE}, True),
        (CIRCLE, {MAYA: PUBLIC}, False),
        (EndorsedScope(LI), {MAYA: PUBLIC}, False),
        (ChannelScope(DESIGN), {MAYA: PUBLIC}, False),
        (ChannelsScope(frozenset({DESIGN})), {MAYA: PUBLIC}, False),
    ],
)
def test_view_of_giver_and_reader_alone_is_private(
    scope: Scope, recipients: dict[UserId, Visibility], is_private: bool
) -> None:
    assert is_private_view(scope, recipients) is is_private


@pytest.mark.parametrize(
    ("scope", "seen", "authors"),
    [
        (ReceivedScope(MAYA), PUBLIC, [ANA, LI]),
        (ReceivedScope(MAYA), PRIVATE, [ANA]),
        (GivenScope(ANA), PRIVATE, [ANA]),
        (GivenScope(LI), PRIVATE, [LI]),
        (CIRCLE, PRIVATE, []),
        (ChannelScope(DESIGN), PUBLIC, [ANA, LI]),
    ],
)
def test_comments_made_in_a_channel_stay_there(scope: Scope, seen: Visibility, authors: list[str]) -> None:
    found = select_comments(scope, COMMENTS, [ANA], {MAYA: seen})
    assert [comment.user for comment in found] == authors


@pytest.mark.parametrize(
    ("scope", "authors"),
    [
        (GivenScope(ANA), [LI, MAYA]),
        (ReceivedScope(MAYA), [MAYA]),
        (EndorsedScope(LI), []),
        (CIRCLE, []),
        (ChannelScope(DESIGN), []),
        (ChannelsScope(frozenset({DESIGN})), []),
    ],
)
def test_replies_are_for_givers_and_their_author(scope: Scope, authors: list[str]) -> None:
    assert [reply.by for reply in select_replies(scope, REPLIES)] == authors


@pytest.mark.parametrize(
    ("reader", "is_open", "must_be_member"),
    [
        (User(ANA), True, False),
        (User(ANA), False, True),
        (User(ANA, is_guest=True), True, True),
        (User(ANA, is_foreign=True), True, True),
        (make_unknown_user(ANA), True, True),
    ],
)
def test_only_full_members_open_public_messages_without_membership(
    reader: User, *, is_open: bool, must_be_member: bool
) -> None:
    recognition = RecognitionView(
        id=RecognitionId("1"),
        source=Source.COMMAND,
        channel=DESIGN,
        text="thanks",
        givers=(LI,),
        recipients=(MAYA,),
        values=(),
        endorsers=(),
        permalink="https://brightside.slack.com/archives/C1/p1",
        is_private=False,
        created_at=datetime(2026, 11, 25, tzinfo=UTC),
        is_open=is_open,
    )
    assert must_be_member_to_open(reader, recognition) is must_be_member
