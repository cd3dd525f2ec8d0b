"""The inspector: the journal in lines, the whole of an entry, and the same request once more by curl."""

from __future__ import annotations

import asyncio
import json
import os
import shutil

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Page, expect
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA
from bot.practice.page.inspector import curl
from bot.practice.server import Practice
from tests.practice.page.test_page import Words
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"


async def asked(browser: aiohttp.ClientSession, path: str) -> str:
    async with browser.get(f"/as/{MAYA.id}/{DESIGN}/inspector{path}") as response:
        assert response.status == 200
        return await response.text()


async def test_each_entry_is_one_line(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    await client.chat_postMessage(channel=DESIGN, text="hello")
    practice.fail("chat.postMessage", status=503)
    await practice.react(ANA.id, DESIGN, practice.workspace.visible_messages(DESIGN, ANA.id)[0].ts, "tada")
    await practice.settled()
    # Maya's clock is an hour ahead of the workspace's.
    words = str(Words(await asked(browser, "?after=0")))
    assert "11:00:00 to app /kudos help ana 200" in words
    assert f"from app chat.postMessage {DESIGN} 200" in words
    assert f"to app reaction_added {ANA.id} 200" in words
    assert "/kudos" not in await asked(browser, "?after=1")
    assert "/kudos" in await asked(browser, "?after=nonsense")


async def test_repetitions_and_faults_are_marked(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    practice.disturb(repeat=1)
    await practice.deliver_event({"type": "app_mention", "user": ANA.id})
    await practice.settled()
    practice.fail("users.list", retry_after=30)
    async with aiohttp.ClientSession() as session, session.post(f"{practice.api_url}users.list") as response:
        assert response.status == 429
    html = await asked(browser, "")
    words = str(Words(html))
    assert "repetition 1, http_timeout" in words
    assert "made to fail ratelimited" in words
    assert html.count("failed") == 1


async def test_request_waits_for_new_entries(
    browser: aiohttp.ClientSession, practice: Practice, client: AsyncWebClient
) -> None:
    waiting = asyncio.create_task(asked(browser, "?after=0"))
    await asyncio.wait([waiting], timeout=0.05)
    assert not waiting.done()
    await client.auth_test()
    assert "auth.test" in await waiting


async def test_whole_entry_is_escaped(
    browser: aiohttp.ClientSession, practice: Practice, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=DESIGN, text="<script>'a' & b</script>")
    html = await asked(browser, "/1")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert practice.bot_token not in html
    assert "$SLACK_BOT_TOKEN" in html
    assert "isn&#39;t one of them any more" in (await asked(browser, "/99")).replace("'", "&#39;")


async def run(command: str, **variables: str) -> str:
    """What a shell prints."""
    if not (shutil.which("curl") and shutil.which("openssl") and shutil.which("bash")):
        pytest.skip("no curl, openssl or bash on this machine")
    process = await asyncio.create_subprocess_exec(
        "bash", "-c", command.replace("curl ", "curl -s ", 1), stdout=-1, env={**os.environ, **variables}
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode()


async def test_curl_command_repeats_a_call(practice: Practice, client: AsyncWebClient) -> None:
    text = 'it\'s "said" & $done `twice`'
    await client.chat_postMessage(channel=DESIGN, text=text)
    await client.users_info(user=ANA.id)
    for entry in practice.journal.after(0):
        answer = json.loads(await run(curl(entry, practice.url), SLACK_BOT_TOKEN=practice.bot_token))
        assert answer["ok"] is True
    assert [each.text for each in practice.workspace.visible_messages(DESIGN, ANA.id)] == [text, text]


async def test_curl_command_repeats_a_signed_payload(practice: Practice, receiver: Receiver) -> None:
    await practice.command(ANA.id, DESIGN, '@maya it\'s "so" good & fine')
    await practice.deliver_event({"type": "app_mention", "text": "ä 'quoted'"})
    first = list(receiver.received)
    address = receiver.url.removesuffix("/slack/events")
    for entry in practice.journal.after(0):
        await run(curl(entry, practice.url), APP_URL=address, SLACK_SIGNING_SECRET=practice.signing_secret)
    again = receiver.received[len(first) :]
    assert [each.payload for each in again] == [each.payload for each in first]
    verifier = SignatureVerifier(practice.signing_secret)
    assert [verifier.is_valid_request(each.body, each.headers) for each in again] == [True, True]


async def test_inspector_works_by_keyboard(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, _ = pages
    await ana.context.grant_permissions(["clipboard-read", "clipboard-write"])
    receiver.always(lambda: web.json_response({"text": "Thank you"}))
    opener = ana.get_by_role("button", name="Inspector", exact=True)
    await opener.press("Enter")
    inspector = ana.get_by_role("region", name="Inspector")
    await practice.command(ANA.id, DESIGN, "help")
    line = inspector.locator("summary", has_text="/kudos help")
    await line.press("Enter")
    await expect(inspector.get_by_text('"text": "Thank you"')).to_be_visible()
    await inspector.get_by_role("button", name="Copy as curl").press("Enter")
    await expect(inspector.get_by_role("button", name="Copied")).to_be_visible()
    assert "$SLACK_SIGNING_SECRET" in await ana.evaluate("navigator.clipboard.readText()")

    # It stays open from page to page, with what was there before.
    await ana.goto(f"{practice.url}/as/{ANA.id}/C0GENERAL")
    await expect(line).to_be_visible()
    await inspector.get_by_label("Show").select_option("from-app")
    await expect(line).to_be_hidden()
    await inspector.get_by_label("Show").select_option("")
    await inspector.get_by_role("button", name="Clear").press("Enter")
    await expect(line).to_have_count(0)
    await practice.command(ANA.id, DESIGN, "values")
    await expect(inspector.locator("summary", has_text="/kudos values")).to_be_visible()
    await inspector.get_by_role("button", name="Close the inspector").press("Enter")
    await expect(inspector).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_inspector_works_on_home(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, _ = pages
    await ana.goto(f"{practice.url}/as/{ANA.id}/home")
    await ana.get_by_role("button", name="Inspector", exact=True).press("Enter")
    inspector = ana.get_by_role("region", name="Inspector")
    opened = inspector.locator("summary", has_text="app_home_opened")
    await expect(opened).to_have_count(1)
    await opened.press("Enter")
    await expect(inspector.get_by_text('"tab": "home"')).to_be_visible()
    await ana.get_by_role("link", name="Messages").click()
    await expect(opened).to_have_count(1)
    await ana.get_by_role("link", name="Home").click()
    await expect(opened).to_have_count(2)
