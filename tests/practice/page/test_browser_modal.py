"""Modals, fields and files in a real browser, by hand and by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Locator, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.checks.views import check_view
from bot.practice.company import ANA, HEARTEN, MAYA
from bot.practice.server import Practice
from bot.practice.views import TROUBLE
from tests.practice.forms import EVERY_FIELD, Json, field, modal, options, plain
from tests.practice.receiver import Received, Receiver

DESIGN = "C0DESIGN1"
CONFIRM = {
    "title": plain("Sure?"),
    "text": plain("It goes."),
    "confirm": plain("Do it"),
    "deny": plain("Keep"),
}


class App:
    """Opens a form where its button is pressed, and wants more than two words in it."""

    def __init__(self, receiver: Receiver, client: AsyncWebClient, view: Json) -> None:
        self.received = receiver.received
        self.view = view
        self._client = client
        receiver.answer = self._answer

    @property
    def last(self) -> Any:
        return self.received[-1].payload

    async def _answer(self, received: Received) -> web.Response:
        payload = received.payload
        if payload["type"] == "block_actions" and payload["container"]["type"] == "message":
            await self._client.views_open(trigger_id=payload["trigger_id"], view=self.view)
        elif payload["type"] == "view_submission":
            written = payload["view"]["state"]["values"]["words"]["words"]["value"]
            if len(written.split()) < 3:
                errors = {"words": "Say a little more."}
                return web.json_response({"response_action": "errors", "errors": errors})
        return web.Response()


@pytest.fixture
def app(practice: Practice, receiver: Receiver, client: AsyncWebClient) -> App:
    button = {"type": "button", "action_id": "open", "text": plain("Thank someone")}
    practice.workspace.post(
        DESIGN, user=HEARTEN.id, text="Hello", blocks=[{"type": "actions", "elements": [button]}]
    )
    return App(receiver, client, modal(field("words", "plain_text_input"), field("person", "users_select")))


async def test_form_is_refused_corrected_and_sent(
    pages: tuple[Page, Page], practice: Practice, app: App
) -> None:
    ana, maya = pages
    button = ana.get_by_role("button", name="Thank someone")
    await button.press("Enter")
    dialog = ana.get_by_role("dialog", name="Give thanks")
    words, person = dialog.get_by_label("Words"), dialog.get_by_label("Person")
    await expect(words).to_be_focused()
    await expect(maya.get_by_role("dialog")).to_have_count(0)

    # Slack's window asks for what is required before it sends anything.
    await words.press_sequentially("thank you")
    await words.press("Enter")
    await expect(dialog.get_by_text("Please complete this required field.")).to_be_visible()
    await expect(person).to_be_focused()
    await expect(words).to_have_value("thank you")
    assert app.last["type"] == "block_actions"

    # The app asks for more, and what was entered stays.
    await person.press("m")
    await dialog.get_by_role("button", name="Send").press("Enter")
    await expect(dialog.get_by_text("Say a little more.")).to_be_visible()
    await expect(words).to_be_focused()
    await expect(words).to_have_accessible_description("Say a little more.")
    await expect(person).to_have_value(MAYA.id)
    await words.press("End")
    await words.press_sequentially(" for the drafts")
    await words.press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(button).to_be_focused()
    values = app.last["view"]["state"]["values"]
    assert values["words"]["words"]["value"] == "thank you for the drafts"
    assert values["person"]["person"]["selected_user"] == MAYA.id
    assert practice.find_view(ANA.id) is None


async def test_typed_text_survives_updates(
    pages: tuple[Page, Page], practice: Practice, app: App, client: AsyncWebClient
) -> None:
    ana, _ = pages
    app.view = modal(
        field("words", "plain_text_input", multiline=True),
        field("boxes", "checkboxes", options=options("quietly", "later"), optional=True),
    )
    await ana.get_by_role("button", name="Thank someone").click()
    dialog = ana.get_by_role("dialog")
    words, later = dialog.get_by_label("Words"), dialog.get_by_label("Later")
    await words.press_sequentially("half a sent")
    await later.check()
    await words.focus()
    await practice.say(MAYA.id, DESIGN, "good morning")
    await expect(ana.get_by_text("good morning")).to_be_attached()
    shown = practice.find_view(ANA.id)
    assert shown
    await client.views_update(view_id=shown.id, view={**app.view, "title": plain("Thanks")})
    await expect(dialog.get_by_role("heading", name="Thanks")).to_be_visible()
    await expect(words).to_have_value("half a sent")
    await expect(words).to_be_focused()
    await expect(later).to_be_checked()


async def closed_by(key: str, page: Page, dialog: Locator) -> None:
    await page.keyboard.press(key)
    await expect(dialog).to_be_hidden()


async def test_pushed_view_closes_back_to_the_one_below(
    pages: tuple[Page, Page], practice: Practice, app: App
) -> None:
    ana, _ = pages
    await ana.get_by_role("button", name="Thank someone").click()
    dialog = ana.get_by_role("dialog")
    await expect(dialog.get_by_role("heading", name="Give thanks")).to_be_visible()
    await dialog.get_by_label("Words").fill("kept")
    practice.workspace.modals.push(ANA.id, check_view(modal(title=plain("Two"))))
    await expect(dialog.get_by_role("heading", name="Two")).to_be_visible()
    await dialog.get_by_role("button", name="Back").first.click()
    await expect(dialog.get_by_role("heading", name="Give thanks")).to_be_visible()
    await expect(dialog.get_by_label("Words")).to_be_focused()
    await closed_by("Escape", ana, dialog)
    assert practice.find_view(ANA.id) is None


async def test_press_asks_first_and_shows_trouble(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, _ = pages
    button = {"type": "button", "action_id": "erase", "text": plain("Erase"), "confirm": CONFIRM}
    menu = {"type": "users_select", "action_id": "who", "placeholder": plain("Who?")}
    live = field("live", "plain_text_input", dispatch=True)
    practice.workspace.modals.open(
        ANA.id, check_view(modal({"type": "actions", "elements": [button, menu]}, live))
    )
    await ana.get_by_role("button", name="Erase").click()
    ask = ana.get_by_role("dialog", name="Sure?")
    await ask.get_by_role("button", name="Keep").click()
    await expect(ask).to_be_hidden()

    assert receiver.received == []
    who = ana.get_by_label("Who?")
    async with ana.expect_response("**/modal"):
        await who.select_option("Maya")
    assert receiver.received[0].payload["actions"][0]["selected_user"] == MAYA.id

    await ana.get_by_label("Live").fill("now")
    async with ana.expect_response("**/modal"):
        await ana.get_by_label("Live").press("Enter")
    assert receiver.received[1].payload["actions"][0]["value"] == "now"

    receiver.always(lambda: web.Response(status=500))
    await ana.get_by_role("button", name="Erase").click()
    await ask.get_by_role("button", name="Do it").click()
    await expect(ana.get_by_text(TROUBLE)).to_be_visible()
    await expect(who).to_have_value(MAYA.id)


async def test_modal_fits_a_narrow_screen(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, _ = pages
    await ana.set_viewport_size({"width": 380, "height": 640})
    practice.workspace.modals.open(ANA.id, check_view(modal(*EVERY_FIELD)))
    await expect(ana.get_by_role("dialog").get_by_role("button", name="Send")).to_be_in_viewport()
    body = ana.locator("dialog .body")
    assert await body.evaluate("body => body.scrollWidth <= body.clientWidth")
    await expect(ana.get_by_label("Words")).to_be_in_viewport()


async def test_field_in_a_message_sends_its_value(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, maya = pages
    day = {"type": "datepicker", "action_id": "day"}
    practice.workspace.post(
        DESIGN, user=HEARTEN.id, text="When?", blocks=[{"type": "actions", "elements": [day]}]
    )
    async with ana.expect_response("**/press"):
        await ana.get_by_label("Choose a date").fill("2026-12-01")
    assert receiver.received[0].payload["actions"][0]["selected_date"] == "2026-12-01"
    await expect(maya.get_by_label("Choose a date")).to_have_value("")


async def test_file_is_shown_and_downloaded(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, _ = pages
    content = b'{"given": []}'
    file = practice.workspace.files.announce("export.json", len(content), "", practice.now())
    practice.workspace.files.upload(file.key, content)
    file.is_complete = True
    practice.workspace.post(DESIGN, user=HEARTEN.id, text="All of it", files=[file.id])
    async with ana.expect_download() as downloading:
        await ana.get_by_role("link", name="export.json").click()
    download = await downloading.value
    assert download.suggested_filename == "export.json"
    assert (await download.path()).read_bytes() == content
