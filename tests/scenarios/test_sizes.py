"""Slack's sizes: what is too long for one way goes another, and nothing is lost on it."""

from bot.practice.records import Message
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World

MONDAY = "2026-11-30T08:00"
THANKS = "いつも本当にありがとうございます。とても助かりました。"
"""Twenty-six letters, of which each is six bytes in a frame."""
TOO_LONG = "msg_blocks_too_long"


def told(messages: list[Message], most: int) -> list[int]:
    """Which numbered thanks the messages show, in the order of the messages."""
    shown = [str(message.blocks) for message in messages]
    return [number for text in shown for number in range(most) if f"no. {number:02}" in text]


async def give(world: World, count: int, where: str = "general", who: str = "ana", times: int = 5) -> None:
    for number in range(count):
        answer = await world.try_command(who, where, f"@maya no. {number:02} {THANKS * times}")
        assert answer.status == 200
    await world.settled()


def labels(message: Message) -> list[str]:
    return [button["text"]["text"] for button in buttons(message) if "text" in button]


def shown(world: World, who: str, where: str) -> Message:
    return world.private(who, where)[-1]


async def test_a_long_answer_follows_the_acknowledgement(world: World) -> None:
    await give(world, 12)
    for where in ("general", "design"):
        answer = await world.try_command("maya", where, "history")
        await world.settled()
        # One answer was sent, and not as what acknowledges.
        assert (answer.status, answer.body or "") == (200, "")
        page = shown(world, "maya", where)
        assert told([page], 12) == list(range(2, 12))
        assert len(page.text.encode()) <= 3_800
        await world.press("maya", page, "older")
        assert told([shown(world, "maya", where)], 12) == [0, 1]
    assert len(world.private("maya", "general")) == 1

    # What Slack finds too long comes as two messages; where the address is used up, it comes all the same.
    for fault in ({"error": TOO_LONG}, {"error": "used_url", "status": 404}, {"status": 503}):
        before = len(world.private("maya", "design")), len(world.direct("maya"))
        world.practice.fail("response_url", **fault, times=1)
        await world.try_command("maya", "design", "history")
        await world.settled()
        came = world.private("maya", "design")[before[0] :] + world.direct("maya")[before[1] :]
        assert sorted(told(came, 12)) == list(range(2, 12)), fault
        assert len(came) == (2 if TOO_LONG in str(fault) else 1)
    assert world.practice.refused_frames == 0


async def test_a_form_shows_a_long_answer(world: World) -> None:
    await world.practice.shortcut(world.who("ana"), "give")
    await world.practice.press_in_view(world.who("ana"), "reach", "only")
    await world.settled()
    answer = await world.submit("ana", people=[world.who("maya")], text=words("thanks " + "🎉" * 1_900))
    assert len(str(answer.body)) < 3_000
    form = world.form("ana")
    assert form is not None
    assert "🎉" * 1_900 in str(form.blocks)
    assert " privately." in str(form.blocks)
    assert world.practice.refused_frames == 0


async def test_a_digest_that_slack_finds_too_long_is_halved(world: World) -> None:
    await world.command("jonas", "general", "digest on monday 9:00 Europe/Berlin")
    await give(world, 14)
    world.practice.fail("chat.postMessage", error=TOO_LONG, times=2)
    await world.pass_until(MONDAY)
    digest = world.posts("general")[-1]
    assert 0 < len(told([digest], 14)) < 7
    assert [block["type"] for block in digest.blocks][:2] == ["header", "image"]
    assert digest.blocks[1]["alt_text"] in digest.text
    # Nothing is lost by it: all can be read in the form.
    await world.press("li", digest, "digest-all")
    form = world.form("li")
    assert form is not None
    assert [number for number in range(14) if f"no. {number:02}" in str(form.blocks)] == list(range(14))

    # An update that is too long is halved as well: what was taken back is gone from it.
    world.practice.fail("chat.update", error=TOO_LONG, times=1)
    await world.command("ana", "general", "undo")
    await world.settled()
    assert "no. 13" not in str(world.posts("general")[-1].blocks) + world.posts("general")[-1].text


async def test_a_day_and_a_week_in_private_can_be_read_to_the_end(world: World) -> None:
    await world.command("jonas", "general", "leads add @priya for #engineering")
    await world.command("priya", "general", "leads note on")
    await world.command("maya", "general", "privacy messages daily")
    await give(world, 16, where="northlight", who="jonas", times=20)
    await world.pass_until("2026-11-25T15:01")
    gathered = world.direct("maya")[-1]
    assert labels(gathered)[-1] == "Read the rest"
    pages = await read_all_direct(world, "maya", gathered, "summary-rest", "summary-page")
    assert told([gathered, *pages], 16) == list(range(16))
    await world.pass_until("2026-11-30T03:00:00")
    note = world.direct("priya")[-1]
    first = told([note], 16)
    assert "Read the rest" in labels(note)
    await world.press("priya", note, "note-rest")
    pages = [private_direct(world, "priya")]
    while "Older" in labels(pages[-1]):
        await world.press("priya", pages[-1], "older")
        pages.append(private_direct(world, "priya"))
    assert sorted(first + told(pages, 16)) == list(range(16))


def private_direct(world: World, who: str) -> Message:
    """What only they see where the bot writes to them."""
    channel = world.workspace.dm_channel(world.who(who))
    return [m for m in world.workspace.messages[channel.id].values() if m.ephemeral_to == world.who(who)][-1]


async def read_all_direct(world: World, who: str, message: Message, action: str, on: str) -> list[Message]:
    await world.press(who, message, action)
    pages = [private_direct(world, who)]
    while "Read on" in labels(pages[-1]):
        await world.press(who, pages[-1], on)
        pages.append(private_direct(world, who))
    return pages
