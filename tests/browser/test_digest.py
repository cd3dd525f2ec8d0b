"""The weekly digest: set up by its form, and there when a week has passed."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.practice.company import CAROL, JONAS
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
            "The week's quilt: a patch for each thanks, in the order of the days. "
            "Its patterns stand for problem-solving."
        )
        await picture.scroll_into_view_if_needed()
        await expect(picture).to_have_js_property("complete", value=True)
        assert await picture.evaluate("picture => picture.naturalWidth") > 0
