"""`/kudos export`: one's own data comes as files, to oneself alone, whatever Slack does meanwhile."""

import asyncio
import csv
import io
import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.message_changes import MessageDeletion
from bot.domain.outbox_messages import DataExport
from bot.practice.records import Message, SlackError
from bot.storage import outbox, schema
from bot.storage.engine import Transaction
from tests.scenarios.test_preferences import page
from tests.scenarios.test_recognition import action, buttons
from tests.scenarios.world import World

ON_ITS_WAY = "I'm putting your data together"
TWICE = "It's on its way already"
LATER: list[dict[str, Any]] = [
    {"status": 500},
    {"status": 503},
    {"retry_after": 7},
    {"cut": True},
]
LOST: list[dict[str, Any]] = [
    {"cut": True, "acts": True},
    {"error": "fatal_error", "acts": True},
]
STEPS = ("files.getUploadURLExternal", "upload_url", "files.completeUploadExternal")


def exports(world: World, who: str) -> list[Message]:
    """The direct messages with files."""
    return [message for message in world.direct(who) if message.files]


def files(world: World, who: str) -> dict[str, bytes]:
    """The files of the one message that brought them, by the ends of their names."""
    (message,) = exports(world, who)
    found = [world.workspace.files.find(file) for file in message.files]
    assert all(file.name == file.title and file.name.startswith("hearten-2026-11-25-") for file in found)
    return {file.name.rpartition(".")[2]: file.content or b"" for file in found}


