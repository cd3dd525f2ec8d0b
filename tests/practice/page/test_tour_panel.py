"""The guided tour: what it says, that it notices what is done, and that it can be left and taken again."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Page, ViewportSize, expect

from bot.practice.access import require_writable
from bot.practice.company import ANA, CAROL, HEARTEN, JONAS, LENA, MAYA, ROSA, TOM, brightside
from bot.practice.directory import utc_now
from bot.practice.page.routes import routes
from bot.practice.page.tour_panel import draw_tour
from bot.practice.records import Person
from bot.practice.server import Practice
from bot.practice.tour import guided_tour
from tests.practice.page.test_page import Words
from tests.practice.page.test_page import page as html_of
from tests.practice.receiver import Receiver

GENERAL = "C0GENERAL"
DESIGN = "C0DESIGN1"
REST = ("Let a week pass", "Open the digest")
PICTURE = (Path(__file__).parents[3] / ".github" / "digest.png").read_bytes()
PHONE: ViewportSize = {"width": 380, "height": 780}


def test_every_step_is_possible_at_its_address() -> None:
    workspace = brightside()
    for step in guided_tour().steps:
        require_writable(workspace, step.who, step.where)
        assert sum(map(bool, (step.command, step.spot, step.picture))) == 1
        if step.command:
            assert re.search(step.patterns["text"], step.command)
    assert list(dict.fromkeys(step.title for step in guided_tour().steps)) == [
        "Thank Maya",
        "React",
        "Start a card",
        "Let a week pass",
        "Become the lead",
    ]


def places(person: str, here: str) -> list[str]:
    return [step.address for step in draw_tour(guided_tour(), brightside(), person, here).steps]


@pytest.mark.parametrize(
    ("person", "here", "address", "channel"),
    [
        (ANA.id, GENERAL, f"/as/{ANA.id}/{GENERAL}", "#general"),
        (ANA.id, DESIGN, f"/as/{ANA.id}/{DESIGN}", "#design"),
        (TOM.id, DESIGN, f"/as/{TOM.id}/{DESIGN}", "#design"),
        (LENA.id, "C0SUPPORT", f"/as/{LENA.id}/C0SUPPORT", "#support"),
        # One can't thank oneself.
        (MAYA.id, DESIGN, f"/as/{ANA.id}/{GENERAL}", "#general"),
        # Not in it, it is between few, or she isn't in it.
        (CAROL.id, DESIGN, f"/as/{ANA.id}/{GENERAL}", "#general"),
        (ANA.id, "C0DRAFTS1", f"/as/{ANA.id}/{GENERAL}", "#general"),
        (JONAS.id, "C0LEADS01", f"/as/{ANA.id}/{GENERAL}", "#general"),
        (ROSA.id, "C0NORTHL1", f"/as/{ANA.id}/{GENERAL}", "#general"),
    ],
)
def test_first_step_uses_the_current_channel_if_possible(
    person: str, here: str, address: str, channel: str
) -> None:
    first = draw_tour(guided_tour(), brightside(), person, here).steps[0]
    assert first.address == address
    assert f"Everyone in {channel} can read it." in first.words
    assert "{" not in first.words


def test_digest_is_opened_by_a_person_who_can_see_it() -> None:
    for person, who in ((ANA, ANA), (JONAS, JONAS), (TOM, ANA), (ROSA, ANA)):
        tour = draw_tour(guided_tour(), brightside(), person.id, DESIGN)
        assert tour.steps[3].opens == tour.steps[4].address == f"/as/{who.id}/{GENERAL}/picture"
    assert not any(step.opens for step in tour.steps if step.action != "pass")


@pytest.mark.parametrize(
    ("person", "helps"),
    [
        (
            ANA,
            [
                "Write it for me",
                "Show me",
                "Write it for me",
                *REST,
                "Be Jonas and write it",
                "Be Maya and write it",
            ],
        ),
        (
            JONAS,
            [
                "Write it for me",
                "Show me",
                "Be Ana and write it",
                *REST,
                "Write it for me",
                "Be Maya and write it",
            ],
        ),
        (
            MAYA,
            [
                "Be Ana and write it",
                "Show me",
                "Be Ana and write it",
                *REST,
                "Be Jonas and write it",
                "Write it for me",
            ],
        ),
    ],
)
def test_help_names_the_person_to_become(person: Person, helps: list[str]) -> None:
    tour = draw_tour(guided_tour(), brightside(), person.id, GENERAL)
    assert [step.help for step in tour.steps] == helps


async def test_steps_with_one_title_share_a_number(browser: aiohttp.ClientSession) -> None:
    html = await html_of(browser, ANA.id)
    numbered = re.compile(r"(\d) of 5 · ([^<]+)</b>").findall(html)
    assert [int(number) for number, _ in numbered] == [1, 2, 3, 4, 4, 5, 5]
    assert [title for _, title in numbered] == [step.title for step in guided_tour().steps]
    assert "<code>/kudos @maya thanks for …</code>" in html


async def test_page_without_a_tour_does_not_mention_it() -> None:
    async with (
        Practice(brightside(), page=routes) as practice,
        aiohttp.ClientSession(practice.url) as browser,
    ):
        assert "tour" not in str(Words(await html_of(browser, ANA.id))).lower()


async def step(page: Page, words: str) -> None:
    await expect(page.locator("#tour li.current")).to_contain_text(words)


def post_digest(practice: Practice) -> str:
    """Post a digest with a picture, and what follows it; the id of its place on the page."""
    workspace = practice.workspace
    file = workspace.files.announce("week.png", len(PICTURE), "The week", utc_now())
    file.content, file.is_complete = PICTURE, True
    picture = {"type": "image", "slack_file": {"id": file.id}, "alt_text": "The week"}
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "Good words"}}, picture]
    message = workspace.post(GENERAL, user=HEARTEN.id, text="Good words", blocks=blocks)
    for number in range(24):
        workspace.post(GENERAL, user=HEARTEN.id, text=f"From Sam to Maya, number {number}")
    return f"m{message.ts.replace('.', '-')}"


async def begins_with(page: Page, message_id: str) -> None:
    """Wait until a message stands at the top of the list, and is not pointed out."""
    await page.wait_for_function(
        """id => {
            const message = document.getElementById(id);
            if (!message || location.hash) return false;
            const top = message.getBoundingClientRect().top;
            return Math.abs(top - message.closest(".scroller").getBoundingClientRect().top - 8) <= 2;
        }""",
        arg=message_id,
    )


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 860}])
async def test_tour_can_be_walked_to_its_end(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver, size: ViewportSize
) -> None:
    ana, _ = pages
    await ana.set_viewport_size(size)
    practice.workspace.post(GENERAL, user=MAYA.id, text="It was the clock.")
    digest = post_digest(practice)
    # The first screen is the digest.
    await ana.goto(practice.url)
    await expect(ana).to_have_url(f"{practice.url}/as/{ANA.id}/{GENERAL}")
    await begins_with(ana, digest)
    await expect(ana.get_by_role("img", name="The week")).to_be_in_viewport()

    helping = ana.locator("#tour li.current a")
    await step(ana, "1 of 5 · Thank Maya")
    await step(ana, "Everyone in #general can read it.")
    await helping.click()
    composer = ana.get_by_label("Message general")
    await expect(composer).to_have_value(re.compile("^/kudos @maya thanks for"))
    await composer.fill("/kudos help")
    await composer.press("Enter")
    await expect(composer).to_have_value("")
    await step(ana, "Thank Maya")
    await helping.click()
    await expect(composer).to_be_focused()
    await composer.press("Enter")
    await step(ana, "2 of 5 · React")
    # What is done is told to those who do not see it, and what one was at stays where it was.
    await expect(ana.locator("#tour").get_by_role("status")).to_contain_text("Done. 2 of 5 · React")
    await expect(composer).to_be_focused()

    await helping.click()
    await expect(ana.get_by_role("button", name="Add a reaction").first).to_be_focused()
    await ana.keyboard.press("Enter")
    await ana.locator("#picker").get_by_role("button", name="handshake").press("Enter")
    await step(ana, "3 of 5 · Start a card")
    await helping.click()
    await expect(ana).to_have_url(f"{practice.url}/as/{ANA.id}/{DESIGN}")
    await expect(ana.get_by_label("Message design")).to_have_value(re.compile("^/kudos card @carol until"))
    await ana.get_by_label("Message design").press("Enter")
    await step(ana, "4 of 5 · Let a week pass")
    before = practice.now()
    await helping.click()
    # What a week brings is opened.
    await step(ana, "Here is the digest")
    await begins_with(ana, digest)
    assert practice.now() - before >= timedelta(days=7)
    assert not await ana.locator("body.with-sidebar").count()
    await ana.locator("main .scroller").evaluate("one => one.scrollTop = 0")
    await helping.click()
    await begins_with(ana, digest)
    await step(ana, "4 of 5 · Let a week pass")
    await ana.get_by_role("button", name="Next", exact=True).click()
    await step(ana, "5 of 5 · Become the lead")

    # To be done as somebody in particular.
    await composer.fill("/kudos history @maya")
    await composer.press("Enter")
    await expect(composer).to_have_value("")
    await helping.click()
    await expect(ana).to_have_url(f"{practice.url}/as/{JONAS.id}/{GENERAL}")
    await expect(composer).to_have_value("/kudos history @maya")
    await composer.press("Enter")
    await step(ana, "Now be Maya")
    await helping.click()
    await expect(ana).to_have_url(f"{practice.url}/as/{MAYA.id}/{GENERAL}")
    await expect(composer).to_have_value("/kudos privacy")
    await composer.press("Enter")
    await step(ana, "That was all;")
    typed = [received.payload["text"] for received in receiver.received if "command" in received.payload]
    assert typed[-2:] == ["history <@U0MAYA001|maya>", "privacy"]


async def test_tour_can_be_skipped_and_restarted(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, maya = pages
    tour, opener = ana.get_by_role("region", name="Tour"), ana.get_by_role("button", name="Take the tour")
    await tour.get_by_role("button", name="Next").press("Enter")
    await step(ana, "2 of 5")
    await expect(tour.get_by_role("button", name="Next")).to_be_focused()
    await ana.goto(f"{practice.url}/as/{ANA.id}/home")
    await step(ana, "2 of 5")
    await tour.get_by_role("button", name="Skip the tour").press("Enter")
    await expect(tour).to_be_hidden()
    await expect(opener).to_be_focused()
    await ana.reload()
    await expect(opener).to_be_visible()
    await expect(tour).to_be_hidden()
    # Each browser is at a step of its own.
    await step(maya, "1 of 5")

    await opener.press("Enter")
    await step(ana, "1 of 5")
    await expect(tour).to_be_focused()
    # All steps take the same room, also where there is little.
    await ana.set_viewport_size({"width": 380, "height": 780})
    heights: set[float] = set()
    for _ in guided_tour().steps:
        heights.add(await tour.evaluate("one => one.offsetHeight"))
        await tour.get_by_role("button", name="Next").press("Enter")
    await step(ana, "That was all;")
    heights.add(await tour.evaluate("one => one.offsetHeight"))
    assert len(heights) == 1
    await expect(tour.get_by_role("button", name="Close")).to_be_focused()


async def test_every_step_fits_on_a_phone(pages: tuple[Page, Page]) -> None:
    """Its own button, “Next” and “Skip the tour” stand in one line, and none covers another or the words."""
    ana, _ = pages
    await ana.set_viewport_size(PHONE)
    for number in range(len(guided_tour().steps)):
        words, *buttons = [
            box
            for part in ("li.current .told", "li.current a", "[data-next]", "[data-skip]")
            if (box := await ana.locator(f"#tour {part}").bounding_box())
        ]
        assert len(buttons) == 3
        assert len({round(each["y"] + each["height"]) for each in buttons}) == 1, number
        for left, right in itertools.pairwise(buttons):
            assert left["x"] + left["width"] <= right["x"]
        assert buttons[-1]["x"] + buttons[-1]["width"] <= PHONE["width"]
        assert words["y"] + words["height"] <= buttons[0]["y"]
        await ana.get_by_role("button", name="Next", exact=True).click()
    assert await ana.locator("#tour").evaluate("one => one.offsetHeight") < 180


async def test_sidebar_of_a_phone_closes_after_a_choice(pages: tuple[Page, Page]) -> None:
    ana, _ = pages
    await ana.set_viewport_size(PHONE)
    opener = ana.get_by_role("button", name="Channels and people")
    opened = ana.locator("body.with-sidebar")
    sidebar = ana.locator("#sidebar")
    for choice in (
        sidebar.get_by_role("button", name="+1 hour"),
        sidebar.get_by_role("button", name="A week passes"),
        sidebar.get_by_role("button", name="Inspector"),
        sidebar.get_by_role("link", name="design"),
        sidebar.get_by_role("link", name="general"),
    ):
        await opener.click()
        await expect(opened).to_have_count(1)
        await choice.click()
        await expect(opened).to_have_count(0)
        await expect(sidebar).to_be_hidden()
    # Where one goes on choosing, it stays.
    await opener.click()
    await sidebar.get_by_text("Make Slack fail").click()
    await expect(opened).to_have_count(1)
    await sidebar.get_by_text("· practice").click()
    await expect(opened).to_have_count(1)
