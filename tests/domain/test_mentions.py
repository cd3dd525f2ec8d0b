"""Slack's markup, taken apart and put together again."""

import pytest
from hypothesis import given

from bot.domain.ids import ChannelId, UserId
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    LinkToken,
    TextToken,
    Token,
    UserMention,
    escape,
    find_mentioned_users,
    parse_markup,
    unescape,
    write_markup,
)
from tests.domain.commands.typing import anything, everything, tokens_of_slack

DESIGN = ChannelId("C1")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("<@U1>", UserMention(UserId("U1"))),
        ("<@U1|maya>", UserMention(UserId("U1"))),
        ("<@W1ENTERPRISE>", UserMention(UserId("W1ENTERPRISE"))),
        ("<#C1>", ChannelMention(DESIGN)),
        ("<#C1|>", ChannelMention(DESIGN)),
        ("<#C1|design>", ChannelMention(DESIGN, "design")),
        ("<#G1|private>", ChannelMention(ChannelId("G1"), "private")),
        ("<!subteam^S1>", GroupMention("S1")),
        ("<!subteam^S1|@backend>", GroupMention("S1", "backend")),
        ("<!subteam^S1|backend>", GroupMention("S1", "backend")),
        ("<!here>", Broadcast("here")),
        ("<!here|here>", Broadcast("here")),
        ("<!channel>", Broadcast("channel")),
        ("<!everyone>", Broadcast("everyone")),
        ("<https://a.example/?a=1&amp;b=2>", LinkToken("https://a.example/?a=1&b=2")),
        (
            "<https://evil.example|https://bank.example>",
            LinkToken("https://evil.example", "https://bank.example"),
        ),
        ("<mailto:a@b.example|a@b.example>", LinkToken("mailto:a@b.example", "a@b.example")),
        ("&lt;!channel&gt;", TextToken("<!channel>")),
        ("&amp;lt;", TextToken("&lt;")),
        ("<!date^1^{date}|then>", TextToken("<!date^1^{date}|then>")),
        ("<!subteam^>", TextToken("<!subteam^>")),
        ("<@>", TextToken("<@>")),
        ("<@u1>", TextToken("<@u1>")),
        ("<javascript:alert(1)|bank>", TextToken("<javascript:alert(1)|bank>")),
        ("< @U1>", TextToken("< @U1>")),
        ("<@U1", TextToken("<@U1")),
    ],
)
def test_each_form_is_one_token(text: str, token: Token) -> None:
    assert parse_markup(text) == (token,)


def test_text_and_references_alternate() -> None:
    assert parse_markup("a <@U1|x>&amp;<#C1|d> b") == (
        TextToken("a "),
        UserMention(UserId("U1")),
        TextToken("&"),
        ChannelMention(DESIGN, "d"),
        TextToken(" b"),
    )


def test_mentioned_users_are_unique_and_in_order() -> None:
    assert find_mentioned_users("<@U2> and <@U1|x>, <@U2> &lt;@U3&gt;") == ("U2", "U1")


@given(anything)
def test_escaped_text_has_no_active_markup(text: str) -> None:
    assert parse_markup(escape(text)) == ((TextToken(text),) if text else ())
    assert unescape(escape(text)) == text


@given(tokens_of_slack)
def test_written_tokens_are_parsed_again(parts: list[Token]) -> None:
    expected: list[Token] = []
    for part in parts:
        if expected and isinstance(part, TextToken) and isinstance(expected[-1], TextToken):
            expected[-1] = TextToken(expected[-1].text + part.text)
        else:
            expected.append(part)
    assert parse_markup(write_markup(parts)) == tuple(expected)


@given(everything)
def test_any_text_means_the_same_after_a_round_trip(text: str) -> None:
    parts = parse_markup(text)
    assert parse_markup(write_markup(parts)) == parts
    assert write_markup(parse_markup(write_markup(parts))) == write_markup(parts)
