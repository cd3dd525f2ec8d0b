"""What a giver is asked before anything is sent, and what becomes of the answer."""

import asyncio
from datetime import timedelta
from typing import Any

from bot.domain.pending_recognition import PENDING_LIFETIME
from bot.storage import schema
from bot.storage.engine import connect
from tests.conftest import FixedClock
from tests.scenarios.world import World

TELLING = ("prefer", "private", "wish", "never", "chose", "decline")
"What would tell the giver how someone wishes to be thanked."


def actions(message: Any) -> list[str]:
    return [e["action_id"] for b in message.blocks if b["type"] == "actions" for e in b["elements"]]


def words(*parts: str | dict[str, Any]) -> dict[str, Any]:
    elements = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts]
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


async def pending_rows(world: World) -> int:
    def count(tx: Any) -> int:
        return len(tx.connection.execute(schema.pending_recognition.select()).all())

    return await world.bot.deps.database.read(count)


async def test_name_in_the_text_is_asked_about_before_posting(world: World) -> None:
    await world.command("sam", "general", "privacy thanks never")
    await world.command("li", "general", "privacy thanks privately")
    for name in ("sam", "li"):
        answer = await world.command("ana", "general", f"@maya thanks for the map, also to @{name}")
        first = answer.splitlines()[0]
        assert "I can't show that name in a channel, so nothing was sent yet." in first
        assert not any(word in first for word in TELLING)
    assert "“thanks for the map, also to a colleague”" in answer
    assert world.posts("general") == world.direct("maya") == []
    one, other = world.private("ana", "general")[-2:]
    assert actions(one) == [
        "answer-question:without-names",
        "answer-question:privately",
        "answer-question:cancel",
    ]
    # Of clicks at the same time one counts.
    decision = "answer-question:without-names"
    await asyncio.gather(*(world.press("ana", one, decision) for _ in range(3)))
    (text,) = world.texts("general")
    assert "“thanks for the map, also to a colleague”" in text
    assert "in <#C0GENERAL> for Maya." in world.private("ana", "general")[-2].text
    assert world.direct("sam") == []
    assert len(world.direct("maya")) == 1  # her first ever
    await world.press("ana", other, "answer-question:privately")
    assert len(world.posts("general")) == 1
    assert "also to @Li Wei”" in world.direct_texts("maya")[1]
    assert await pending_rows(world) == 0

    # Nobody is asked where no channel would read the name.
    assert "Maya gets it privately." in await world.command("ana", "general", "quietly @maya as @li says")
    assert "Li Wei gets it privately." in await world.command("ana", "general", "@li thanks, says @sam")


async def test_by_mention_and_in_the_form(world: World) -> None:
    await world.command("priya", "general", "privacy thanks privately")
    said = await world.say("ana", "design", "@Hearten thanks @maya for helping @priya")
    (asked,) = world.private("ana", "design")
    assert "Your words name Priya." in asked.text
    await world.edit("ana", said, "@Hearten thanks @maya for helping @priya today")
    await world.press("ana", asked, "answer-question:without-names")
    (post,) = world.posts("design")
    assert "“thanks for helping a colleague today”" in post.text
    assert post.thread_ts == said.ts
    again = await world.say("ana", "design", "@Hearten thanks @maya for helping @priya")
    await world.edit("ana", again, "@Hearten thanks @maya for helping us")
    assert "“thanks for helping us”" in world.texts("design")[1]

    cancelled = await world.say("ana", "design", "@Hearten thanks @maya for @priya")
    asked = world.private("ana", "design")[-1]
    await world.press("ana", asked, "answer-question:cancel")
    assert "Nothing was sent" in world.private("ana", "design")[-1].text
    assert len(world.posts("design")) == 2
    assert cancelled.text not in str(world.direct_texts("maya"))

    await world.try_command("ana", "design", "")
    here = {"people": [world.who("maya")], "channel": world.where("design")}
    named = words("for helping ", {"type": "user", "user_id": world.who("priya")})
    await world.submit("ana", text=named, **here)
    form = world.form("ana")
    assert form is not None
    assert form.errors["text"].startswith("Your words name Priya. I can't show that name in a channel.")
    await world.submit("ana", text=named, reach="only", **here)
    assert len(world.posts("design")) == 2
    assert "for helping @Priya" in world.direct_texts("maya")[-1]


async def test_an_unanswered_question_is_forgotten_and_answers_outlive_the_process(
    world: World, clock: FixedClock
) -> None:
    await world.command("sam", "general", "privacy thanks never")
    await world.command("ana", "general", "@maya thanks, also to @sam")
    (asked,) = world.private("ana", "general")
    # What another process would find: nothing but the row.
    database = connect(world.settings.database_url, clock.now)
    rows = await database.read(lambda tx: tx.connection.execute(schema.pending_recognition.select()).all())
    database.close()
    assert [row.giver_id for row in rows] == [world.who("ana")]
    clock.advance(PENDING_LIFETIME + timedelta(minutes=1))
    await world.bot.ticks.prune()
    assert await pending_rows(world) == 0
    await world.press("ana", asked, "answer-question:without-names")
    assert "I no longer have that thanks" in world.private("ana", "general")[0].text
    assert world.posts("general") == []
