"""What people do about their own messages."""

from __future__ import annotations

import pytest

from bot.practice.company import ANA, HEARTEN, MAYA, brightside
from bot.practice.message_acts import Corrections
from bot.practice.records import SlackError
from bot.practice.typed_text import as_message, as_typed

DESIGN = "C0DESIGN1"


@pytest.fixture
def corrections() -> Corrections:
    return Corrections(brightside())


def test_ones_own_words_are_replaced(corrections: Corrections) -> None:
    message = corrections.workspace.post(DESIGN, user=ANA.id, text="helo")
    corrections.reword(ANA.id, DESIGN, message.ts, " hello @maya ")
    assert message.text == f"hello <@{MAYA.id}>"
    assert message.edited


def test_the_same_words_are_no_edit(corrections: Corrections) -> None:
    message = corrections.workspace.post(DESIGN, user=ANA.id, text="a &lt; b")
    corrections.reword(ANA.id, DESIGN, message.ts, "a < b")
    assert not message.edited


def test_ones_own_message_goes(corrections: Corrections) -> None:
    message = corrections.workspace.post(DESIGN, user=ANA.id, text="helo")
    corrections.take_away(ANA.id, DESIGN, message.ts)
    assert corrections.workspace.visible_messages(DESIGN, ANA.id) == []


def test_others_words_are_theirs(corrections: Corrections) -> None:
    message = corrections.workspace.post(DESIGN, user=MAYA.id, text="mine")
    with pytest.raises(SlackError, match="cant_update_message"):
        corrections.reword(ANA.id, DESIGN, message.ts, "yours")
    with pytest.raises(SlackError, match="cant_delete_message"):
        corrections.take_away(ANA.id, DESIGN, message.ts)
    assert message.text == "mine"


def test_what_another_reads_alone_is_not_there(corrections: Corrections) -> None:
    message = corrections.workspace.post(DESIGN, user=HEARTEN.id, text="psst", ephemeral_to=MAYA.id)
    with pytest.raises(SlackError, match="message_not_found"):
        corrections.take_away(ANA.id, DESIGN, message.ts)


def test_a_message_keeps_a_word(corrections: Corrections) -> None:
    message = corrections.workspace.post(DESIGN, user=ANA.id, text="hello")
    with pytest.raises(SlackError, match="no_text"):
        corrections.reword(ANA.id, DESIGN, message.ts, " \n")


@pytest.mark.parametrize(
    "typed",
    [
        "Thank you @maya & @backend, see #design and https://example.org/a?b=1&c=2 <3",
        "@here what about &lt; and a->b",
        "nothing special :wave:",
    ],
)
def test_what_was_typed_can_be_typed_again(corrections: Corrections, typed: str) -> None:
    workspace = corrections.workspace
    assert as_typed(workspace, as_message(workspace, ANA.id, typed)) == typed


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("<@U0GONE001|greta>", "@greta"),
        ("<@U0GONE001>", "@U0GONE001"),
        ("<#C0GONE001|attic>", "#attic"),
        ("<!subteam^S0GONE|@crew>", "@crew"),
        ("<!date^1763200000^{date_short} at {time}|15 November>", "15 November"),
        ("<!unknown>", "<!unknown>"),
    ],
)
def test_what_is_not_known_any_more(corrections: Corrections, text: str, typed: str) -> None:
    assert as_typed(corrections.workspace, text) == typed
