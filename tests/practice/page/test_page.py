"""The page over HTTP: what each person sees, and what their forms do."""

from __future__ import annotations

import json
from datetime import timedelta
from html.parser import HTMLParser

import aiohttp
import pytest
from aiohttp import web

from bot.practice.company import ANA, CAROL, ERIK, HEARTEN, JONAS, MAYA, ROSA, TOM
from bot.practice.server import Practice
from tests.practice.conftest import Clock
from tests.practice.receiver import Receiver

DESIGN, GENERAL, LEADS, SHARED = "C0DESIGN1", "C0GENERAL", "C0LEADS01", "C0NORTHL1"


class Words(HTMLParser):
    """The words of a page, and where its links go."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def __str__(self) -> str:
        return " ".join(" ".join(self.pieces).split())


async def page(browser: aiohttp.ClientSession, person: str, channel: str = DESIGN) -> str:
    async with browser.get(f"/as/{person}/{channel}") as response:
        assert response.status == 200
        return await response.text()


async def act(
    browser: aiohttp.ClientSession, person: str, deed: str, *, channel: str = DESIGN, **form: str
) -> str:
    """Submit a form; its answer is what is shown above the composer."""
    async with browser.post(f"/as/{person}/{channel}/{deed}", data=form) as response:
        assert response.status == 200
        words = str(Words(await response.text()))
        assert (response.headers.get("HX-Trigger") == "refused") == bool(words)
        return words


async def test_root_redirects_to_the_first_person(browser: aiohttp.ClientSession) -> None:
    async with browser.get("/") as response:
        assert response.url.path == f"/as/{ANA.id}/{GENERAL}"
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("person", "sees", "misses"),
    [
        (
            ANA.id,
            {"general", "design", "engineering", "support", "northlight", "Hearten"},
            {"leads", "office-move"},
        ),
        (JONAS.id, {"general", "leads", "office-move"}, set()),
        (CAROL.id, {"general", "design", "office-move"}, {"leads"}),
        (TOM.id, {"design", "Hearten"}, {"general", "engineering", "northlight"}),
    ],
)
async def test_person_sees_only_their_channels(
    browser: aiohttp.ClientSession, person: str, sees: set[str], misses: set[str]
) -> None:
    html = await page(browser, person)
    places = set(str(Words(html[html.index("<nav") : html.index("</nav>")])).replace("#", "").split())
    assert sees <= places
    assert not misses & places


@pytest.mark.parametrize(
    "path",
    [
        f"/as/{TOM.id}/{GENERAL}",
        f"/as/{ANA.id}/{LEADS}",
        f"/as/{ANA.id}/C0NOWHERE",
        f"/as/{ERIK.id}/{GENERAL}",
        f"/as/{HEARTEN.id}/{GENERAL}",
        "/as/U0NOBODY/C0GENERAL",
        "/as/USLACKBOT",
        "/elsewhere",
    ],
)
async def test_unknown_people_and_channels_are_not_found(browser: aiohttp.ClientSession, path: str) -> None:
    async with browser.get(path) as response:
        assert response.status == 404


async def test_others_direct_messages_stay_closed(browser: aiohttp.ClientSession, practice: Practice) -> None:
    channel = practice.workspace.dm_channel(MAYA.id)
    async with browser.get(f"/as/{ANA.id}/{channel.id}") as response:
        assert response.status == 404


async def test_switching_person_keeps_the_channel_if_visible(browser: aiohttp.ClientSession) -> None:
    links = Words(await page(browser, ANA.id)).links
    assert f"/as/{TOM.id}/{DESIGN}" in links
    assert f"/as/{ROSA.id}/{SHARED}" in links
    assert not [link for link in links if ERIK.id in link or "USLACKBOT" in link]


async def test_message_appears_once_and_escaped(browser: aiohttp.ClientSession, practice: Practice) -> None:
    assert await act(browser, ANA.id, "write", text=" <script>alert(1)</script> @maya ") == ""
    assert await act(browser, ANA.id, "write", text="   ") == ""
    html = await page(browser, MAYA.id)
    assert '&lt;script&gt;alert(1)&lt;/script&gt; <span class="mention mine">@Maya</span>' in html
    assert len(practice.workspace.visible_messages(DESIGN, MAYA.id)) == 1


async def test_ephemeral_messages_are_seen_by_one_person(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver
) -> None:
    receiver.always(lambda: web.Response(text="Thank you, Ana."))
    assert await act(browser, ANA.id, "write", text="/kudos   @maya thanks") == ""
    (received,) = receiver.received
    assert received.payload["command"] == "/kudos"
    assert received.payload["text"] == f"<@{MAYA.id}|maya> thanks"
    assert "Only visible to you Thank you, Ana." in str(Words(await page(browser, ANA.id)))
    assert "Thank you, Ana." not in await page(browser, MAYA.id)


async def test_failed_command_shows_its_error(browser: aiohttp.ClientSession, receiver: Receiver) -> None:
    receiver.always(lambda: web.Response(status=500))
    await act(browser, ANA.id, "write", text="/shoutout help")
    assert "/shoutout failed with the error “dispatch_failed”" in str(Words(await page(browser, ANA.id)))


@pytest.mark.parametrize(
    ("person", "channel", "text", "refusal"),
    [
        (
            ANA.id,
            DESIGN,
            "/giphy cat",
            "“/giphy” is not a command here. Text that starts with “/” always is one.",
        ),
        (
            ROSA.id,
            SHARED,
            "/kudos @ana hi",
            "People of other organisations can't use commands and shortcuts here.",
        ),
        (CAROL.id, DESIGN, "hello", "You aren't a member of this channel, so you can't write here."),
    ],
)
async def test_impossible_messages_are_refused(
    browser: aiohttp.ClientSession, person: str, channel: str, text: str, refusal: str
) -> None:
    assert await act(browser, person, "write", channel=channel, text=text) == refusal


async def test_joined_channel_has_a_composer(browser: aiohttp.ClientSession) -> None:
    assert "You are looking at #design without being a member." in str(Words(await page(browser, CAROL.id)))
    async with browser.post(f"/as/{CAROL.id}/{DESIGN}/join") as response:
        assert response.headers["HX-Refresh"] == "true"
    assert 'id="channel-text"' in await page(browser, CAROL.id)


async def test_press_reaches_the_app(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver
) -> None:
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Undo"},
        "action_id": "undo",
        "value": "r1",
    }
    blocks = [{"type": "actions", "block_id": "b1", "elements": [button]}]
    message = practice.workspace.post(DESIGN, user=HEARTEN.id, blocks=blocks, ephemeral_to=ANA.id)
    pressed = json.dumps({"action_id": "undo", "block_id": "b1", "value": None})

    assert await act(browser, ANA.id, "press", ts=message.ts, press=pressed) == ""
    (received,) = receiver.received
    assert received.payload["actions"][0]["value"] == "r1"
    assert received.payload["user"]["id"] == ANA.id

    receiver.always(lambda: web.Response(status=500))
    assert (
        await act(browser, ANA.id, "press", ts=message.ts, press=pressed)
        == "The app did not take that (http_error)."
    )
    assert await act(browser, MAYA.id, "press", ts=message.ts, press=pressed) == "That message is gone."
    gone = json.dumps({"action_id": "other", "block_id": "b1"})
    assert await act(browser, ANA.id, "press", ts=message.ts, press=gone) == "That button is gone."
    for broken in ("{", "[]", "7", ""):
        assert (
            await act(browser, ANA.id, "press", ts=message.ts, press=broken)
            == "That button could not be read."
        )


async def test_reaction_is_toggled(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver
) -> None:
    message = practice.workspace.post(DESIGN, user=MAYA.id, text="done")
    practice.workspace.add_reaction(TOM.id, DESIGN, message.ts, "jigsaw")
    await act(browser, ANA.id, "react", ts=message.ts, emoji="jigsaw")
    html = await page(browser, ANA.id)
    assert 'value="jigsaw" aria-pressed="true" title="Tom, you reacted with :jigsaw:"' in html
    await act(browser, ANA.id, "react", ts=message.ts, emoji="jigsaw")
    assert 'value="jigsaw" aria-pressed="false"' in await page(browser, ANA.id)
    await practice.settled()
    assert [each.payload["event"]["type"] for each in receiver.received] == [
        "reaction_added",
        "reaction_removed",
    ]
    assert "invalid_name" in await act(browser, ANA.id, "react", ts=message.ts, emoji="<b>")


@pytest.mark.parametrize(("way", "hours"), [("hour", 1), ("week", 7 * 24), ("monday", 7 * 24 - 1)])
async def test_time_advances_as_chosen(
    browser: aiohttp.ClientSession, clock: Clock, way: str, hours: int
) -> None:
    start = clock.time
    assert await act(browser, ANA.id, "pass", way=way) == ""
    assert clock.time - start == timedelta(hours=hours)
    assert await act(browser, ANA.id, "pass", way="back") == "Time doesn't pass that way."


async def test_fixed_clock_is_refused_with_a_sentence(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    practice._advance = None
    assert await act(browser, ANA.id, "pass", way="hour") == "This workspace's clock cannot be moved."


async def test_times_are_in_the_zone_of_the_acting_person(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    practice.workspace.post(DESIGN, user=ANA.id, text="hello")
    assert "Ana 10:00 hello" in str(Words(await page(browser, ANA.id)))
    words = str(Words(await page(browser, MAYA.id)))
    assert "Today" in words
    assert "Ana 11:00 hello" in words
    assert "11:00 Mon 23 Nov 2026 Berlin" in words


async def test_messages_are_grouped_by_author(
    browser: aiohttp.ClientSession, practice: Practice, clock: Clock
) -> None:
    workspace = practice.workspace
    workspace.post(DESIGN, user=ANA.id, text="one")
    workspace.post(DESIGN, user=ANA.id, text="two")
    clock.time += timedelta(minutes=6)
    last = workspace.post(DESIGN, user=ANA.id, text="three")
    workspace.post(DESIGN, user=None, bot_id="B1", username="Build bot", text="built")
    workspace.update(DESIGN, last.ts, text="three!", blocks=[])
    html = await page(browser, ANA.id)
    assert html.count("message follows") == 1
    words = str(Words(html))
    assert "three! (edited)" in words
    assert "Build bot APP 10:06 built" in words


async def test_new_message_marks_a_channel_unread(browser: aiohttp.ClientSession, practice: Practice) -> None:
    practice.workspace.post(GENERAL, user=MAYA.id, text="before the page was opened")
    assert "new messages" not in await page(browser, ANA.id)
    practice.workspace.post(GENERAL, user=ANA.id, text="one's own words")
    assert "new messages" not in await page(browser, ANA.id)
    practice.workspace.post(GENERAL, user=MAYA.id, text="news")
    assert "general (new messages)" in str(Words(await page(browser, ANA.id)))
    await page(browser, ANA.id, GENERAL)
    assert "new messages" not in await page(browser, ANA.id)


async def test_only_the_latest_messages_are_shown(browser: aiohttp.ClientSession, practice: Practice) -> None:
    for number in range(201):
        practice.workspace.post(DESIGN, user=ANA.id, text=f"number {number}.")
    html = await page(browser, ANA.id)
    words = str(Words(html))
    assert "number 0." not in words
    assert "number 200." in words
    assert f'href="/as/{ANA.id}/{DESIGN}?shown=400"' in html
    async with browser.get(f"/as/{ANA.id}/{DESIGN}?shown=400") as response:
        words = str(Words(await response.text()))
    assert "number 0." in words
    assert "Show earlier messages" not in words


async def test_unknown_actions_are_not_found(browser: aiohttp.ClientSession) -> None:
    async with browser.post(f"/as/{ANA.id}/{DESIGN}/dance") as response:
        assert response.status == 404
