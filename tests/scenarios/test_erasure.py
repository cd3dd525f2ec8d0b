"""`/kudos forget me`: from the button to what stands in Slack, and what is left in the files."""

import asyncio
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.practice.records import Message
from bot.storage import erasures
from bot.storage.database_url import find_path
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World

SECRETS = ("zinnia sketches", "obsidian between us", "marigold workshop")


def page(world: World, who: str) -> Message:
    return world.private(who, "general")[-1]


async def forget(world: World, who: str, extent: str) -> None:
    """Order it by button, and let the time pass until it is done."""
    await world.command(who, "general", "forget me")
    await world.press(who, page(world, who), f"erase:{extent}")
    await world.pass_time(seconds=15)
    await world.settled()


async def test_erasure_buttons_name_the_extent_and_ask_for_confirmation(world: World) -> None:
    answer = await world.command("ana", "general", "forget me")
    assert "What you wrote and what others wrote to you stays, as thanks from or to “a colleague”" in answer
    assert "Out of my reach" in answer
    shown = buttons(page(world, "ana"))
    assert [button["text"]["text"] for button in shown] == ["Erase my name", "Erase everything"]
    for button in shown:
        assert "It can't be undone. Go ahead?" in button["confirm"]["text"]["text"]


async def test_name_is_erased_from_posted_messages(world: World) -> None:
    await world.command("ana", "general", f"@maya thanks for the {SECRETS[0]}")
    await world.command("maya", "general", "@ana thanks for the tea")
    await forget(world, "ana", "name")
    maya, ana = world.who("maya"), world.who("ana")
    assert world.texts("general") == [
        f"From a colleague to <@{maya}>:\n“thanks for the {SECRETS[0]}”",
        f"From <@{maya}> to a colleague:\n“thanks for the tea”",
    ]
    assert "a minute or so" in page(world, "ana").text
    answer = await world.command("maya", "general", "history given")
    assert "You thanked a colleague" in answer or "you thanked a colleague" in answer.casefold()
    assert not any(ana in message.text for message in world.posts("general"))


async def test_everything_is_erased_from_posted_messages(world: World) -> None:
    await world.command("ana", "general", f"@maya thanks for the {SECRETS[0]}")
    await world.command("ana", "general", f"quietly @maya {SECRETS[1]}")
    await world.command("maya", "general", "@ana thanks for the tea")
    assert len(world.direct("maya")) == 2
    await forget(world, "ana", "everything")
    assert world.texts("general") == [f"From <@{world.who('maya')}> to a colleague:\n“thanks for the tea”"]
    assert world.direct("maya") == []
    assert world.direct("ana") == []


async def test_a_double_click_is_one_order(world: World) -> None:
    await world.command("ana", "general", "forget me")
    shown = page(world, "ana")
    # The first tick of the bot may still be about to come: between two clicks it would end the first order.
    await world.bot.ticks.tick()
    await asyncio.gather(*(world.press("ana", shown, "erase:everything") for _ in range(3)))
    assert "a minute or so" in page(world, "ana").text
    # A tick may have executed it meanwhile.
    assert len(await world.bot.deps.database.read(erasures.list_orders)) == 1


async def test_erased_user_can_start_again(world: World) -> None:
    await world.command("ana", "general", f"@maya thanks for the {SECRETS[0]}")
    await forget(world, "ana", "everything")
    await world.command("ana", "general", "@maya thanks again")
    assert world.texts("general") == [
        f"From <@{world.who('ana')}> to <@{world.who('maya')}>:\n“thanks again”"
    ]


async def test_erased_text_is_in_no_file(world: World, tmp_path: Path) -> None:
    """The raw files of SQLite with its log, or PostgreSQL's dump; and what stands in Slack."""
    await world.command("ana", "general", f"@maya thanks for the {SECRETS[0]}")
    await world.command("ana", "general", f"quietly @maya {SECRETS[1]}")
    await world.command("maya", "general", f"quietly @ana {SECRETS[2]}")
    assert await asyncio.to_thread(found_in_files, world) == {"zinnia", "obsidian", "marigold"}
    ana = world.who("ana")
    await forget(world, "ana", "everything")
    assert await asyncio.to_thread(found_in_files, world) == set()
    for messages in world.workspace.messages.values():
        for message in messages.values():
            if message.user == world.workspace.bot_user_id and message.ephemeral_to is None:
                assert not any(secret in message.text for secret in SECRETS)
                assert ana not in str(message.blocks)


def found_in_files(world: World) -> set[str]:
    """Which of the secrets' first words stand in the files of the database."""
    url = world.settings.database_url
    file = find_path(url)
    if file is None:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        raw = subprocess.run(["pg_dump", "--data-only", address], check=True, capture_output=True).stdout
    else:
        raw = b"".join(part.read_bytes() for part in file.parent.glob(file.name + "*"))
    words = {secret.split()[0] for secret in SECRETS}
    return {word for word in words if word.encode() in raw}


@pytest.mark.parametrize("asked", ["forget", "forget him", "forgetme"])
async def test_anything_near_it_is_asked_about(world: World, asked: str) -> None:
    answer = await world.command("ana", "general", asked)
    assert "/kudos forget me" in answer
    assert "nothing was posted" in answer


async def test_files_that_were_sent_to_them_go_too(world: World) -> None:
    await world.command("ana", "general", f"@maya thanks for the {SECRETS[0]}")
    await world.command("ana", "general", "export")
    assert any(message.files for message in world.direct("ana"))
    await forget(world, "ana", "name")
    assert world.direct("ana") == []
    assert len(world.calls("files.delete")) == 2
