"""A modal on the page: how it is drawn, and what its form does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import aiohttp
import pytest

from bot.practice.checks.block_kit import object_checks
from bot.practice.checks.views import check_view
from bot.practice.company import ANA, HEARTEN, LI, MAYA
from bot.practice.page import field_text, view
from bot.practice.page.markup import is_field
from bot.practice.server import Practice
from bot.practice.views import View
from tests.practice.forms import EVERY_FIELD, Json, field, modal, options, plain
from tests.practice.page.test_page import act, page
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"


def opened(practice: Practice, *blocks: Json, **more: Any) -> View:
    return practice.workspace.modals.open(ANA.id, check_view(modal(*blocks, **more)), DESIGN)


def seen(practice: Practice) -> View:
    found = practice.find_view(ANA.id)
    assert found
    return found


def named(block_id: str, action_id: str = "") -> str:
    return json.dumps([block_id, action_id or block_id])


async def use(browser: aiohttp.ClientSession, shown: View, form: Sequence[tuple[str, str]]) -> str:
    """Send the modal's form, some of whose fields may come several times."""
    data = aiohttp.FormData([("view", shown.id), *form])
    async with browser.post(f"/as/{ANA.id}/{DESIGN}/modal", data=data) as response:
        assert response.status == 200
        return await response.text()


def test_every_accepted_element_is_drawn() -> None:
    assert all(is_field({"type": kind}) for kind in object_checks(["in_inputs"]))
    others = {kind for kind in object_checks(["in_actions", "in_sections"]) if not is_field({"type": kind})}
    assert others == {"button", "overflow"}


async def test_every_field_is_drawn(browser: aiohttp.ClientSession, practice: Practice) -> None:
    shown = opened(
        practice, *EVERY_FIELD, field("note", "plain_text_input", optional=True), close=plain("Not <now>")
    )
    html = await page(browser, ANA.id)
    assert f'<form id="view-{shown.id}"' in html
    assert '<h2 id="modal-title">Give thanks</h2>' in html
    assert "Not &lt;now&gt;</button>" in html
    for block in EVERY_FIELD:
        assert f">{block['label']['text']}</l" in html
    assert 'Note <span class="optional">(optional)</span>' in html
    # Only what is open to the person, and only those who are there.
    assert "office-move" not in html
    assert "Erik" not in html[html.index('id="modal-view"') :]
    assert 'type="date"' in html
    assert 'value="2026-11-23"' in html


async def test_modal_is_shown_to_its_person_only(browser: aiohttp.ClientSession, practice: Practice) -> None:
    opened(practice)
    assert "Give thanks" not in await page(browser, MAYA.id)


async def test_texts_and_values_are_escaped(browser: aiohttp.ClientSession, practice: Practice) -> None:
    nasty = '"><script>alert(1)</script>'
    asked = field(f"b {nasty}", "plain_text_input", placeholder=plain(nasty), initial_value=nasty)
    menu = field("menu", "static_select", options=[{"text": plain(nasty), "value": nasty}])
    shown = opened(practice, {**asked, "label": plain(nasty), "hint": plain(nasty)}, menu, title=plain("<b>"))
    practice.workspace.modals.change(shown, errors={f"b {nasty}": nasty}, trouble=nasty)
    html = await page(browser, ANA.id)
    assert "<script>alert" not in html
    assert "<b>" not in html[html.index('id="modal-title"') :][:60]


async def test_submission_carries_the_entered_values(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver
) -> None:
    shown = opened(practice, *EVERY_FIELD)
    sent = [
        (named("words"), "thank you\r\nso much"),
        (named("rich"), "@maya :tada: a <b> https://a.example/?a=1&b=2 #design"),
        (named("value"), "trust"),
        (named("values"), ""),
        (named("values"), "trust"),
        (named("values"), "care"),
        (named("person"), MAYA.id),
        (named("people"), ""),
        (named("people"), LI.id),
        (named("place"), DESIGN),
        (named("places"), ""),
        (named("time"), "10:00"),
        (named("boxes"), ""),
        (named("boxes"), "quietly"),
        (named("radio"), ""),
        (named("radio"), "private"),
    ]
    assert await use(browser, shown, sent) == ""
    # Nothing is left in a required field.
    assert seen(practice).errors == {"places": "Please complete this required field."}
    assert receiver.received == []
    assert "Please complete this required field." in await page(browser, ANA.id)

    assert await use(browser, shown, [(named("places"), ""), (named("places"), DESIGN)]) == ""
    values = receiver.received[0].payload["view"]["state"]["values"]
    assert values["words"]["words"]["value"] == "thank you\nso much"
    assert values["rich"]["rich"]["rich_text_value"]["elements"][0]["elements"] == [
        {"type": "user", "user_id": MAYA.id},
        {"type": "text", "text": " "},
        {"type": "emoji", "name": "tada"},
        {"type": "text", "text": " a <b> "},
        {"type": "link", "url": "https://a.example/?a=1&b=2"},
        {"type": "text", "text": " "},
        {"type": "channel", "channel_id": DESIGN},
    ]
    assert [each["value"] for each in values["values"]["values"]["selected_options"]] == ["trust", "care"]
    assert values["boxes"]["boxes"]["selected_options"][0]["value"] == "quietly"
    assert values["radio"]["radio"]["selected_option"]["value"] == "private"
    assert practice.find_view(ANA.id) is None


