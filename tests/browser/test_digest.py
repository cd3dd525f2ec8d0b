"""The weekly digest: set up by its form, and there when a week has passed."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from bot.practice.company import ANA, CAROL, JONAS, PRIYA
from tests.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_week_later_it_is_read_with_its_picture(visit: Visit) -> None:
    carol, jonas = await visit(CAROL, "office-move"), await visit(JONAS, "office-move")
    clock = carol.page.get_by_role("region", name="Practice time")
    # Whatever day it is: from Monday morning a week reaches beyond the next Thursday, and no further.
    await clock.get_by_role("button", name="To next Monday 09:00").click()
    await expect(clock).to_contain_text("09:00 Mon")
    await carol.say("/kudos @priya thanks for finding the charge that was in it twice #problem-solving")
    await expect(jonas.public("the charge that was in it twice")).to_be_visible()

    await carol.say("/kudos digest")
    await carol.private("has no digest").get_by_role("button", name="Set it up").click()
    form = carol.page.get_by_role("dialog", name="The weekly digest")
    await form.get_by_label("Day").select_option("Thursday")
    await form.get_by_label("Time", exact=True).fill("15:00")
    await expect(form.get_by_label("Time zone")).to_have_value("America/New_York")
    await form.get_by_label("Time zone").fill("Europe/Berln")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_text("I don't know this time zone.")).to_be_visible()
    await form.get_by_label("Time zone").fill("Europe/Berlin")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_contain_text("will get its digest every Thursday at 15:00 (Europe/Berlin).")
    await carol.page.keyboard.press("Escape")
    await expect(carol.dialog).to_be_hidden()

    await clock.get_by_role("button", name="A week passes").click()
    for reader in (carol, jonas):
        digest = reader.public("Good words from")
        await expect(digest).to_contain_text("finding the charge that was in it twice")
        picture = digest.get_by_role("img")
        await expect(picture).to_have_accessible_name(
            "A picture of the week: a patch for each thanks, in the order of the days. "
            "Its patterns show problem-solving."
        )
        await picture.scroll_into_view_if_needed()
        await expect(picture).to_have_js_property("complete", value=True)
        assert await picture.evaluate("picture => picture.naturalWidth") > 0


async def test_on_a_phone_few_are_shown_and_all_can_be_read(visit: Visit) -> None:
    priya, ana = await visit(PRIYA, "support"), await visit(ANA, "support")
    page = priya.page
    clock = page.get_by_role("region", name="Practice time")
    await clock.get_by_role("button", name="To next Monday 09:00").click()
    await expect(clock).to_contain_text("09:00 Mon")
    await priya.say("/kudos digest on monday 09:00 Asia/Kolkata")
    await expect(priya.private("will get its digest every Monday")).to_be_visible()
    for number in range(9):
        await priya.say(f"/kudos @ana thanks for answer {number} of many. {'It was kind and patient. ' * 45}")
        await expect(ana.public(f"answer {number} of many")).to_be_visible()
    await clock.get_by_role("button", name="A week passes").click()
    digest = priya.public("Good words from")
    await expect(digest).to_be_visible()

    await page.set_viewport_size({"width": 380, "height": 780})
    await expect(digest.get_by_role("link", name="Priya", exact=True)).to_have_count(7)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 380
    picture = await digest.get_by_role("img", name="A picture of the week").bounding_box()
    whole = await digest.bounding_box()
    assert picture
    assert whole
    assert picture["x"] + picture["width"] <= 380
    # Two screens of a phone, whatever the week was.
    assert whole["height"] < 2 * 780

    await digest.get_by_role("button", name="Read all").click()
    form = page.get_by_role("dialog", name="Good words")
    await expect(form).to_contain_text("answer 0 of many")
    await expect(form).not_to_contain_text("answer 8 of many")
    for number in (3, 6):
        await form.get_by_role("button", name="Read on").click()
        await expect(form).to_contain_text(f"answer {number} of many")
        await expect(form).not_to_contain_text(f"answer {number - 1} of many")
    await expect(form).to_contain_text("answer 8 of many")
    await expect(form.get_by_role("button", name="Read on")).to_have_count(0)
    await form.get_by_role("button", name="From the start").click()
    await expect(form).to_contain_text("answer 0 of many")
    await page.keyboard.press("Escape")
    await expect(priya.dialog).to_be_hidden()
    # A name leads to its shout-out.
    await expect(digest.get_by_role("link", name="Ana", exact=True).first).to_have_attribute(
        "href", re.compile("/archives/")
    )
