"""Setting a channel's digest up in words and by form, by those who may."""

import pytest

from bot.slack.api import user_reader
from bot.slack.api.audiences import Audiences
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World
from tests.slack.showing import find_leaves, leaf_text

MONDAY = "2026-11-30T08:00"  # 09:00 in Berlin
CLOSED = "only thanks from this channel are shown"


async def open_form(world: World, who: str = "jonas", where: str = "general") -> None:
    await world.command(who, where, "digest")
    await world.press(who, world.private(who, where)[-1], "digest-set-up")


def shown(world: World, who: str = "jonas") -> str:
    form = world.form(who)
    assert form is not None
    return "".join(leaf_text(leaf) for leaf in find_leaves(form.blocks)) + str(form.blocks[1:])


def first_line(world: World) -> str:
    form = world.form("jonas")
    assert form is not None
    return str(form.blocks[0]["text"]["text"])


def labels(world: World, who: str, where: str) -> list[str]:
    return [button["text"]["text"] for button in buttons(world.private(who, where)[-1])]


class TestForm:
    """What can be typed can be chosen."""

    async def test_sensible_as_it_opens(self, world: World) -> None:
        await open_form(world)
        assert labels(world, "jonas", "general") == ["Set it up", "Several channels"]
        await world.submit("jonas")
        assert "will get its digest every Monday at 09:00 (Europe/Berlin)" in shown(world)
        answer = await world.command("jonas", "general", "digest")
        assert "every Monday at 09:00 (Europe/Berlin); Jonas set it up" in answer
        assert labels(world, "jonas", "general") == ["Change it", "Several channels"]

    async def test_all_of_it(self, world: World) -> None:
        await open_form(world)
        await world.submit(
            "jonas",
            day="4",
            at="15:30",
            zone="new york",
            covers="workspace",
            extras=["quiet_weeks"],
            language="en",
        )
        assert "Friday at 15:30 (America/New York)" in shown(world)
        answer = await world.command("jonas", "general", "digest")
        for sentence in ("all public thanks in this workspace", "a gentle line", "without a picture"):
            assert sentence in answer
        # It opens as it is set, and what is not touched stays.
        await open_form(world)
        await world.submit("jonas", day="0")
        assert "every Monday at 15:30 (America/New York)" in await world.command("jonas", "general", "digest")
        assert "all public thanks" in world.private("jonas", "general")[-1].text

    async def test_error_is_shown_on_its_field_and_keeps_the_input(self, world: World) -> None:
        await open_form(world)
        await world.submit("jonas", day="3", zone="Europe/Berln")
        form = world.form("jonas")
        assert form is not None
        assert form.errors.keys() == {"zone"}
        assert "Did you mean Europe/Berlin" in form.errors["zone"]
        await world.submit("jonas", zone="Europe/Berlin")
        assert "every Thursday at 09:00 (Europe/Berlin)" in shown(world)

    async def test_former_member_cannot_set_up_a_digest(self, world: World) -> None:
        await open_form(world)
        await world.practice.leave(world.who("jonas"), world.where("general"))
        await world.submit("jonas")
        assert "Only people who are in" in shown(world)
        assert "has no digest" in await world.command("ana", "general", "digest")

    async def test_unknown_membership_refuses_the_setup(self, world: World) -> None:
        await open_form(world)
        world.practice.fail("users.conversations", error="internal_error", times=5)
        await world.submit("jonas")
        assert "couldn't see who is in" in shown(world)

    async def test_a_form_that_does_not_open_is_said(self, world: World) -> None:
        await world.command("jonas", "general", "digest")
        world.practice.fail("views.open", error="expired_trigger_id")
        await world.press("jonas", world.private("jonas", "general")[-1], "digest-set-up")
        assert "The form didn't open just now" in world.private("jonas", "general")[-1].text


class TestWhoMay:
    """Members, or admins only."""

    async def test_admins_keep_it_to_themselves(self, world: World) -> None:
        assert "Only admins" in await world.command("ana", "general", "settings digests admins")
        assert "Admins set up the digests" in await world.command(
            "jonas", "general", "settings digests admins"
        )
        assert "it is the admins who set up digests" in await world.command("ana", "general", "digest on")
        assert "will get its digest" in await world.command("jonas", "general", "digest on")
        assert "it is the admins who set up digests" in await world.command("ana", "general", "digest off")
        await world.command("jonas", "general", "settings digests members")
        assert "will get its digest" in await world.command("ana", "general", "digest on friday")

    async def test_guest_in_the_channel_can_set_up_a_digest(self, world: World) -> None:
        assert "will get its digest" in await world.command("tom", "design", "digest on")

    async def test_a_private_channel(self, world: World) -> None:
        assert "will get its digest" in await world.command("carol", "office-move", "digest on")


