"""The digest image: there if Slack takes it, and never in the way of its digest."""

from typing import Any

import pytest

from bot.practice.records import Message
from tests.scenarios.world import World

MONDAY = "2026-11-30T08:00"  # 09:00 in Berlin


async def week(world: World, typed: str = "digest on monday 09:00 Europe/Berlin") -> Message:
    """Three thanks and then the digest of #design."""
    await world.command("ana", "design", typed)
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.command("maya", "design", "@ana thanks for the talk #collaboration")
    await world.command("priya", "design", "@ana @maya thanks, you two")
    await world.pass_until(MONDAY)
    return digest(world)


def digest(world: World) -> Message:
    (found,) = [message for message in world.posts("design") if "Good words" in message.text]
    return found


def pictures(message: Message) -> list[dict[str, Any]]:
    return [block for block in message.blocks if block["type"] == "image"]


def png(world: World, message: Message) -> bytes:
    (block,) = pictures(message)
    return world.workspace.files.find(block["slack_file"]["id"]).content or b""


async def test_digest_has_an_image_with_alternative_text(world: World) -> None:
    found = await week(world)
    (block,) = pictures(found)
    described = (
        "A picture of the week: a patch for each thanks, in the order of the days. "
        "Its patterns show creativity and collaboration. A heart is a thanks without a value."
    )
    assert block["alt_text"] == described
    assert found.text.endswith(described)
    assert png(world, found).startswith(b"\x89PNG")
    assert [call["alt_txt"] for call in world.calls("files.getUploadURLExternal")] == [described]
    assert found.blocks[0]["type"] == "header"


async def test_without_one_where_none_is_wished_for(world: World) -> None:
    found = await week(world, "digest on monday 09:00 Europe/Berlin picture off")
    assert pictures(found) == []
    assert world.calls("files.getUploadURLExternal") == []


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "upload_url", "files.completeUploadExternal"]
)
@pytest.mark.parametrize("fault", [{"status": 500}, {"cut": True}, {"retry_after": 30}], ids=str)
async def test_a_digest_waits_for_no_picture(world: World, method: str, fault: dict[str, Any]) -> None:
    world.practice.fail(method, **fault)
    assert pictures(await week(world)) == []


async def test_a_scope_that_is_missing_is_no_reason_for_none(world: World) -> None:
    world.workspace.scopes.discard("files:write")
    assert pictures(await week(world)) == []


@pytest.mark.parametrize(("refusals", "shown"), [(6, 1), (7, 0)])
async def test_slack_may_need_a_minute_to_process_it(world: World, refusals: int, shown: int) -> None:
    """What people do meanwhile does not wait, and the picture is uploaded once."""
    await world.command("ana", "design", "digest on monday 09:00 Europe/Berlin")
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    world.practice.fail("chat.postMessage", error="invalid_blocks", times=1)
    await world.pass_until(MONDAY)
    await world.command("ana", "design", "@maya thanks for the patience")
    assert "patience" in world.texts("design")[-1]
    world.practice.fail("chat.postMessage", error="invalid_blocks", times=refusals - 1)
    await world.retried()
    assert len(pictures(digest(world))) == shown
    assert len(world.calls("files.getUploadURLExternal")) == 1
    assert len(world.calls("files.delete")) == 1 - shown


async def test_recognition_withdrawn_during_the_upload_is_not_in_the_image(world: World) -> None:
    await world.command("ana", "design", "digest on monday 09:00 Europe/Berlin")
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.command("maya", "design", "@ana thanks for the talk #collaboration")
    world.practice.fail("chat.postMessage", error="invalid_blocks", times=2)
    await world.pass_until(MONDAY)
    await world.command("maya", "design", "undo")
    await world.retried()
    found = digest(world)
    assert "the talk" not in found.text
    assert "collaboration" not in pictures(found)[0]["alt_text"]
    first, second = (
        (call["file"] for call in world.calls("files.delete")),
        pictures(found)[0]["slack_file"]["id"],
    )
    assert second not in list(first)


async def test_image_is_replaced_after_a_withdrawal(world: World) -> None:
    before = await week(world)
    file, old = pictures(before)[0]["slack_file"]["id"], png(world, before)
    await world.command("maya", "design", "undo")
    after = digest(world)
    assert "the talk" not in after.text
    assert png(world, after) != old
    assert [call["file"] for call in world.calls("files.delete")] == [file]


async def test_it_stays_where_it_shows_the_same(world: World) -> None:
    before = await week(world)
    file = pictures(before)[0]["slack_file"]["id"]
    given = world.private("maya", "design")[-1]
    await world.press("maya", given, "edit")
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": "thanks for the speech"}]}
    await world.submit("maya", text={"type": "rich_text", "elements": [words]})
    after = digest(world)
    assert "the speech" in after.text
    assert pictures(after)[0]["slack_file"]["id"] == file
    assert world.calls("files.delete") == []


async def test_image_is_deleted_with_its_digest(world: World) -> None:
    await world.command("ana", "design", "digest on monday 09:00 Europe/Berlin")
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.pass_until(MONDAY)
    assert pictures(digest(world))
    await world.command("ana", "design", "undo")
    assert [message for message in world.posts("design") if "Good words" in message.text] == []
    assert len(world.calls("files.delete")) == 1


class TestPreviewed:
    """A preview shows the picture, too, a moment after its words."""

    async def previewed(self, world: World) -> list[str]:
        """The pictures (files' ids) that Ana sees in #design once she asked."""
        await world.pass_time(minutes=1)
        text = await world.command("ana", "design", "digest preview")
        assert "Only you see this" in text
        shown = [block for message in world.private("ana", "design") for block in pictures(message)]
        return [block["slack_file"]["id"] for block in shown]

    async def test_image_is_drawn_again_after_changes(self, world: World) -> None:
        await world.command("ana", "design", "@maya thanks for the sketches #creativity")
        (first,) = await self.previewed(world)
        assert await self.previewed(world) == [first, first]
        await world.command("ana", "design", "@priya thanks for the calm")
        *_, second = await self.previewed(world)
        assert second != first
        assert [call["file"] for call in world.calls("files.delete")] == [first]
        assert world.posts("design") != []

    async def test_there_is_none_where_none_would_be_posted(self, world: World) -> None:
        await world.command("ana", "design", "digest on monday 09:00 picture off")
        await world.command("ana", "design", "@maya thanks for the sketches #creativity")
        assert await self.previewed(world) == []

    @pytest.mark.parametrize("fails", ["files.getUploadURLExternal", "response_url"])
    async def test_digest_text_is_shown_even_if_the_image_fails(self, world: World, fails: str) -> None:
        await world.command("ana", "design", "@maya thanks for the sketches #creativity")
        world.practice.fail(fails, status=500)
        assert await self.previewed(world) == []
