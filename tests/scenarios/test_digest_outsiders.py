"""Digests on request, copied words and the form for several channels: guests, outsiders, limits, repeats."""

from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from sqlalchemy import func, select

from bot.practice.delivery import Payload
from bot.practice.records import Channel, Message, UserGroup
from bot.slack.features.digest.several_views import MAX_CHANNELS
from bot.storage import schema
from bot.storage.engine import Transaction
from tests.scenarios.test_digest_requests import POST, digests, look
from tests.scenarios.test_digest_texts import COPY, fields, files, shown
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what does not depend on the database."""


class Text(HTMLParser):
    """The text of HTML, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.elements = "", set[str]()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links += [value or "" for name, value in attributes if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


async def post_digest(world: World, who: str, where: str, text: str = "digest now") -> Message:
    """Ask for a digest and post it."""
    await world.pass_time(minutes=1)
    await world.command(who, where, text)
    await world.press(who, look(world, who, where), POST)
    return [one for one in world.posts(where) if one.text.startswith("Good words")][-1]


async def copy(world: World, who: str, digest: Message) -> str:
    """Press "Copy as text", and return what the form shows."""
    await world.press(who, digest, COPY)
    await world.settled()
    return shown(world, who)


def read_value(message: Message) -> str:
    """Return what the button that posts a look carries."""
    return next(str(button["value"]) for button in buttons(message) if button["action_id"] == POST)


def count_subscriptions(tx: Transaction) -> int:
    return tx.connection.scalar(select(func.count()).select_from(schema.subscription)) or 0


@ON_SQLITE
async def test_guest_reads_and_posts_only_where_they_are(world: World) -> None:
    await world.command("ana", "design", "digest on monday 9:00 Europe/Berlin all")
    await world.command("ana", "general", "@maya thanks for the plan")
    await world.command("ana", "design", "@priya thanks for the sketches")
    await world.pass_time(minutes=1)
    # In the digest of a channel with a guest, there is nothing from elsewhere.
    answer = await world.command("tom", "design", "digest now")
    assert "the sketches" in answer
    assert "the plan" not in answer
    digest = await post_digest(world, "tom", "design")
    assert "Tom asked for this" in digest.text
    assert "the sketches" in await copy(world, "tom", digest)
    # He has left when he sends the form.
    world.workspace.leave(world.where("design"), world.who("tom"))
    await world.submit("tom")
    assert "on their way" not in shown(world, "tom")
    assert files(world) == {}


@ON_SQLITE
async def test_people_of_other_companies_post_and_copy_nothing(world: World) -> None:
    await world.command("ana", "northlight", "@jonas thanks for the logo")
    await world.command("ana", "general", "@maya thanks for the plan")
    await world.pass_time(minutes=1)
    await world.say("rosa", "northlight", "@Hearten digest now")
    (seen,) = [one for one in world.private("rosa", "northlight") if "the logo" in one.text]
    assert [button["text"]["text"] for button in buttons(seen)] == ["Thank someone"]
    assert digests(world, "northlight") == []
    digest = await post_digest(world, "ana", "northlight")
    assert "the logo" in digest.text
    assert "the logo" not in await copy(world, "rosa", digest)
    # Others may be in that channel, so nothing from it is the company's own.
    assert "None of these words may leave Slack" in await copy(world, "ana", digest)
    await world.practice.close(world.who("ana"))
    await world.command("jonas", "general", "digest on monday 9:00 Europe/Berlin all")
    both = await post_digest(world, "ana", "general", "digest now since monday")
    assert "the logo" in both.text
    copied = await copy(world, "ana", both)
    assert "the plan" in copied
    assert "the logo" not in copied


@ON_SQLITE
async def test_look_of_somebody_else_is_not_posted(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the plan")
    await world.command("jonas", "leads", "@priya thanks for the calm")
    await world.pass_time(minutes=1)
    await world.command("ana", "general", "digest now")
    value = read_value(look(world, "ana", "general"))
    await world.command("maya", "general", "digest now")
    for made_up in (value, "", "{}", '{"digest":"x"}', "[]"):
        await world.command("maya", "general", "digest now")
        await world.press("maya", look(world, "maya", "general"), POST, value=made_up)
        assert "I no longer have this" in world.private("maya", "general")[-2].text, made_up
    assert digests(world, "general") == []
    # Who is not in a channel learns nothing of it by its digest's id, either.
    await world.press("ana", look(world, "ana", "general"), POST)
    (digest,) = [one for one in world.posts("general") if one.text.startswith("Good words")]
    world.workspace.join(world.where("leads"), world.workspace.bot_user_id)
    await world.command("priya", "leads", "digest now")
    of_leads = read_value(look(world, "priya", "leads"))
    await world.press("ana", digest, COPY, value=of_leads)
    await world.settled()
    assert "the calm" not in shown(world, "ana")


@ON_SQLITE
async def test_marks_in_words_and_names_stay_characters(world: World) -> None:
    hostile = "[x](javascript:alert(1)) <script>y()</script> `a` *b _c_ | d ~e~ # f ![g](http://h.example)"
    world.workspace.channel("general").crowd = 20
    members: list[str] = [world.who(one) for one in ("maya", "li", "priya", "jonas", "sam")]
    world.workspace.add(UserGroup("S0ODD0001", "odd", "*Odd* [x](y) <b>|", members))
    await world.command("ana", "general", f"everyone in @odd thanks for {hostile}")
    await world.command("ana", "general", "everyone in #engineering thanks for the build")
    digest = await post_digest(world, "ana", "general")
    await copy(world, "ana", digest)
    text = {name: element["initial_value"] for name, element in fields(world, "ana").items()}
    rendered = MarkdownIt("js-default", {"html": True, "linkify": False}).render(text["markdown"])
    for html in (rendered, text["html"]):
        read = Text(html)
        assert "[x](javascript:alert(1)) <script>y()</script>" in read.text
        assert "| d" in read.text
        assert "# f ![g](http://h.example)" in read.text
        assert "Ana thanked the *Odd* [x](y) <b>| team" in read.text
        assert "Ana thanked everyone in #engineering" in read.text
        assert read.elements <= {"h2", "p", "blockquote", "code", "em", "strong", "s", "a"}
        assert all(link.startswith("http://h.example") for link in read.links)


@ON_SQLITE
async def test_long_digest_comes_as_files_with_all_of_it(world: World) -> None:
    for number in range(12):
        await world.command("ana", "general", f"@maya thanks for story {number}. " + "& more " * 60)
    digest = await post_digest(world, "ana", "general")
    assert "It's too long to copy from here." in await copy(world, "li", digest)
    assert fields(world, "li") == {}
    answer = await world.submit("li")
    await world.practice.deliver(Payload("interactive", answer.payload))
    await world.settled()
    sent = files(world)
    for name in ("md", "html"):
        assert all(f"story {number}." in sent[name] for number in range(12)), name
    assert len([one for one in world.direct("li") if one.files]) == 1
    assert [one for one in world.direct("ana") if one.files] == []


async def test_fifty_channels_by_one_form_that_is_sent_twice(world: World) -> None:
    jonas = world.who("jonas")
    for number in range(MAX_CHANNELS + 1):
        world.workspace.add(Channel(f"C0MANY{number:03}", f"many-{number}", "public", {jonas}))
    chosen = [f"C0MANY{number:03}" for number in range(MAX_CHANNELS)]
    await world.try_command("jonas", "general", "digest for several channels")
    await world.settled()
    answer = await world.submit("jonas", channels=chosen, day="4", at="15:00", zone="Europe/Berlin")
    result = shown(world, "jonas")
    assert all(f"<#{channel}>" in result for channel in chosen)
    assert await world.bot.deps.database.read(count_subscriptions) == MAX_CHANNELS
    again = await world.practice.deliver(Payload("interactive", answer.payload))
    await world.settled()
    assert again.status == 200
    assert await world.bot.deps.database.read(count_subscriptions) == MAX_CHANNELS
    status = await world.command("jonas", "general", "digest")
    assert "has no digest" in status
    await world.pass_until("2026-11-27T15:00")
    assert not any(world.texts(f"many-{number}") for number in range(3))
