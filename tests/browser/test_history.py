"""Reading back: what one received, what a lead reads and who sees that, and what a guest may not."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from bot.practice.company import LI, PRIYA, SAM, TOM
from tests.browser.conftest import RECEIPTS, Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_ones_history_page_by_page(visit: Visit) -> None:
    sam = await visit(SAM, "general")
    await sam.say("/kudos history")
    answer = sam.private("Thanks you received, newest first:")
    latest, earliest = RECEIPTS[:-11:-1], RECEIPTS[-11::-1]
    await expect(answer.get_by_text("thanks for receipt")).to_have_text(
        [f"thanks for {one}" for one in latest]
    )
    await answer.get_by_role("button", name="Older").press("Enter")
    await expect(answer.get_by_text("thanks for receipt")).to_have_text(
        [f"thanks for {one}" for one in earliest]
    )
    await expect(answer.get_by_role("button", name="Older")).to_have_count(0)
    await answer.get_by_role("button", name="Newer").press("Enter")
    await expect(answer.get_by_text("thanks for receipt")).to_have_text(
        [f"thanks for {one}" for one in latest]
    )


async def test_who_is_cared_for_sees_that_their_lead_looked(visit: Visit) -> None:
    someone = await visit(LI, "support")
    await someone.say("/kudos privacy")
    await expect(someone.private("No one has looked at your thanks")).to_be_visible()

    await someone.become(PRIYA)
    await someone.say("/kudos leads")
    await expect(someone.private("You care for these people:")).to_contain_text("Li Wei")
    await someone.say("/kudos history @li")
    answer = someone.private("Thanks that Li Wei received, newest first:")
    await expect(answer).to_contain_text("staying with the export until it was clear")

    await someone.become(LI)
    await someone.say("/kudos privacy")
    await expect(someone.private(re.compile(r"Priya looked at your thanks on \d"))).to_be_visible()
    await someone.go("Hearten")
    await someone.page.get_by_role("link", name="Home", exact=True).click()
    await someone.page.get_by_role("button", name="Choices").click()
    await expect(someone.page.get_by_text("Priya looked at your thanks on")).to_be_visible()


async def test_a_guest_is_refused_kindly(visit: Visit) -> None:
    tom = await visit(TOM, "design")
    channels = tom.page.get_by_role("navigation").get_by_role("link", name="general")
    await expect(tom.page.get_by_role("navigation").get_by_role("link", name="design")).to_be_visible()
    await expect(channels).to_have_count(0)
    await tom.say("/kudos history @maya")
    await expect(tom.private("A person's history is theirs, so I can't show it.")).to_be_visible()
    await tom.say("/kudos settings")
    await expect(tom.private("Only admins of this Slack workspace can see and change")).to_be_visible()
    # What is said there is nothing that a guest gets to know of, not even whether there is such a channel.
    await tom.say("/kudos history #general")
    await expect(tom.private("You typed:")).to_contain_text("/kudos history #general")

    await tom.say("/kudos")
    where = tom.page.get_by_role("dialog", name="Thank someone").get_by_label("Which channel?")
    await expect(where.get_by_role("option")).to_have_text(["Choose", "#design"])
    await tom.page.keyboard.press("Escape")
    await expect(tom.dialog).to_be_hidden()
    await tom.say("/kudos @ana thanks for letting me in on the sketches")
    await expect(tom.public("letting me in on the sketches")).to_contain_text("From @Tom to @Ana")
