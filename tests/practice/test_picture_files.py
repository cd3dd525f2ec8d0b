"""Pictures that are files of the app's: only those that Slack has."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA
from bot.practice.server import Practice
from tests.practice.conftest import Refused
from tests.practice.forms import modal, plain
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"


@pytest.fixture(autouse=True)
def scopes(practice: Practice) -> None:
    practice.workspace.scopes.add("files:write")


def pictured(**file: str) -> dict[str, Any]:
    return {"type": "image", "slack_file": file, "alt_text": "a picture"}


async def uploaded(client: AsyncWebClient, *, is_complete: bool = True) -> str:
    announced = await client.files_getUploadURLExternal(filename="a.png", length=3)
    async with aiohttp.ClientSession() as session, session.post(announced["upload_url"], data=b"abc"):
        pass
    if is_complete:
        await client.files_completeUploadExternal(files=[{"id": announced["file_id"]}])
    found: str = announced["file_id"]
    return found


async def test_uploaded_picture_can_be_shown(practice: Practice, client: AsyncWebClient) -> None:
    blocks = [pictured(id=await uploaded(client))]
    assert (await client.chat_postMessage(channel=DESIGN, blocks=blocks, text="a picture"))["ok"]


async def test_missing_files_are_refused(client: AsyncWebClient, refused: Refused) -> None:
    waiting = await uploaded(client, is_complete=False)
    gone = await uploaded(client)
    await client.files_delete(file=gone)
    for file in ("F0NOWHERE", waiting, gone):
        blocks = [{"type": "divider"}, pictured(id=file)]
        refusal = await refused(client.chat_postMessage(channel=DESIGN, blocks=blocks, text="a picture"))
        assert refusal == {
            "ok": False,
            "error": "invalid_blocks",
            "errors": ["invalid slack file [json-pointer:/blocks/1/slack_file]"],
            "response_metadata": {
                "messages": ["[ERROR] invalid slack file [json-pointer:/blocks/1/slack_file]"]
            },
        }
    elsewhere = pictured(url="https://files.example/a.png")
    refusal = await refused(client.chat_postMessage(channel=DESIGN, blocks=[elsewhere], text="a picture"))
    assert refusal["error"] == "invalid_blocks"


async def test_missing_files_are_refused_in_modals_and_accessories(
    practice: Practice, client: AsyncWebClient, receiver: Receiver, refused: Refused
) -> None:
    beside = {"type": "section", "text": plain(), "accessory": pictured(id="F0NOWHERE")}
    home = {"type": "home", "blocks": [beside]}
    refusal = await refused(client.views_publish(user_id=ANA.id, view=home))
    assert refusal["error"] == "invalid_arguments"
    assert refusal["errors"] == ["invalid slack file [json-pointer:/view/blocks/0/accessory/slack_file]"]
    trigger = practice.workspace.triggers.issue(ANA.id)
    refusal = await refused(client.views_open(trigger_id=trigger, view=modal(beside)))
    assert refusal["error"] == "invalid_arguments"
    # What was refused has not used the trigger up.
    assert (await client.views_open(trigger_id=trigger, view=modal()))["ok"]


async def test_missing_file_is_refused_in_a_response(practice: Practice, receiver: Receiver) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    url = receiver.received[0].payload["response_url"]
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json={"blocks": [pictured(id="F0NOWHERE")]}) as response,
    ):
        assert response.status == 400
        assert (await response.json())["error"] == "invalid_blocks"
    assert practice.workspace.visible_messages(DESIGN, ANA.id) == []
