"""What can be said back."""

import pytest

from bot.domain.answering import MAX_REPLY, NotAnswered, decide_reply


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", NotAnswered.NO_WORDS),
        ("x" * (MAX_REPLY + 1), NotAnswered.TOO_MANY_WORDS),
        ("x" * MAX_REPLY, None),
        ("❤️", None),
    ],
)
def test_a_reply_takes_a_character_and_ends_somewhere(words: str, why: NotAnswered | None) -> None:
    assert decide_reply(words) is why
