"""Slack's markup, taken apart and put together again."""

import pytest
from hypothesis import given

from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    Link,
    PersonMention,
    Text,
    Token,
    escape,
    markup,
    people,
    tokens,
    unescape,
)
from tests.domain.typing import anything, everything, tokens_of_slack


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("<@U1>", PersonMention("U1")),
        ("<@U1|maya>", PersonMention("U1")),
        ("<@W1ENTERPRISE>", PersonMention("W1ENTERPRISE")),
        ("<#C1>", ChannelMention("C1")),
        ("<#C1|>", ChannelMention("C1")),
        ("<#C1|design>", ChannelMention("C1", "design")),
        ("<#G1|private>", ChannelMention("G1", "private")),
        ("<!subteam^S1>", GroupMention("S1")),
        ("<!subteam^S1|@backend>", GroupMention("S1", "backend")),
        ("<!subteam^S1|backend>", GroupMention("S1", "backend")),
        ("<!here>", Broadcast("here")),
        ("<!here|here>", Broadcast("here")),
        ("<!channel>", Broadcast("channel")),
        ("<!everyone>", Broadcast("everyone")),
        ("<https://a.example/?a=1&amp;b=2>", Link("https://a.example/?a=1&b=2")),
        ("<https://evil.example|https://bank.example>", Link("https://evil.example", "https://bank.example")),
        ("<mailto:a@b.example|a@b.example>", Link("mailto:a@b.example", "a@b.example")),
        ("&lt;!channel&gt;", Text("<!channel>")),
        ("&amp;lt;", Text("&lt;")),
        ("<!date^1^{date}|then>", Text("<!date^1^{date}|then>")),
        ("<!subteam^>", Text("<!subteam^>")),
        ("<@>", Text("<@>")),
        ("<@u1>", Text("<@u1>")),
        ("<javascript:alert(1)|bank>", Text("<javascript:alert(1)|bank>")),
        ("< @U1>", Text("< @U1>")),
        ("<@U1", Text("<@U1")),
    ],
)
def test_each_form_is_one_token(text: str, token: Token) -> None:
    assert tokens(text) == (token,)


def test_text_and_references_alternate() -> None:
    assert tokens("a <@U1|x>&amp;<#C1|d> b") == (
        Text("a "),
        PersonMention("U1"),
        Text("&"),
        ChannelMention("C1", "d"),
        Text(" b"),
    )


def test_people_are_told_once_in_order() -> None:
    assert people("<@U2> and <@U1|x>, <@U2> &lt;@U3&gt;") == ("U2", "U1")


@given(anything)
def test_escaped_text_has_no_active_markup(text: str) -> None:
    assert tokens(escape(text)) == ((Text(text),) if text else ())
    assert unescape(escape(text)) == text


@given(tokens_of_slack)
def test_what_is_put_together_comes_apart_again(parts: list[Token]) -> None:
    expected: list[Token] = []
    for part in parts:
        if expected and isinstance(part, Text) and isinstance(expected[-1], Text):
            expected[-1] = Text(expected[-1].text + part.text)
        else:
            expected.append(part)
    assert tokens(markup(parts)) == tuple(expected)


@given(everything)
def test_any_text_means_the_same_after_a_round_trip(text: str) -> None:
    parts = tokens(text)
    assert tokens(markup(parts)) == parts
    assert markup(tokens(markup(parts))) == markup(parts)
