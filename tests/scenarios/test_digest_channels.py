"""Digests as channels come and go, and the long ones that one reads page by page."""

from typing import Any

import pytest

from bot.practice.delivery import Payload
from bot.practice.records import Message
from tests.scenarios.world import World

MONDAY = "2026-11-30T08:00"


async def invited(world: World, where: str, inviter: str | None = "priya") -> None:
    """Tell the bot that it was invited, as Slack does."""
    event: dict[str, Any] = {
        "type": "member_joined_channel",
        "user": world.workspace.bot_user_id,
        "channel": world.where(where),
        "channel_type": "C",
        "team": world.workspace.team_id,
    }
    if inviter:
        event["inviter"] = world.who(inviter)
    await world.event(event)


class TestOffered:
    """Once, quietly, to who invited."""

    async def test_once_and_the_button_sets_it_up(self, world: World) -> None:
        for inviter in ("priya", "priya", "ana"):
            await invited(world, "support", inviter)
        (offer,) = world.direct("priya")
        assert offer.text.startswith("Thank you for inviting me to <#C0SUPPORT>.")
        assert world.direct("ana") == []
        assert world.posts("support") == []
        await world.press("priya", offer, "digest-set-up")
        await world.submit("priya", day="2")
        assert "every Wednesday at 09:00 (Asia/Kolkata)" in await world.command("maya", "support", "digest")

    async def test_digest_is_not_offered_without_an_invitation_or_a_second_time(self, world: World) -> None:
        await invited(world, "support", None)
        assert world.direct("priya") == []
        await world.command("maya", "support", "digest on")
        await invited(world, "support")
        assert world.direct("priya") == []

    async def test_digest_is_not_offered_when_another_user_joins(self, world: World) -> None:
        await world.practice.join(world.who("sam"), world.where("support"))
        assert world.direct("sam") == []


class TestEnded:
    """With a word to who set it up."""

    @pytest.mark.parametrize(
        ("kind", "sentence"),
        [
            ("channel_archive", "was archived"),
            ("group_archive", "was archived"),
            ("channel_deleted", "was deleted"),
            ("group_deleted", "was deleted"),
            ("channel_left", "I'm no longer in"),
            ("group_left", "I'm no longer in"),
        ],
    )
    async def test_it_ends_once(self, world: World, kind: str, sentence: str) -> None:
        await world.command("maya", "support", "digest on")
        for _ in range(2):
            await world.event({"type": kind, "channel": world.where("support"), "user": world.who("jonas")})
        (word,) = world.direct_texts("maya")
        assert sentence in word
        assert "has no digest" in await world.command("ana", "support", "digest")

    async def test_a_channel_without_one(self, world: World) -> None:
        await world.event({"type": "channel_archive", "channel": world.where("support")})
        assert world.calls("chat.postMessage") == []

    async def test_digest_ends_in_an_archived_channel_without_an_event(self, world: World) -> None:
        await world.command("maya", "support", "digest on monday 9:00 Europe/Berlin")
        await world.command("ana", "support", "@priya thanks for the calm")
        world.practice.fail("chat.postMessage", error="is_archived")
        await world.pass_until(MONDAY)
        assert "was archived" in world.direct_texts("maya")[-1]
        assert "has no digest" in await world.command("ana", "support", "digest")


