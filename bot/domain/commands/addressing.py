"""What somebody says to the bot in a message of their own, as they would type it after a command's name."""

import re
from collections.abc import Sequence

from bot.domain.commands.giving import leading_people, names_somebody
from bot.domain.mentions import PersonMention, Text, Token, markup, tokens
from bot.domain.words import says_something

_CODE = re.compile(r"```.*?(?:```|$)|`[^`\n]*`", re.DOTALL)
_QUOTED = re.compile(r"^(?:&gt;|>).*$", re.MULTILINE)
_QUOTED_FIRST = re.compile(r"(?:\s*(?:&gt;|>)[^\n]*(?:\n|$))*")
_GREETING = re.compile(
    r"\s*(?:(?:hi|hiya|hey|hello|hallo|dear|good (?:morning|afternoon|evening)|ok|okay)"
    r"(?=[\s,.!:;–—]|$)[\s,.!:;–—-]*)+",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\s*(?P<quietly>quietly\s+)?"
    r"(?:(?:please\s+)?(?:thank(?!\s+you)|(?:say|give|send)\s+(?:(?:big|huge)\s+)?(?:thanks|kudos|props)\s+to)\s+)?"
    r"(?P<said>(?:(?:a\s+)?(?:big|huge|many|so\s+many|heartfelt)\s+)?"
    r"(?:thank\s*you|thanks|thx|kudos|props|shout-?\s?outs?|cheers|danke(?:\s+dir|\s+euch)?|vielen\s+dank)\b"
    r"(?:\s+(?:so\s+much|very\s+much|a\s+lot|a\s+million|again)\b)?)?"
    r"(?:\s+(?:to|an)\b)?\s*",
    re.IGNORECASE,
)
"""Thanks before the names of those who get them: "thanks @maya", "kudos to @li", "please thank @priya"."""
_TAG = re.compile(r"#\S+")
_AFTER_A_NAME = re.compile(r"[\s,.:;!–—-]*")
_SET_OFF = re.compile(r"[\s,;:–—/-]*(?:\b(?:cc|via|fyi)\b[\s,:]*)?$", re.IGNORECASE)
_WANTS_MORE = re.compile(
    r"\b(?:\w+ing|up|to|for|with|about|of|on|in|into|from|and|or|the|our|by|like|add)\s*$", re.IGNORECASE
)
"""Words after which a name belongs to the sentence: "thanks for setting up @Hearten"."""
_ONE_WORD = re.compile(r"\s*(\w+)[.!?]+\s*")


def speaks_of(text: str, bot: str) -> bool:
    """Whether a message mentions the bot (user id) in what its author says: quotes and code are no speech."""
    return any(_is(token, bot) for token in tokens(_QUOTED.sub("", _CODE.sub("", text))))


def addressed(text: str, bot: str) -> str | None:
    """What a message (Slack markup) says to the bot that it mentions; None where it only speaks of it.

    To begin with the bot's name, perhaps after a greeting, is to speak to it; so is to thank somebody and
    name the bot in the same breath. Its name is not a part of what is said, unless the sentence needs it.
    """
    quoted = _QUOTED_FIRST.match(text)
    parts = tokens(text[quoted.end() :] if quoted else text)
    first = next((at for at, token in enumerate(parts) if _is(token, bot)), None)
    if first is None:
        return None
    before, after = parts[:first], list(parts[first:])
    if _is_opening(before):
        while after and _is(after[0], bot):
            after = _after_a_name(after[1:])
        return said([*_without_greeting(before), *after])
    spoken = _without_last(parts, bot)
    return said(spoken) if _gives_thanks(spoken, at_its_end=len(spoken) < len(parts)) else None


