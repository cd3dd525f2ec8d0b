"""Joining in: by an emoji that can be taken away again, and by words."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.practice.company import ANA, LI, MAYA, PRIYA
from tests.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_by_an_emoji_that_is_taken_away_again(visit: Visit) -> None:
    ana, li = await visit(ANA, "support"), await visit(LI, "support")
    await ana.say("/kudos @priya thanks for calling all three back #collaboration")
    shout_out = li.public("calling all three back")
    await li.react(shout_out, "handshake")
    await expect(shout_out).to_contain_text("Li Wei joins in.")
    await expect(ana.public("calling all three back")).to_contain_text("Li Wei joins in.")

    await shout_out.get_by_role("button", name="you reacted with :handshake:").click()
    await expect(shout_out).not_to_contain_text("Li Wei")
    await expect(ana.public("calling all three back")).not_to_contain_text("Li Wei")


async def test_an_emoji_on_a_message_thanks_its_author_until_it_is_taken_away(visit: Visit) -> None:
    maya, at_home = await visit(MAYA, "support"), await visit(MAYA, "general")
    await at_home.go("Hearten")
    await at_home.page.get_by_role("link", name="Home", exact=True).click()
    await at_home.page.get_by_role("button", name="Given").click()
    await expect(at_home.page.get_by_role("heading", name="Thanks you gave")).to_be_visible()
    given = at_home.page.get_by_text("you thanked Priya for this message")

    message = maya.public("the export stops halfway")
    await maya.react(message, "bulb")
    chip = message.get_by_role("button", name="you reacted with :bulb:")
    await expect(chip).to_have_attribute("aria-pressed", "true")
    await expect(given).to_contain_text("(💡 creativity)")
    await maya.go("Hearten")
    await expect(maya.public("thanks Priya. To undo it")).to_be_visible()

    await maya.go("support")
    await chip.click()
    await expect(chip).to_have_count(0)
    await expect(given).to_have_count(0)


async def test_with_words(visit: Visit) -> None:
    maya, priya = await visit(MAYA, "engineering"), await visit(PRIYA, "engineering")
    await maya.say("/kudos @ana thanks for the words under every button")
    shout_out = priya.public("the words under every button")
    await shout_out.get_by_role("button", name="Me too").click()
    for reader in (maya, priya):
        await expect(reader.public("the words under every button")).to_contain_text("Priya joins in.")
    answer = priya.private("You joined Maya in thanking Ana.")
    await answer.get_by_role("button", name="Add words").click()
    form = priya.page.get_by_role("dialog", name="Me too")
    await expect(form).to_contain_text("You have joined Maya in thanking Ana.")
    words = form.get_by_label("A few words of your own")
    await expect(words).to_be_focused()
    await priya.page.keyboard.type("Nobody asks me what they mean any more")
    await form.get_by_role("button", name="Save").press("Enter")
    await expect(priya.dialog).to_be_hidden()
    for reader in (maya, priya):
        read = reader.public("the words under every button")
        await expect(read).to_contain_text("Priya: “Nobody asks me what they mean any more”")