class TestRemoved:
    """Slack sometimes forgets to tell that the bot was removed, and may keep it from posting."""

    @pytest.mark.parametrize("where", ["support", "office-move"])
    async def test_digest_ends_where_the_bot_was_removed_without_an_event(
        self, world: World, where: str
    ) -> None:
        await world.command("priya", where, "digest on monday 9:00 Europe/Berlin")
        await world.command("priya", where, "@sam thanks for the calm")
        await world.practice.leave(world.workspace.bot_user_id, world.where(where), is_withheld=True)
        await world.pass_until(MONDAY)
        assert not any("Good words" in text for text in world.texts(where))
        assert "I'm no longer in" in world.direct_texts("priya")[-1]
        assert "has ended" in world.direct_texts("priya")[-1]
        told = len(world.direct("priya"))
        await world.pass_until("2026-12-07T08:00")
        assert len(world.direct("priya")) == told

    async def test_digest_continues_where_the_bot_was_never_a_member(self, world: World) -> None:
        """In a public channel it may post all the same; set up once more, it does so again."""
        bot, support = world.workspace.bot_user_id, world.where("support")
        world.workspace.leave(support, bot)
        await world.command("priya", "support", "digest on monday 9:00 Europe/Berlin")
        await world.command("priya", "support", "@maya thanks for the calm")
        await world.pass_until(MONDAY)
        assert "the calm" in world.texts("support")[-1]
        # It comes, sees, and is removed again: that is the end of it.
        world.workspace.join(support, bot)
        await world.command("priya", "support", "@maya thanks for the second week")
        await world.pass_until("2026-12-07T08:00")
        assert "second week" in world.texts("support")[-1]
        await world.practice.leave(bot, support, is_withheld=True)
        await world.command("priya", "support", "@maya thanks for the third week")
        await world.pass_until("2026-12-14T08:00")
        assert not any("Good words" in text and "third week" in text for text in world.texts("support"))
        assert "I'm no longer in" in world.direct_texts("priya")[-1]

    async def test_it_ends_where_the_bot_may_not_post(self, world: World) -> None:
        await world.command("priya", "support", "digest on monday 9:00 Europe/Berlin")
        await world.command("priya", "support", "@maya thanks for the calm")
        world.workspace.channel("support").restriction = "read_only_channel"
        await world.pass_until(MONDAY)
        assert not any("Good words" in text for text in world.texts("support"))
        assert world.direct_texts("priya")[-1].startswith("I'm not allowed to post in <#C0SUPPORT>")


class TestMoved:
    """Slack gives a channel another id when it is shared."""

    async def test_everything_moves_along(self, world: World) -> None:
        await world.command("maya", "design", "digest on monday 9:00 Europe/Berlin")
        await world.command("ana", "design", "@priya thanks for the calm")
        ids = {"old_channel_id": world.where("design"), "new_channel_id": world.where("support")}
        for _ in range(2):
            await world.event({"type": "channel_id_changed", **ids})
        assert "has no digest" in await world.command("maya", "design", "digest")
        assert "every Monday at 09:00" in await world.command("maya", "support", "digest")
        assert "the calm" in await world.command("maya", "support", "history #support")
        await world.pass_until(MONDAY)
        assert "the calm" in world.texts("support")[-1]


class TestPrivateSince:
    """A channel that is private by now: its digest comes, and other channels learn nothing new."""

    async def test_own_digest_is_posted_and_no_other_shows_later_recognitions(self, world: World) -> None:
        await world.command("ana", "support", "digest on monday 9:00 Europe/Berlin")
        await world.command("ana", "general", "digest on monday 9:00 Europe/Berlin all")
        await world.command("ana", "support", "@priya thanks for the calm")
        await world.command("ana", "general", "@jonas thanks for the plan")
        support = world.workspace.channel("support")
        support.kind = "private"
        support.members.update({world.workspace.bot_user_id, world.who("ana"), world.who("priya")})
        world.bot.directory.channels._cache._entries.clear()
        await world.command("ana", "support", "@priya thanks behind the door")
        await world.pass_until(MONDAY)
        assert "the calm" in world.texts("support")[-1]
        assert "behind the door" in world.texts("support")[-1]
        elsewhere = world.texts("general")[-1]
        assert elsewhere.startswith("Good words")
        assert "the plan" in elsewhere
        assert "behind the door" not in elsewhere
        # What was public when it was given is told. Its channel is private now: no name leads there.
        assert "the calm" in elsewhere
        assert f"archives/{support.id}" not in str(world.posts("general")[-1].blocks)
        assert f"archives/{world.where('general')}" in str(world.posts("general")[-1].blocks)


class TestMissed:
    """Missed for longer than three days, a week is told in the next one."""

    async def test_folded_into_the_next(self, world: World) -> None:
        await world.command("jonas", "general", "digest on monday 09:00")
        await world.command("ana", "general", "@maya thanks for the first week")
        await world.pass_until("2026-12-04T08:00")
        assert not [text for text in world.texts("general") if text.startswith("Good words")]
        await world.pass_until("2026-12-07T08:00")
        digest = world.texts("general")[-1]
        assert digest.startswith("Good words from 23 November\u2009–\u20096 December")
        assert "first week" in digest


