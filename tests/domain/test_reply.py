"""What can be said back."""

import pytest

from bot.domain.reply import MAX_REPLY_LENGTH, ReplyRefusal, decide_reply


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", ReplyRefusal.NO_TEXT),
        ("x" * (MAX_REPLY_LENGTH + 1), ReplyRefusal.TEXT_TOO_LONG),
        ("x" * MAX_REPLY_LENGTH, None),
        ("❤️", None),
    ],
)
def test_reply_length_is_limited(words: str, why: ReplyRefusal | None) -> None:
    assert decide_reply(words) is why
