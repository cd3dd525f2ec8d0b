"""Somebody at the practice workspace's page: what they see there, and what they do by keyboard and mouse."""

from __future__ import annotations

from re import Pattern

from playwright.async_api import Locator, Page, expect

from bot.practice.records import Person

ONLY_YOU = "Only visible to you"


class Visitor:
    """One person, in a browser of their own."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.messages = page.get_by_role("log").get_by_role("listitem")
        self.writing = page.get_by_role("textbox", name="Message ")
        self.dialog = page.get_by_role("dialog")

    async def go(self, place: str) -> None:
        """Choose a channel, or the app, in the sidebar."""
        await self.page.get_by_role("navigation").get_by_role("link", name=place).click()
        await expect(self.page.get_by_role("heading", level=1, name=place)).to_be_visible()
        await self.ready()

    async def become(self, person: Person) -> None:
        """Act as somebody else from now on."""
        await self.page.get_by_text("· practice").click()
        await self.page.locator("details.actors").get_by_role("link", name=person.display_name).click()
        await expect(self.page.get_by_text(f"Acting as {person.display_name}")).to_be_visible()
        await self.ready()

    async def ready(self) -> None:
        """Wait until one can write: the page puts the cursor there."""
        await expect(self.writing).to_be_focused()

    async def say(self, text: str) -> None:
        """Write a message or a command. The blank after it closes what the composer suggests."""
        await self.writing.fill(f"{text} ")
        await self.writing.press("Enter")
        await expect(self.writing).to_have_value("")

    def public(self, words: str | Pattern[str]) -> Locator:
        """What stands in the channel for all and has these words."""
        return self.messages.filter(has_text=words).filter(has_not_text=ONLY_YOU)

    def private(self, words: str | Pattern[str]) -> Locator:
        """What only this person sees and has these words."""
        return self.messages.filter(has_text=words).filter(has_text=ONLY_YOU)

    async def react(self, message: Locator, emoji: str) -> None:
        """Choose an emoji for a message; what is done with one shows under the pointer."""
        await message.hover()
        await message.get_by_role("button", name="Add a reaction").click()
        await self.page.get_by_role("button", name=emoji, exact=True).click()