async def test_a_quiet_week_gets_a_line_where_one_is_wished_for(world: World) -> None:
    await world.command("jonas", "general", "digest on monday 09:00 with empty weeks")
    lines = []
    for day in ("2026-11-30", "2026-12-07", "2026-12-14"):
        await world.pass_until(f"{day}T08:00")
        lines.append(world.texts("general")[-1])
    assert len(world.posts("general")) == len(set(lines)) == 3
    assert all("Jonas set up this digest" in line for line in lines)


async def test_a_first_thank_you_is_welcomed(world: World) -> None:
    await world.command("jonas", "general", "digest on monday 09:00")
    await world.command("ana", "general", "@maya thanks for the sketches")
    await world.pass_until(MONDAY)
    digest = world.texts("general")[-1]
    assert "Ana gave thanks here for the first time. How good to read that." in digest


class TestReadAll:
    """A long week can be read in full, page by page, in a form, by those who may read its channel."""

    async def long_week(self, world: World, where: str, count: int = 30) -> Message:
        who, whom = ("carol", "sam") if where == "office-move" else ("ana", "maya")
        await world.command(who, where, "digest on monday 9:00 Europe/Berlin")
        for number in range(count):
            await world.try_command(who, where, f"@{whom} thanks for story {number}. " + "& more " * 200)
        await world.settled()
        await world.pass_until(MONDAY)
        return world.posts(where)[-1]

    def page(self, world: World, who: str) -> str:
        """The form that a person has before them, as text."""
        form = world.form(who)
        assert form is not None
        assert form.content["title"]["text"] == "Good words"
        return str(form.content["blocks"])

    def told(self, page: str) -> list[int]:
        return [number for number in range(30) if f"story {number}." in page]

    async def read_on(self, world: World, who: str, action: str = "next") -> str:
        await world.practice.press_in_view(world.who(who), f"digest-page:{action}")
        await world.settled()
        return self.page(world, who)

    async def test_everything_once_in_order(self, world: World) -> None:
        digest = await self.long_week(world, "general")
        assert len(self.told(str(digest.blocks))) == 7
        await world.press("li", digest, "digest-all")
        first = page = self.page(world, "li")
        assert "All good words from " in first
        assert "23–29 November" in first
        told = self.told(first)
        while "digest-page:next" in page:
            page = await self.read_on(world, "li")
            told += self.told(page)
        assert told == list(range(30))
        # One page takes the place of another, and the channel sees nothing of it.
        assert world.private("li", "general") == []
        assert world.posts("general")[-1].blocks == digest.blocks
        again = await self.read_on(world, "li", "start")
        assert "All good words from " in again
        assert self.told(again) == self.told(first)

    async def test_withdrawn_recognition_leaves_an_open_digest_page(self, world: World) -> None:
        digest = await self.long_week(world, "general")
        await world.press("li", digest, "digest-all")
        shown = self.told(self.page(world, "li"))
        await world.command("ana", "general", "undo")  # story 29
        told = self.told(await self.read_on(world, "li"))
        assert told[0] == shown[-1] + 1
        assert 29 not in told

    async def test_former_member_cannot_read_the_digest(self, world: World) -> None:
        digest = await self.long_week(world, "office-move", 12)
        pressed = await world.press("priya", digest, "digest-all")
        assert "story" in self.page(world, "priya")
        world.workspace.leave(world.where("office-move"), world.who("priya"))
        # Neither on the next page nor where the digest's button is pressed again.
        assert "nothing more" in await self.read_on(world, "priya")
        await world.practice.close(world.who("priya"))
        await world.practice.deliver(Payload("interactive", pressed.payload))
        await world.settled()
        # The same press opens nothing twice: what it would have shown is said below the digest.
        assert "nothing more" in world.private("priya", "office-move")[-1].text

    async def test_a_guest_reads_only_where_they_are_in(self, world: World) -> None:
        """Tom is a guest in #design: what is public elsewhere is not for him."""
        digest = await self.long_week(world, "design", 12)
        await world.press("tom", digest, "digest-all")
        assert "story" in self.page(world, "tom")
        world.workspace.leave(world.where("design"), world.who("tom"))
        assert "nothing more" in await self.read_on(world, "tom")

    async def test_a_button_that_was_tampered_with(self, world: World) -> None:
        digest = await self.long_week(world, "general", 12)
        for value in ("", "{}", '{"digest":1}', "[]", '{"digest":"x","after":["a","b"]}'):
            await world.press("li", digest, "digest-all", value=value)
            assert "nothing more" in self.page(world, "li")
            await world.practice.close(world.who("li"))
