"""What the practice workspace writes down of its talk with the app."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA
from bot.practice.journal import KEPT, Journal
from bot.practice.server import Practice
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def write(journal: Journal, count: int = 1) -> None:
    for _ in range(count):
        with journal.writing("call", "/api/auth.test", {}) as outcome:
            outcome.status = 200


def test_only_the_latest_entries_are_kept() -> None:
    journal = Journal(lambda: NOON)
    write(journal, KEPT + 3)
    kept = journal.after(0)
    assert (len(kept), kept[0].number, kept[-1].number) == (KEPT, 4, KEPT + 3)
    assert journal.find(3) is None
    assert journal.find(4) == kept[0]
    assert [each.number for each in journal.after(KEPT + 1)] == [KEPT + 2, KEPT + 3]


async def test_more_waits_for_a_new_entry() -> None:
    journal = Journal(lambda: NOON)
    write(journal)
    await journal.more(0)
    waiting = asyncio.create_task(journal.more(2))
    write(journal)
    await asyncio.wait([waiting], timeout=0)
    assert not waiting.done()
    write(journal)
    await asyncio.wait_for(waiting, 60)


def test_aborted_entry_is_not_written() -> None:
    journal = Journal(lambda: NOON)
    with pytest.raises(KeyError), journal.writing("call", "/api/auth.test", {}):
        raise KeyError
    assert journal.after(0) == []


async def test_payloads_are_written(practice: Practice, receiver: Receiver) -> None:
    receiver.always(lambda: web.json_response({"text": "Thank you"}))
    await practice.command(ANA.id, DESIGN, "help")
    receiver.always(lambda: web.Response(status=500))
    await practice.deliver_event({"type": "app_mention", "user": ANA.id})
    await practice.settled()
    command, *event = practice.journal.after(0)
    assert (command.kind, command.address, command.status) == ("slash_commands", "HTTP", 200)
    assert command.request["text"] == "help"
    assert command.answer == {"text": "Thank you"}
    assert command.milliseconds > 0
    assert [(each.kind, each.status, each.failure) for each in event] == [
        ("events_api", 500, "http_error")
    ] * 4
    assert [(each.retry, each.retry_reason) for each in event] == [
        (0, ""),
        (1, "http_error"),
        (2, "http_error"),
        (3, "http_error"),
    ]


async def test_calls_are_written_without_tokens(
    practice: Practice, client: AsyncWebClient, receiver: Receiver
) -> None:
    await client.chat_postMessage(channel=DESIGN, text="hello")
    practice.fail("chat.postMessage", cut=True)
    # The client asks once more by itself.
    await client.chat_postMessage(channel=DESIGN, text="again")
    await practice.command(MAYA.id, DESIGN, "help")
    url = receiver.received[0].payload["response_url"]
    async with aiohttp.ClientSession() as session, session.post(url, json={"text": "Done"}) as response:
        assert response.status == 200
    posted, cut, _, _, responded = practice.journal.after(0)
    assert (posted.address, posted.status, posted.is_spoiled) == ("/api/chat.postMessage", 200, False)
    assert posted.request == {"channel": DESIGN, "text": "hello"}
    assert isinstance(posted.answer, dict)
    assert posted.answer["ok"] is True
    assert (cut.status, cut.failure, cut.is_spoiled) == (None, "connection_cut", True)
    assert responded.address.startswith("/response/")
    assert responded.request == {"text": "Done"}
    assert practice.bot_token not in repr(practice.journal.after(0))
