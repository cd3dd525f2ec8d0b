"""The guided tour: what it says, that it notices what is done, and that it can be left and taken again."""

from __future__ import annotations

import re

import aiohttp
import pytest
from playwright.async_api import Page, expect

from bot.practice.company import ANA, JONAS, MAYA, brightside
from bot.practice.page.routes import routes
from bot.practice.page.touring import shown
from bot.practice.presence import writing
from bot.practice.server import Practice
from bot.practice.tour import guided_tour
from tests.practice.page.test_page import Words
from tests.practice.page.test_page import page as html_of
from tests.practice.receiver import Receiver

ENGINEERING = "C0ENGINE1"


def test_every_step_can_be_done_where_it_leads() -> None:
    workspace = brightside()
    for step in guided_tour().steps:
        writing(workspace, step.who, step.where)
        assert bool(step.command) != bool(step.spot)
        if step.command:
            assert re.search(step.told["text"], step.command)
    assert list(dict.fromkeys(step.title for step in guided_tour().steps)) == [
        "Thank Maya",
        "React",
        "Let a week pass",
        "Become the lead",
    ]


@pytest.mark.parametrize(
    ("person", "helps"),
    [
        (ANA.id, ["Write it for me", "Show me", "Show me", "Be Jonas and write it", "Be Maya and write it"]),
        (JONAS.id, ["Be Ana and write it", "Show me", "Show me", "Write it for me", "Be Maya and write it"]),
    ],
)
def test_it_is_drawn_for_whoever_acts(person: str, helps: list[str]) -> None:
    tour = shown(guided_tour(), brightside(), person)
    assert [stop.help for stop in tour.stops] == helps
    assert [stop.number for stop in tour.stops] == [1, 2, 3, 4, 4]
    assert tour.count == 4
    assert "<code>/kudos @maya thanks for …</code>" in tour.stops[0].words


async def test_a_page_without_one() -> None:
    async with (
        Practice(brightside(), page=routes) as practice,
        aiohttp.ClientSession(practice.url) as browser,
    ):
        assert "tour" not in str(Words(await html_of(browser, ANA.id))).lower()


async def step(page: Page, words: str) -> None:
    await expect(page.locator("#tour li.current")).to_contain_text(words)


async def test_the_whole_way(pages: tuple[Page, Page], practice: Practice, receiver: Receiver) -> None:
    ana, _ = pages
    workspace = practice.workspace
    workspace.post(ENGINEERING, user=MAYA.id, text="It was the clock.")
    helping = ana.locator("#tour li.current a")
    await step(ana, "1 of 4 · Thank Maya")
    await helping.press("Enter")
    writing = ana.get_by_label("Message engineering")
    await expect(writing).to_have_value(re.compile("^/kudos @maya thanks for"))
    await writing.fill("/kudos help")
    await writing.press("Enter")
    await expect(writing).to_have_value("")
    await step(ana, "Thank Maya")
    await helping.press("Enter")
    await expect(writing).to_be_focused()
    await writing.press("Enter")
    await step(ana, "2 of 4 · React")
    # What is done is told to those who do not see it, and what one was at stays where it was.
    await expect(ana.locator("#tour").get_by_role("status")).to_contain_text("Done. 2 of 4 · React")
    await expect(writing).to_be_focused()

    await helping.press("Enter")
    await expect(ana.get_by_role("button", name="Add a reaction").first).to_be_focused()
    await ana.keyboard.press("Enter")
    await ana.locator("#picker").get_by_role("button", name="handshake").press("Enter")
    await step(ana, "3 of 4 · Let a week pass")
    await helping.press("Enter")
    await expect(ana.get_by_role("button", name="A week passes")).to_be_focused()
    await ana.keyboard.press("Enter")
    await step(ana, "4 of 4 · Become the lead")

    # To be done as somebody in particular.
    await writing.fill("/kudos history @maya")
    await writing.press("Enter")
    await expect(writing).to_have_value("")
    await helping.press("Enter")
    await expect(ana).to_have_url(f"{practice.url}/as/{JONAS.id}/{ENGINEERING}")
    await expect(writing).to_have_value("/kudos history @maya")
    await writing.press("Enter")
    await step(ana, "Now be Maya")
    await helping.press("Enter")
    await expect(ana).to_have_url(f"{practice.url}/as/{MAYA.id}/{ENGINEERING}")
    await expect(writing).to_have_value("/kudos privacy")
    await writing.press("Enter")
    await step(ana, "That was all.")
    typed = [received.payload["text"] for received in receiver.received if "command" in received.payload]
    assert typed[-2:] == ["history <@U0MAYA001|maya>", "privacy"]


async def test_it_is_left_and_taken_again(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, maya = pages
    tour, opener = ana.get_by_role("region", name="Tour"), ana.get_by_role("button", name="Take the tour")
    await tour.get_by_role("button", name="Next").press("Enter")
    await step(ana, "2 of 4")
    await expect(tour.get_by_role("button", name="Next")).to_be_focused()
    await ana.goto(f"{practice.url}/as/{ANA.id}/home")
    await step(ana, "2 of 4")
    await tour.get_by_role("button", name="Skip the tour").press("Enter")
    await expect(tour).to_be_hidden()
    await expect(opener).to_be_focused()
    await ana.reload()
    await expect(opener).to_be_visible()
    await expect(tour).to_be_hidden()
    # Each browser is at a step of its own.
    await step(maya, "1 of 4")

    await opener.press("Enter")
    await step(ana, "1 of 4")
    await expect(tour).to_be_focused()
    # All steps take the same room, also where there is little.
    await ana.set_viewport_size({"width": 380, "height": 780})
    heights: set[float] = set()
    for _ in guided_tour().steps:
        heights.add(await tour.evaluate("one => one.offsetHeight"))
        await tour.get_by_role("button", name="Next").press("Enter")
    await step(ana, "That was all.")
    heights.add(await tour.evaluate("one => one.offsetHeight"))
    assert len(heights) == 1
    await expect(tour.get_by_role("button", name="Close")).to_be_focused()


async def test_what_is_shown_on_a_small_screen(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, _ = pages
    await ana.set_viewport_size({"width": 380, "height": 780})
    for _ in range(2):
        await ana.get_by_role("button", name="Next", exact=True).click()
    await ana.get_by_role("link", name="Show me").click()
    week = ana.get_by_role("button", name="A week passes")
    await expect(week).to_be_focused()
    await expect(week).to_be_in_viewport()