class TestWords:
    """The same in words."""

    async def test_everything_at_once(self, world: World) -> None:
        answer = await world.command(
            "jonas", "general", "digest on friday 15:00 Europe/Berlin all, with empty weeks, picture off"
        )
        assert "Friday at 15:00 (Europe/Berlin)" in answer
        for sentence in ("all public thanks in this workspace", "a gentle line", "without a picture"):
            assert sentence in answer

    async def test_as_people_say_it(self, world: World) -> None:
        for typed, hour in {
            "friday": "Friday at 09:00 (Europe/Berlin)",
            "every friday at 4pm": "Friday at 16:00 (Europe/Berlin)",
            "am dienstag um 9 Uhr 30": "Tuesday at 09:30 (Europe/Berlin)",
            # It is a Wednesday.
            "tomorrow": "Thursday at 09:30 (Europe/Berlin)",
            "friday 15:00 EST": "Friday at 15:00 (America/New York)",
            "15:00 Mumbai": "Friday at 15:00 (Asia/Kolkata)",
            "UTC+1": "Friday at 15:00 (Europe/Berlin)",
            "seattle": "Friday at 15:00 (America/Los Angeles)",
            "3 p.m. PT": "Friday at 15:00 (America/Los Angeles)",
            "CEST": "Friday at 15:00 (Europe/Berlin)",
        }.items():
            assert f"every {hour}." in await world.command("jonas", "general", f"digest {typed}"), typed
        assert "public thanks that people here" in await world.command(
            "jonas", "general", "digest with members"
        )

    async def test_unclear_schedule_opens_the_form(self, world: World) -> None:
        await world.try_command("jonas", "general", "digest fridya 15:00 all")
        assert "“fridya” is no day, time or zone I know" in first_line(world)
        await world.submit("jonas", day="4")
        assert "Friday at 15:00 (Europe/Berlin)" in shown(world)
        assert "all public thanks" in await world.command("jonas", "general", "digest")

    async def test_a_zone_that_may_be_several_is_chosen(self, world: World) -> None:
        await world.try_command("jonas", "general", "digest friday 15:00 IST")
        assert "I don't know which time zone “IST” is" in first_line(world)
        await world.submit("jonas", zone="Europe/Dublin")
        assert "Friday at 15:00 (Europe/Dublin)" in shown(world)

    async def test_a_slow_slack_makes_it_no_other_zone(self, world: World) -> None:
        world.practice.fail("users.info", error="internal_error", times=5)
        await world.try_command("jonas", "general", "digest friday 15:00")
        assert "I can't see your time zone just now, so nothing was changed." in first_line(world)
        await world.submit("jonas", zone="berlin")
        assert "Friday at 15:00 (Europe/Berlin)" in shown(world)

    async def test_a_language_that_is_not_spoken(self, world: World) -> None:
        answer = await world.command("jonas", "general", "digest on language tlh")
        assert answer.startswith(
            "I don't speak “tlh” yet, so nothing was changed. language en or language de "
        )
        assert "will get its digest" in await world.command("jonas", "general", "digest on language en")


class TestCoverage:
    """Thanks from elsewhere, where all who read the digest may see them."""

    async def fill_a_week(self, world: World) -> None:
        await world.command("ana", "engineering", "@maya thanks from engineering")
        await world.command("ana", "support", "@priya thanks from support")
        await world.command("jonas", "office-move", "@carol thanks from a private channel")
        await world.command("ana", "engineering", "quietly @maya thanks in private")

    async def digest(self, world: World, where: str) -> str:
        await world.pass_until(MONDAY)
        return next((text for text in world.texts(where) if text.startswith("Good words")), "")

    async def test_all_that_is_public(self, world: World) -> None:
        assert CLOSED not in await world.command("jonas", "general", "digest on monday 9:00 all")
        await self.fill_a_week(world)
        await world.pass_time(minutes=1)
        assert "thanks from support" in await world.command("carol", "general", "digest preview")
        text = await self.digest(world, "general")
        assert "thanks from engineering" in text
        assert "thanks from support" in text
        assert "private" not in text

    async def test_among_more_people_than_one_asks_about_one_by_one(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(user_reader, "MAX_ASKED_SINGLY", 0)
        bot = world.bot
        workspace = await world.find_workspace()
        audiences = Audiences(bot.deps, bot.directory)
        assert (await audiences.fetch(workspace, world.where("support"))).sees_public
        assert not (await audiences.fetch(workspace, world.where("design"))).sees_public
        assert world.calls("users.list")
        assert not world.calls("users.info")

    async def test_members_digest_shows_what_members_received(self, world: World) -> None:
        await world.command("carol", "office-move", "digest on monday 9:00 Europe/Berlin members")
        await self.fill_a_week(world)
        text = await self.digest(world, "office-move")
        assert "thanks from support" in text  # Priya is in #office-move
        assert "thanks from engineering" not in text  # Maya is not
        assert "thanks from a private channel" in text

    @pytest.mark.parametrize(("where", "who"), [("design", "ana"), ("northlight", "jonas")])
    async def test_not_among_guests_or_other_organisations(self, world: World, where: str, who: str) -> None:
        assert CLOSED in await world.command(who, where, "digest on monday 9:00 Europe/Berlin all")
        await world.command("ana", where, f"@{'jonas' if where == 'northlight' else 'maya'} thanks from here")
        await self.fill_a_week(world)
        text = await self.digest(world, where)
        assert "thanks from here" in text
        assert "engineering" not in text
        assert CLOSED in await world.command(who, where, "digest")

    async def test_guest_who_joins_before_the_post_narrows_the_digest(self, world: World) -> None:
        await world.command("maya", "support", "digest on monday 9:00 Europe/Berlin all")
        await self.fill_a_week(world)
        world.practice.fail("chat.postMessage", error="ratelimited", times=3, retry_after=120)
        await world.pass_until(MONDAY)
        world.workspace.join(world.where("support"), world.who("tom"))
        await world.retried()
        for _ in range(6):
            await world.pass_time(minutes=1)
        text = world.texts("support")[-1]
        assert text.startswith("Good words")
        assert "thanks from support" in text
        assert "thanks from engineering" not in text

    async def test_unknown_audience_narrows_the_digest(self, world: World) -> None:
        await world.command("jonas", "general", "digest on monday 9:00 Europe/Berlin all")
        await world.command("ana", "general", "@maya thanks from here")
        await self.fill_a_week(world)
        world.practice.fail("conversations.members", error="internal_error", times=1)
        text = await self.digest(world, "general")
        assert "thanks from here" in text
        assert "engineering" not in text