async def test_unchanged_rich_text_is_kept(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver
) -> None:
    bold = {"type": "text", "text": "you", "style": {"bold": True}}
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "@Maya"}, bold]}
    rich = {
        "type": "rich_text",
        "elements": [item, {"type": "rich_text_list", "style": "bullet", "elements": [item, item]}],
    }
    shown = opened(practice, field("rich", "rich_text_input", initial_value=rich))
    words = "@Mayayou\n@Mayayou\n@Mayayou"
    assert words in await page(browser, ANA.id)
    await use(browser, shown, [(named("rich"), words)])
    assert receiver.received[0].payload["view"]["state"]["values"]["rich"]["rich"]["rich_text_value"] == rich


def test_rich_text_is_shown_as_typed(practice: Practice) -> None:
    reader = view.build_reader(practice.workspace, ANA.id)
    for typed in ("hello", "@here and @backend", "#design :heart: :nothing:", "5 < 6 & 7", "a\nb", ":+1:"):
        made = field_text.rich_text(practice.workspace, ANA.id, typed)
        assert made
        assert field_text.words(made, reader) == typed
    assert field_text.rich_text(practice.workspace, ANA.id, "") is None


@pytest.fixture
def row() -> Json:
    confirm = {
        "title": plain("Sure?"),
        "text": plain("It goes."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    button = {"type": "button", "action_id": "more", "text": plain("More"), "confirm": confirm}
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": options("a", "b")}
    menu = {"type": "static_select", "action_id": "menu", "options": options("a", "b")}
    return {"type": "actions", "block_id": "row", "elements": [button, boxes, menu]}


def pressing(action_id: str, value: str | None = None, block_id: str = "row") -> tuple[str, str]:
    return "press", json.dumps({"action_id": action_id, "block_id": block_id, "value": value})


async def test_press_in_a_modal_reaches_the_app(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver, row: Json
) -> None:
    shown = opened(practice, row, field("words", "plain_text_input"))
    html = await page(browser, ANA.id)
    assert 'data-ask-title="Sure?"' in html
    typed = (named("words"), "so far")
    await use(browser, shown, [typed, pressing("more")])
    await use(browser, shown, [typed, (named("row", "boxes"), "b"), pressing("boxes")])
    await use(browser, shown, [typed, pressing("menu", "a")])
    first, second, third = (received.payload for received in receiver.received)
    assert first["actions"][0]["action_id"] == "more"
    assert first["view"]["state"]["values"]["words"]["words"]["value"] == "so far"
    assert second["actions"][0]["selected_options"][0]["value"] == "b"
    assert third["actions"][0]["selected_option"]["value"] == "a"
    assert '<summary class="button">A</summary>' in await page(browser, ANA.id)
    assert "could not be read" in await use(browser, shown, [("press", "{")])


async def test_close_goes_back_one_view(browser: aiohttp.ClientSession, practice: Practice) -> None:
    below = opened(practice)
    assert 'title="Close"' in await page(browser, ANA.id)
    above = practice.workspace.modals.push(ANA.id, check_view(modal(title=plain("Two"))))
    html = await page(browser, ANA.id)
    assert 'title="Back"' in html
    assert 'title="Close"' not in html
    await use(browser, above, [("close", "")])
    assert seen(practice).id == below.id
    assert "closed already" in await use(browser, above, [("close", "")])
    await use(browser, below, [("close", "")])
    assert 'id="view-' not in await page(browser, ANA.id)


async def test_view_without_submit_button_is_not_submitted(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    shown = opened(practice, {"type": "divider"}, submit=None)
    assert "no submit button" in await use(browser, shown, [])


async def test_modal_is_updated_live(browser: aiohttp.ClientSession, practice: Practice) -> None:
    async with browser.get(f"/as/{ANA.id}/{DESIGN}/changes") as response:
        assert response.status == 200
        opened(practice)
        async for line in response.content:
            if b"modal-title" in line:
                break


async def test_fields_in_messages_keep_their_values(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver, row: Json
) -> None:
    who = {"type": "multi_users_select", "action_id": "who"}
    blocks = [{"type": "section", "block_id": "top", "text": plain("Who?"), "accessory": who}, row]
    posted = practice.workspace.post(DESIGN, user=HEARTEN.id, text="Who?", blocks=blocks)
    data = aiohttp.FormData(
        [
            ("ts", posted.ts),
            (named("top", "who"), ""),
            (named("top", "who"), MAYA.id),
            pressing("who", None, "top"),
        ]
    )
    async with browser.post(f"/as/{ANA.id}/{DESIGN}/press", data=data) as response:
        assert await response.text() == ""
    assert receiver.received[0].payload["actions"][0]["selected_users"] == [MAYA.id]
    assert f'value="{MAYA.id}" checked' in await page(browser, ANA.id)
    assert f'value="{MAYA.id}" checked' not in await page(browser, MAYA.id)
    refused = await act(browser, ANA.id, "press", ts=posted.ts, press=pressing("menu", "doubt")[1])
    assert refused == "That can't be chosen any more."
