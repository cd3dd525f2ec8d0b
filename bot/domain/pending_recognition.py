"""A recognition that waits for its giver's answer to a question."""

import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum

from msgspec import Struct

from bot.domain.erasure import erase_mentions
from bot.domain.ids import NO_CHANNEL, ChannelId, UserId
from bot.domain.recognition import Source
from bot.domain.target_channel import StayReason
from bot.domain.team import Team
from bot.domain.user import ERASED
from bot.domain.visibility import ChannelKind

PENDING_LIFETIME = timedelta(days=1)
"""How long an unanswered question and its text are stored."""


class PendingQuestion(StrEnum):
    """What the giver is asked before anything is sent."""

    NAMES = "names"
    """The text mentions users that must not be named in the channel."""
    ANONYMOUS = "anonymous"
    """The giver asked for a recognition without their own name, which does not exist."""
    STEP = "step"
    """A workflow wrote it in the giver's name."""
    LENGTH = "length"
    """Nothing is asked: the words are too long, and wait for the form in which they are shortened."""


class PendingDecision(StrEnum):
    """What the giver answers."""

    POST = "post"
    WITHOUT_NAMES = "without-names"
    PRIVATELY = "privately"
    CANCEL = "cancel"


class PendingRecognition(Struct, frozen=True):
    """A recognition as it was typed, and what the answer to its giver says once it is recorded.

    It will be recorded with this `deduplication_key`, so that repeats and double clicks record it once.
    `users` are user ids with groups expanded, `text` is Slack markup, `values` are keys.
    """

    deduplication_key: str
    giver: UserId
    question: PendingQuestion
    users: tuple[UserId, ...]
    text: str
    values: tuple[str, ...]
    channel: ChannelId
    channel_kind: ChannelKind
    source: Source
    can_post: bool = True
    is_private: bool = False
    thread_ts: str = ""
    is_moved: bool = False
    """It goes to the channel that admins chose, not to the one in which it was typed."""
    stay_reason: StayReason | None = None
    """Why it does not go to the channel that admins chose."""
    near_values: tuple[tuple[str, str], ...] = ()
    """What was almost a value: as typed, and the key of the closest one."""
    unread_groups: bool = False
    unresolved_names: tuple[str, ...] = ()
    """Names that Slack made no mention of."""
    broadcast: str = ""
    """What was among the names for everyone in the channel."""
    teams: tuple[Team, ...] = ()
    """Those to be thanked as themselves: who is in them is looked up when the giver has answered."""
    typed_in: ChannelId = NO_CHANNEL
    """The channel in which it was typed, which may differ from where it goes."""
    unknown_value: str = ""
    """A name that a workflow gave as a value, but that no value of the workspace has."""
    fits_privately: bool = True
    """False if its teams have more members than can be thanked in private."""


_COMMON_WORDS: Mapping[str, str] = {
    "en": "the, and, to, for, with, of, thanks, thank, you, also, that, who, in, a, your, was, is",
    "de": "und, der, die, das, auch, an, für, mit, von, danke, dank, dass, bei, dem, den, dir, euch, hat",
    "fr": "et, le, la, les, à, pour, avec, merci, aussi, de, du, que, aux, ton, ta, une, est",
    "es": "y, el, los, para, por, con, gracias, también, del, que, al, una, tu, es, la",
    "pt": "e, o, os, para, por, com, obrigado, obrigada, também, do, da, que, ao, uma, você, não",
}
"""Frequent words by language, to guess the language of a text."""
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3041-\u30ff]")
_SOMEBODY = {
    "de": "jemand aus dem Team",
    "fr": "quelqu'un de l'équipe",
    "es": "alguien del equipo",
    "pt": "alguém da equipe",
    "ja": "チームの誰か",
}
"""What means a name that is not shown; in English it is "a colleague", as elsewhere."""


def hide_names(text: str, users: Collection[UserId]) -> str:
    """Return the text with "a colleague" for each mention of these users, in the text's language."""
    somebody = _SOMEBODY.get(_guess_language(text))
    for user in users:
        text = erase_mentions(text, user)
    return text.replace(f"<@{ERASED}>", somebody) if somebody else text


def _guess_language(text: str) -> str:
    """Return the language (ISO 639-1) with the most frequent words of a text; English in doubt."""
    if _KANA.search(text):
        return "ja"
    typed = _WORD.findall(text.casefold())
    counts = {tag: sum(word in words.split(", ") for word in typed) for tag, words in _COMMON_WORDS.items()}
    return max(counts, key=lambda tag: counts[tag])
