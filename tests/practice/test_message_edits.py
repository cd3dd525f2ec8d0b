"""Editing and deleting one's own messages."""

from __future__ import annotations

import pytest

from bot.practice.company import ANA, HEARTEN, MAYA, brightside
from bot.practice.records import Message, SlackError
from bot.practice.server import Practice
from bot.practice.typed_text import as_message, as_typed

DESIGN = "C0DESIGN1"


def said(practice: Practice, text: str, user: str = ANA.id, ephemeral_to: str | None = None) -> Message:
    return practice.workspace.post(DESIGN, user=user, text=text, ephemeral_to=ephemeral_to)


async def test_edit_replaces_the_text(practice: Practice) -> None:
    message = said(practice, "helo")
    await practice.edit(ANA.id, DESIGN, message.ts, " hello @maya ")
    assert message.text == f"hello <@{MAYA.id}>"
    assert message.edited_ts


async def test_same_text_is_no_edit(practice: Practice) -> None:
    message = said(practice, "a &lt; b")
    await practice.edit(ANA.id, DESIGN, message.ts, "a < b")
    assert not message.edited_ts


async def test_own_message_is_deleted(practice: Practice) -> None:
    message = said(practice, "helo")
    await practice.delete(ANA.id, DESIGN, message.ts)
    assert practice.workspace.visible_messages(DESIGN, ANA.id) == []


async def test_messages_of_others_stay(practice: Practice) -> None:
    message = said(practice, "mine", MAYA.id)
    with pytest.raises(SlackError, match="cant_update_message"):
        await practice.edit(ANA.id, DESIGN, message.ts, "yours")
    with pytest.raises(SlackError, match="cant_delete_message"):
        await practice.delete(ANA.id, DESIGN, message.ts)
    assert message.text == "mine"


async def test_ephemeral_message_of_another_is_not_found(practice: Practice) -> None:
    message = said(practice, "psst", HEARTEN.id, ephemeral_to=MAYA.id)
    with pytest.raises(SlackError, match="message_not_found"):
        await practice.delete(ANA.id, DESIGN, message.ts)


async def test_edit_keeps_a_word(practice: Practice) -> None:
    message = said(practice, "hello")
    with pytest.raises(SlackError, match="no_text"):
        await practice.edit(ANA.id, DESIGN, message.ts, " \n")


@pytest.mark.parametrize(
    "typed",
    [
        "Thank you @maya & @backend, see #design and https://example.org/a?b=1&c=2 <3",
        "@here what about &lt; and a->b",
        "nothing special :wave:",
    ],
)
def test_message_text_can_be_typed_again(typed: str) -> None:
    workspace = brightside()
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
def test_unknown_references_show_their_labels(text: str, typed: str) -> None:
    assert as_typed(brightside(), text) == typed
