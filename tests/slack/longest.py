"""Examples at their longest: texts, names and numbers of users."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from bot.domain.circle import Circle
from bot.domain.credit import MAX_CREDIT_TEXT, MAX_CREDITS
from bot.domain.endorsement import MAX_COMMENT_LENGTH
from bot.domain.ids import UserId
from bot.domain.message_text import MAX_TEXT_LENGTH
from bot.domain.recognition import MAX_RECIPIENTS, Comment, Credit, RecognitionView, Reply
from bot.domain.reply import MAX_REPLY_LENGTH
from bot.domain.user import ERASED
from bot.domain.value_changes import MAX_DESCRIPTION_LENGTH, MAX_NAME_LENGTH
from bot.domain.values import Value, Values

CROWD = tuple(UserId(f"U0{n:09}") for n in range(MAX_RECIPIENTS))
VOICES = CROWD[:20]
NAME = "山田太郎さん" * 13
"""A display name of almost 80 characters, as many as Slack allows."""


class LongNames(dict[str, str]):
    """A long name for every user id."""

    def __missing__(self, user: str) -> str:
        return f"{NAME}{user[-2:]}"

    def get(self, user: str, _: Any = None) -> str:
        return self[user]


def lengthen(example: Any, letters: str) -> Any:
    """Return the example at its longest, with texts of these letters."""
    match example:
        case RecognitionView():
            return _recognition(example, letters)
        case Value():
            return replace(
                example,
                name=(letters * MAX_NAME_LENGTH)[:MAX_NAME_LENGTH],
                description=(letters * MAX_DESCRIPTION_LENGTH)[:MAX_DESCRIPTION_LENGTH],
            )
        case Values():
            return Values(lengthen(value, letters) for value in example.all)
        case Circle():
            return replace(example, name=(letters * 80)[:80], members=CROWD, leads=CROWD[:5])
        case Reply():
            return replace(example, text=words(letters, MAX_REPLY_LENGTH))
        case tuple() if type(example) is tuple:
            return tuple(lengthen(item, letters) for item in example)
        case dict() if example and all(isinstance(item, str) for item in (*example, *example.values())):
            return LongNames() if _is_of_people(example) else example
        case Struct():
            return _struct(example, letters)
        case _:
            return example


def words(letters: str, most: int) -> str:
    """Return as many of these letters as make `most` characters, as Slack markup."""
    markup = letters.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return markup * (most // len(letters))


def _recognition(recognition: RecognitionView, letters: str) -> RecognitionView:
    is_emoji = not recognition.text
    return replace(
        recognition,
        text="" if is_emoji else words(letters, MAX_TEXT_LENGTH),
        givers=(*recognition.givers, *CROWD[:25]) if is_emoji else recognition.givers,
        recipients=tuple(dict.fromkeys([*recognition.recipients, *CROWD]))[:MAX_RECIPIENTS],
        endorsers=tuple(dict.fromkeys([*recognition.endorsers, *VOICES])),
        comments=tuple(Comment(user, words(letters, MAX_COMMENT_LENGTH)) for user in VOICES),
        credits=tuple(
            Credit(CROWD[0], user, words(letters, MAX_CREDIT_TEXT)) for user in CROWD[1 : MAX_CREDITS + 1]
        ),
        replies=tuple(
            Reply(user, words(letters, MAX_REPLY_LENGTH), recognition.created_at) for user in CROWD
        ),
    )


def _struct(example: Struct, letters: str) -> Struct:
    changed: dict[str, Any] = {}
    for name, value in asdict(example).items():
        if name in ("text", "reason") and type(value) is str and value:
            changed[name] = words(letters, 1_000)
        else:
            changed[name] = lengthen(value, letters)
    return replace(example, **changed)


def _is_of_people(names: Mapping[str, str]) -> bool:
    return all(key.startswith("U") or key == ERASED for key in names)