def everything(world: World, who: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(files(world, who)["json"])
    return told


def all_files(world: World) -> list[str]:
    """The ids of the files in all messages of the workspace."""
    shown = (m for channel in world.workspace.messages.values() for m in channel.values())
    return [file for message in shown for file in message.files]


def sent(tx: Transaction, user: str) -> list[Any]:
    """The messages with this person's data that are known to stand."""
    return list(
        tx.connection.execute(select(schema.posted_message).filter_by(user_id=user, kind=DataExport.kind))
    )


async def erase(world: World, who: str) -> None:
    """Have them deleted."""

    def delete(tx: Transaction) -> None:
        for row in sent(tx, world.who(who)):
            outbox.put(tx, row.workspace_id, MessageDeletion(row.channel_id, row.id))

    await world.bot.deps.database.write(delete)
    await world.settled()


async def test_it_comes_to_oneself_alone(world: World) -> None:
    await world.command("li", "general", "privacy thanks privately")
    await world.command("ana", "design", "@maya @li thanks for the sketches #creativity")
    await world.command("ana", "general", "quietly @maya thanks for listening")
    await world.command("maya", "design", "@ana thanks, too & more")
    answer = await world.command("maya", "general", "export")
    assert answer.startswith(ON_ITS_WAY)
    told = everything(world, "maya")
    assert [one["text"] for one in told["received"]] == ["thanks for the sketches", "thanks for listening"]
    assert [one["seen_by"] for one in told["received"]] == ["public", "private"]
    assert told["received"][0]["recipients"] == {world.who("maya"): "public"}
    assert told["received"][0]["link"] == world.workspace.permalink(world.posts("design")[0])
    assert told["profile"]["id"] == world.who("maya")
    assert told["users"] == {world.who("ana"): "Ana", world.who("maya"): "Maya"}
    content = files(world, "maya")
    assert world.who("li").encode() not in content["json"] + content["csv"]
    rows = list(csv.DictReader(io.StringIO(content["csv"].decode("utf-8-sig"), newline="")))
    assert [(row["given or received"], row["from"], row["text"]) for row in rows] == [
        ("given", "Maya", "thanks, too & more"),
        ("received", "Ana", "thanks for the sketches"),
        ("received", "Ana", "thanks for listening"),
    ]
    (message,) = exports(world, "maya")
    assert message.text.startswith("Here's everything I store about you. No one else gets to see it.\n")
    assert sorted(message.files) == sorted(all_files(world))


async def test_the_private_one_and_the_giver_read_of_it(world: World) -> None:
    await world.command("li", "general", "privacy thanks privately")
    await world.command("ana", "design", "@maya @li thanks for the sketches")
    for who in ("ana", "li"):
        await world.command(who, "general", "export")
    (given,) = everything(world, "ana")["given"]
    assert given["recipients"] == {world.who("li"): "private", world.who("maya"): "public"}
    (received,) = everything(world, "li")["received"]
    assert (received["seen_by"], received["channel"], received["link"]) == ("private", "", "")


async def test_the_button_does_the_same(world: World) -> None:
    await world.command("maya", "general", "privacy")
    shown = page(world, "maya")
    assert "Send me my data" in [button["text"]["text"] for button in buttons(shown)]
    world.practice.fail("files.getUploadURLExternal", status=503, times=1)
    answers = await asyncio.gather(*(world.press("maya", shown, action(shown, "export")) for _ in range(3)))
    assert [answer.status for answer in answers] == [200] * 3
    assert page(world, "maya").text.startswith((ON_ITS_WAY, TWICE))
    assert "*Thanks.* Anyone in the channel" in page(world, "maya").text
    await world.retried()
    assert len(exports(world, "maya")) == 1
    assert all_files(world) == exports(world, "maya")[0].files


async def test_repeated_export_request_sends_one_file(world: World) -> None:
    world.practice.fail("files.getUploadURLExternal", status=503, times=1)
    assert (await world.command("maya", "general", "export")).startswith(ON_ITS_WAY)
    assert (await world.command("maya", "design", "export")).startswith(TWICE)
    await world.retried()
    assert len(exports(world, "maya")) == 1
    assert (await world.command("maya", "general", "export")).startswith(ON_ITS_WAY)
    assert len(exports(world, "maya")) == 2


async def test_export_contains_the_data_at_sending_time(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    world.practice.fail("files.completeUploadExternal", status=503, times=1)
    await world.command("maya", "general", "export")
    await world.command("ana", "design", "undo")
    await world.retried()
    assert everything(world, "maya")["received"] == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", LATER, ids=str)
async def test_failed_export_is_sent_again(world: World, step: str, fault: dict[str, Any]) -> None:
    world.practice.fail(step, **fault, times=2)
    await world.command("maya", "general", "export")
    assert exports(world, "maya") == []
    await world.retried()
    assert everything(world, "maya")["profile"]["name"] == "Maya"
    assert len(world.direct("maya")) == 1


async def test_a_limit_on_files_holds_up_no_message(world: World) -> None:
    world.practice.fail("files.getUploadURLExternal", retry_after=60, times=1)
    await world.command("maya", "general", "export")
    await world.command("ana", "design", "@li thanks for the export")
    assert len(world.posts("design")) == 1
    await world.retried()
    assert len(exports(world, "maya")) == 1


@pytest.mark.parametrize("fault", LOST, ids=str)
async def test_where_the_last_answer_is_lost_it_still_comes_once(world: World, fault: dict[str, Any]) -> None:
    world.practice.fail("files.completeUploadExternal", **fault, times=1)
    await world.command("maya", "general", "export")
    await world.retried()
    (message,) = exports(world, "maya")
    await erase(world, "maya")
    assert all_files(world) == []
    assert message not in world.direct("maya")


async def test_missing_scope_is_explained_to_the_user(world: World) -> None:
    world.workspace.scopes.remove("files:write")
    assert (await world.command("maya", "general", "export")).startswith(ON_ITS_WAY)
    (told,) = world.direct_texts("maya")
    assert told.startswith("I couldn't send you your data: I'm not allowed to send files here yet.")
    assert "`files:write`" in told
    world.workspace.scopes.add("files:write")
    await world.command("maya", "general", "export")
    assert len(exports(world, "maya")) == 1


@pytest.mark.parametrize("step", STEPS)
async def test_refused_export_is_explained(world: World, step: str) -> None:
    world.practice.fail(step, error="file_uploads_disabled", times=1)
    await world.command("maya", "general", "export")
    (told,) = world.direct_texts("maya")
    assert told.startswith("I couldn't send you your data: Slack doesn't let me send files here.")


async def test_export_failing_for_a_day_is_explained(world: World) -> None:
    world.practice.fail("files.getUploadURLExternal", status=503, times=10_000)
    await world.command("maya", "general", "export")
    await world.pass_time(days=1)
    assert world.direct_texts("maya") == [
        "For a whole day Slack didn't take your data. Please try `/kudos export` once more."
    ]


async def test_the_files_can_be_deleted(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    await world.command("maya", "general", "export")
    await world.command("maya", "general", "export")
    ids = [file for message in exports(world, "maya") for file in message.files]
    assert len(ids) == 4
    world.workspace.delete_file(ids[0])
    world.practice.fail("files.delete", status=503, times=1)
    await erase(world, "maya")
    await world.retried()
    for file in ids:
        with pytest.raises(SlackError):
            world.workspace.files.find(file)
    assert len(world.direct("maya")) == 1  # the thanks
    assert await world.bot.deps.database.read(sent, world.who("maya")) == []