def said(parts: str | Sequence[Token]) -> str:
    """Words to the bot as they stand after a command's name: people first, then what they are thanked for.

    `/kudos` needs nobody to write "thanks" before a name; whoever writes a sentence does.
    """
    given = _without_greeting(tokens(parts if isinstance(parts, str) else markup(parts)))
    whole = markup(given).strip()
    if one_word := _ONE_WORD.fullmatch(whole):
        return one_word[1]
    match = _THANKS.fullmatch(given[0].text) if given and isinstance(given[0], Text) else None
    end = leading_people(given[1:])
    if not match or not end:
        return whole
    people, rest = given[1 : end + 1], given[end + 1 :]
    quietly = [Text("quietly ")] if match["quietly"] else []
    thanks = [Text(match["said"] or "")] if says_something(_TAG.sub("", markup(rest))) else []
    return markup([*quietly, *people, Text(" "), *thanks, *rest]).strip()


def asks(text: str) -> bool:
    """Whether what is said to the bot (as `addressed` and `said` give it) is a question about people.

    "Who thanked @maya?" is no thanks to Maya. With her name first it would be.
    """
    return leading_people(tokens(text)) == 0 and text.rstrip().endswith("?")


def _is(token: Token, bot: str) -> bool:
    return isinstance(token, PersonMention) and token.id == bot


def _is_opening(before: Sequence[Token]) -> bool:
    """Whether nothing but a greeting or thanks stands here."""
    match _without_greeting(before):
        case []:
            return True
        case [Text(text)]:
            return bool(_THANKS.fullmatch(text))
        case _:
            return False


def _gives_thanks(parts: Sequence[Token], *, at_its_end: bool) -> bool:
    """Whether this thanks somebody: "thanks @maya for …", "@maya thanks for …".

    "Thanks for the review, @maya" may be the beginning of anything, and is taken for thanks only where the
    bot was named `at_its_end`.
    """
    opening = _THANKS.match(parts[0].text) if parts and isinstance(parts[0], Text) else None
    if opening and opening["said"]:
        is_before_names = opening.end() == len(opening.string) and leading_people(parts[1:]) > 0
        return is_before_names or (at_its_end and names_somebody(parts))
    end = leading_people(parts)
    follows = parts[end] if 0 < end < len(parts) else None
    after = _THANKS.match(follows.text.lstrip(" \t\n,:")) if isinstance(follows, Text) else None
    return bool(after and after["said"])


def _without_greeting(parts: Sequence[Token]) -> list[Token]:
    """The parts without a greeting, which is for the bot."""
    if not parts or not isinstance(parts[0], Text):
        return list(parts)
    text = parts[0].text
    greeted = _GREETING.match(text)
    left = text[greeted.end() :] if greeted else text
    return [*([Text(left)] if left.strip() else []), *parts[1:]]


def _after_a_name(parts: Sequence[Token]) -> list[Token]:
    """The parts without what sets them off from the bot's name before them."""
    if not parts or not isinstance(parts[0], Text):
        return list(parts)
    left = _AFTER_A_NAME.sub("", parts[0].text, count=1)
    return [*([Text(left)] if left else []), *parts[1:]]


def _without_last(parts: Sequence[Token], bot: str) -> list[Token]:
    """The parts without the bot's name among those named first, or set off at the end."""
    opening = [*parts[:1]] if isinstance(parts[0], Text) else []
    end = len(opening) + leading_people(parts[len(opening) :])
    kept: list[Token] = []
    for at, token in enumerate(parts):
        if at >= end or not _is(token, bot):
            kept.append(token)
        elif at > len(opening) and kept and isinstance(kept[-1], Text):
            kept.pop()
    *rest, last = kept
    if isinstance(last, Text) and rest and not re.search(r"\w", last.text):
        *rest, last = rest
    if not _is(last, bot):
        return kept
    sentence = rest[-1] if rest else None
    if not isinstance(sentence, Text):
        return rest
    if _WANTS_MORE.search(sentence.text):
        return kept
    left = _SET_OFF.sub("", sentence.text)
    return [*rest[:-1], *([Text(left)] if left else [])]
