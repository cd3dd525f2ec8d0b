"""A bot that never answers, answers twice, or talks nonsense: the page goes on, and nothing of it runs."""

from __future__ import annotations

import json
from collections.abc import Callable

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.checks.views import check_view
from bot.practice.company import ANA, brightside
from bot.practice.page.routes import routes
from bot.practice.server import Practice
from tests.practice.forms import Json, modal, plain
from tests.practice.page.test_page import act, page
from tests.practice.receiver import Received, Receiver

DESIGN = "C0DESIGN1"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"
ANSWERS: dict[str, Callable[[], web.Response]] = {
    "a script": lambda: web.Response(text=EVIL),
    "a page": lambda: web.Response(text=f"<html>{EVIL}", content_type="text/html"),
    "a list": lambda: web.json_response([EVIL]),
    "a number": lambda: web.json_response(7),
    "broken JSON": lambda: web.Response(text='{"text": ', content_type="application/json"),
    "bytes": lambda: web.Response(body=b"\xff\xfe\x00", content_type="application/octet-stream"),
    "a text that is none": lambda: web.json_response({"text": {"a": 1}, "blocks": "many"}),
    "blocks that are none": lambda: web.json_response({"blocks": [{"type": EVIL}, 7]}),
    "an unknown action": lambda: web.json_response({"response_action": EVIL, "errors": [EVIL]}),
    "errors of no field": lambda: web.json_response({"response_action": "errors", "errors": {EVIL: EVIL}}),
    "a broken view": lambda: web.json_response({"response_action": "update", "view": {"type": EVIL}}),
    "a failure": lambda: web.Response(status=500, text=EVIL),
}
BUTTON = {"type": "actions", "elements": [{"type": "button", "action_id": "a", "text": plain("Go")}]}


async def seen(browser: aiohttp.ClientSession, channel: str = DESIGN) -> str:
    """A page that is whole and inert."""
    html = await page(browser, ANA.id, channel)
    for never in ("<script>alert", "<img src=x", 'href="javascript', "tracker.example"):
        assert never not in html
    return html


async def use_everything(browser: aiohttp.ClientSession, practice: Practice) -> None:
    """A command, a press, a modal's submission, and the Home."""
    posted = practice.workspace.post(DESIGN, user="U0HEARTEN", bot_id="B0HEARTEN", text="?", blocks=[BUTTON])
    await act(browser, ANA.id, "write", text="/kudos help")
    pressed = json.dumps({"action_id": "a", "block_id": posted.blocks[0]["block_id"], "value": None})
    await act(browser, ANA.id, "press", ts=posted.ts, press=pressed)
    shown = practice.workspace.modals.open(ANA.id, check_view(modal()))
    form = {"view": shown.id, json.dumps(["words", "words"]): "thanks"}
    await act(browser, ANA.id, "modal", **form)
    await seen(browser, "home")


def check_modal(practice: Practice) -> None:
    """What was typed is still there, and that something is wrong is told."""
    shown = practice.find_view(ANA.id)
    assert shown
    assert shown.values["words"]["words"]["value"] == "thanks"
    assert shown.trouble


@pytest.mark.parametrize("answer", ANSWERS)
async def test_nonsense_answers_are_survived(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver, answer: str
) -> None:
    receiver.always(ANSWERS[answer])
    await use_everything(browser, practice)
    await seen(browser)
    check_modal(practice)


@pytest.mark.usefixtures("waiting_time")
async def test_silence_is_shown_as_a_timeout() -> None:
    async with (
        Receiver() as receiver,
        Practice(
            brightside(), patience=0.05, retry_delays=(), events_url=receiver.url, page=routes
        ) as practice,
        aiohttp.ClientSession(practice.url, headers={"Origin": practice.url}) as browser,
    ):
        receiver.never()
        await use_everything(browser, practice)
        html = await seen(browser)
        assert "/kudos failed with the error “operation_timeout”" in html
        assert "We had some trouble connecting. Try again?" in html
        check_modal(practice)


async def test_too_many_responses_are_refused(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver
) -> None:
    async def again_and_again(received: Received) -> web.Response:
        url = received.payload["response_url"]
        async with aiohttp.ClientSession() as session:
            for number in range(7):
                async with session.post(url, json={"text": f"answer {number}"}):
                    pass
        return web.json_response({"text": "acknowledged"})

    receiver.answer = again_and_again
    await act(browser, ANA.id, "write", text="/kudos help")
    html = await seen(browser)
    assert [f"answer {number}" in html for number in range(7)] == [True] * 5 + [False] * 2
    assert "acknowledged" in html


HOSTILE: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": f"{EVIL} <javascript:alert(1)|*click*>"}},
    {"type": "section", "text": plain(EVIL)},
    {"type": "header", "text": plain(EVIL)},
    {"type": "image", "image_url": "https://tracker.example/a.gif", "alt_text": EVIL},
    {"type": "context", "elements": [plain(EVIL)]},
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "b",
                "text": plain(EVIL),
                "value": EVIL,
                "confirm": {"title": plain(EVIL), "text": plain(EVIL), "confirm": plain(), "deny": plain()},
            },
        ],
    },
]


async def test_posted_html_is_inert(
    browser: aiohttp.ClientSession, practice: Practice, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=DESIGN, text=EVIL, blocks=HOSTILE)
    await client.views_publish(user_id=ANA.id, view={"type": "home", "blocks": HOSTILE})
    trigger = practice.workspace.triggers.issue(ANA.id)
    await client.views_open(trigger_id=trigger, view=modal(*HOSTILE, title=plain("<script>alert")))
    for channel in (DESIGN, "home"):
        html = await seen(browser, channel)
        assert html.count("&lt;script&gt;alert(1)") > 5
        assert "Picture: &lt;script&gt;" in html
