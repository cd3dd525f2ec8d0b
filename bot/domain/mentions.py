"""Slack's text markup: people, groups, channels and links inside what a user typed.

With `should_escape: true` a slash command's text arrives as in a message: `<@U1|maya>`, `<#C1|design>`,
`<!subteam^S1|@backend>`, `<!here>`, `<https://…>`, and `&amp; &lt; &gt;` for the three characters that
markup is made of (https://docs.slack.dev/messaging/formatting-message-text).
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from bot.domain.ids import ChannelId, UserId


class TextToken(Struct, frozen=True):
    """Literal characters, unescaped."""

    text: str


class UserMention(Struct, frozen=True):
    """A user, by user id."""

    id: UserId


class GroupMention(Struct, frozen=True):
    """A user group, by id, with its handle (no `@`) where Slack sent one."""

    id: str
    handle: str = ""


class ChannelMention(Struct, frozen=True):
    """A channel, by id, with its name (no `#`) where Slack sent one."""

    id: ChannelId
    name: str = ""


class WholeChannel(ChannelMention, frozen=True):
    """A channel whose members are thanked; in Slack's markup, it is like any mention of a channel."""


class Broadcast(Struct, frozen=True):
    """`@here`, `@channel` or `@everyone`: names no one, and must never ping when shown again."""

    name: str


class LinkToken(Struct, frozen=True):
    """A web or mail address, with the label it was shown under, if another."""

    url: str
    label: str = ""


Token = TextToken | UserMention | GroupMention | ChannelMention | Broadcast | LinkToken
Name = UserMention | GroupMention | WholeChannel
"""A mention of somebody who can be thanked."""

_MARKUP = re.compile(
    r"<(?:"
    r"@(?P<person>[UW][A-Z0-9]*)(?:\|[^<>]*)?"
    r"|\#(?P<channel>[CGD][A-Z0-9]*)(?:\|(?P<channel_name>[^<>]*))?"
    r"|!subteam\^(?P<group>S[A-Z0-9]*)(?:\|@?(?P<handle>[^<>]*))?"
    r"|!(?P<broadcast>here|channel|everyone)(?:\|[^<>]*)?"
    r"|(?P<url>(?:https?|mailto|tel):[^<>|\s]+)(?:\|(?P<label>[^<>]*))?"
    r")>"
)


def escape(text: str) -> str:
    """Escape literal characters for markup: nothing in the result can become a mention."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def unescape(text: str) -> str:
    """Return the reverse of `escape`."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def parse_markup(markup: str) -> tuple[Token, ...]:
    """Split markup into literal text and references. What is no known reference stays literal text."""
    if "<" not in markup:
        return (TextToken(unescape(markup)),) if markup else ()
    found: list[Token] = []
    end = 0
    for match in _MARKUP.finditer(markup):
        if match.start() > end:
            found.append(TextToken(unescape(markup[end : match.start()])))
        found.append(_parse_reference(match))
        end = match.end()
    if end < len(markup):
        found.append(TextToken(unescape(markup[end:])))
    return tuple(found)


def _parse_reference(match: re.Match[str]) -> Token:
    if user_id := match["person"]:
        return UserMention(UserId(user_id))
    if channel_id := match["channel"]:
        return ChannelMention(ChannelId(channel_id), unescape(match["channel_name"] or ""))
    if group_id := match["group"]:
        return GroupMention(group_id, unescape(match["handle"] or ""))
    if broadcast := match["broadcast"]:
        return Broadcast(broadcast)
    return LinkToken(unescape(match["url"]), unescape(match["label"] or ""))


def write_markup(parts: Iterable[Token]) -> str:
    """Return the reverse of `parse_markup`."""
    return "".join(_write_token(part) for part in parts)


def _write_token(part: Token) -> str:
    match part:
        case TextToken(text):
            return escape(text)
        case UserMention(id):
            return f"<@{id}>"
        case GroupMention(id, handle):
            return f"<!subteam^{id}|@{escape(handle)}>" if handle else f"<!subteam^{id}>"
        case ChannelMention(id, name):
            return f"<#{id}|{escape(name)}>" if name else f"<#{id}>"
        case Broadcast(name):
            return f"<!{name}>"
        case LinkToken(url, label):
            return f"<{escape(url)}|{escape(label)}>" if label else f"<{escape(url)}>"


def find_mentioned_users(markup_text: str) -> tuple[UserId, ...]:
    """Return the ids of the users mentioned, each once, in order."""
    if "<@" not in markup_text:
        return ()
    found = (match["person"] for match in _MARKUP.finditer(markup_text))
    return tuple(dict.fromkeys(UserId(user_id) for user_id in found if user_id))
