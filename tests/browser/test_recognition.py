"""Thanking people: by typing it, by the form, and changing one's mind afterwards."""

from __future__ import annotations

import pytest
from playwright.async_api import ViewportSize, expect

from bot.practice.company import ANA, LI, MAYA
from tests.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE: ViewportSize = {"width": 380, "height": 780}


async def test_by_a_command_that_completes_itself(visit: Visit) -> None:
    ana, maya = await visit(ANA, "design"), await visit(MAYA, "design")
    keyboard = ana.page.keyboard
    await keyboard.type("/ku")
    await keyboard.press("Enter")
    await keyboard.type("@may")
    await expect(ana.page.get_by_role("option", name="@maya")).to_be_visible()
    await keyboard.press("Enter")
    await keyboard.type("thanks for reading my draft twice #coll")
    await expect(ana.page.get_by_role("option", name="#collaboration")).to_be_visible()
    await keyboard.press("Tab")
    await expect(ana.writing).to_have_value("/kudos @maya thanks for reading my draft twice #collaboration ")
    await keyboard.press("Enter")

    await expect(ana.private("I'll post this in #design for Maya.")).to_be_visible()
    for reader in (ana, maya):
        shout_out = reader.public("reading my draft twice")
        await expect(shout_out).to_contain_text("From @Ana to @Maya · 🤝 collaboration")
    await maya.page.reload()
    await expect(maya.public("reading my draft twice")).to_be_visible()
    await expect(maya.private("I'll post this")).to_have_count(0)


async def test_by_the_form_with_something_missing_on_the_way(visit: Visit) -> None:
    maya = await visit(MAYA, "engineering")
    await maya.page.get_by_role("button", name="Shortcuts").click()
    await maya.page.keyboard.press("Enter")
    form = maya.page.get_by_role("dialog", name="Thank someone")
    words, where = form.get_by_label("What for?"), form.get_by_label("Which channel?")
    await words.fill("thanks for the long evening at the build")
    await form.get_by_label("problem-solving").check()
    await form.get_by_role("button", name="Thank", exact=True).click()
    await expect(form.get_by_role("alert").filter(has_text="Please complete this").first).to_be_visible()
    await expect(words).to_have_value("thanks for the long evening at the build")
    await expect(form.get_by_label("problem-solving")).to_be_checked()

    # Whoever only wants them to read it is not asked for a channel.
    await form.get_by_label("Only to them, in a direct message").check()
    await expect(where).to_have_count(0)
    await form.get_by_label("In a channel, for everyone there").check()
    await expect(where).to_be_visible()
    await expect(words).to_have_value("thanks for the long evening at the build")
    await form.get_by_label("Maya").check()
    await form.get_by_label("Li Wei").check()
    await where.select_option("#engineering")
    await form.get_by_role("button", name="Thank", exact=True).press("Enter")
    await expect(form.get_by_role("alert").filter(has_text="Please take yourself out.")).to_be_visible()
    await form.get_by_label("Maya").uncheck()
    await form.get_by_role("button", name="Thank", exact=True).press("Enter")

    done = maya.page.get_by_role("dialog", name="Thank you")
    await expect(done).to_contain_text("I'll post this in #engineering for Li Wei.")
    await maya.page.keyboard.press("Escape")
    await expect(done).to_be_hidden()
    shout_out = maya.public("the long evening at the build")
    await expect(shout_out).to_contain_text("From @Maya to @Li Wei · 🧩 problem-solving")


async def test_edited_with_a_value_and_withdrawn(visit: Visit) -> None:
    li, ana = await visit(LI, "general"), await visit(ANA, "general")
    await li.say("/kudos @ana thanks for teh quiet room")
    await expect(ana.public("thanks for teh quiet room")).to_be_visible()
    answer = li.private("in #general for Ana.").last
    await answer.get_by_role("button", name="Edit").click()
    words = li.page.get_by_role("dialog", name="Edit your thanks").get_by_label("Your words")
    await expect(words).to_have_value("thanks for teh quiet room")
    await words.fill("thanks for the quiet room")
    await li.page.keyboard.press("Tab")
    await li.page.get_by_role("button", name="Save").press("Enter")
    await expect(li.dialog).to_be_hidden()
    shout_out = ana.public("thanks for the quiet room")
    await expect(shout_out).to_be_visible()
    await expect(ana.public("teh quiet room")).to_have_count(0)

    await answer.get_by_text("Add a value").click()
    await answer.get_by_role("button", name="💡 creativity").click()
    answer = li.private("Posted in #general for Ana.").last
    await expect(answer).to_contain_text("Thanked for 💡 creativity.")
    await expect(shout_out).to_contain_text("From @Li Wei to @Ana · 💡 creativity")

    await answer.get_by_role("button", name="Undo").click()
    await expect(li.private("Your thanks to Ana is taken back.")).to_be_visible()
    await expect(shout_out).to_have_count(0)


async def test_on_a_phone_one_gives_and_changes_it(visit: Visit) -> None:
    ana, li = await visit(ANA, "engineering"), await visit(LI, "engineering")
    for visitor in (ana, li):
        await visitor.page.set_viewport_size(PHONE)
    await ana.say("/kudos @maya @carol thanks for the new desks, @jonas says so too")
    answer = ana.private("I'll post this in #engineering for Maya.")
    await expect(answer).to_contain_text("Carol isn't in that channel and gets it in a message.")
    await expect(answer).to_contain_text("Jonas is only mentioned.")
    await expect(answer).not_to_contain_text("the new desks")
    await answer.get_by_text("Add a value").click()
    await answer.get_by_role("button", name="🤝 collaboration").click()
    # "Posted in #engineering", if it was posted before the button was pressed.
    answer = ana.private("#engineering for Maya.").filter(has_text="Thanked for 🤝 collaboration.")
    await answer.get_by_role("button", name="Thank Jonas, too").click()
    await expect(ana.private("Posted in #engineering for Jonas and Maya.")).to_be_visible()

    shout_out = li.public("thanks for the new desks")
    await expect(shout_out).to_contain_text("🤝 collaboration")
    await shout_out.get_by_role("button", name="Me too").click()
    await expect(shout_out).to_contain_text("Li Wei joins in.")
    await li.private("You joined Ana in thanking").get_by_role("button", name="Add words").click()
    await (
        li.page.get_by_role("dialog", name="Me too")
        .get_by_label("A few words of your own")
        .fill("I sit well")
    )
    await li.page.get_by_role("button", name="Save").click()
    await expect(shout_out).to_contain_text("Li Wei: “I sit well”")
    await li.say("/kudos")
    form = li.page.get_by_role("dialog", name="Thank someone")
    await form.get_by_label("Only to them, in a direct message").check()
    await expect(form.get_by_label("Which channel?")).to_have_count(0)
    for visitor in (ana, li):
        width = await visitor.page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]
    await li.page.keyboard.press("Escape")
    await expect(li.dialog).to_be_hidden()
