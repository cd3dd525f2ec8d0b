"""`/kudos keepsake`: what somebody received comes as a page and a PDF, to themselves alone."""

import asyncio
import html
import re
import shutil

import pytest

from bot.practice.records import Message
from bot.slack.outbound import keepsake_files
from tests.scenarios.test_preferences import page
from tests.scenarios.test_recognition import action
from tests.scenarios.world import World

ON_ITS_WAY = "I'm making your keepsake"
TAG = re.compile(r"<style>.*?</style>|<[^>]+>", re.DOTALL)


def keepsakes(world: World, who: str) -> list[Message]:
    """The direct messages with files."""
    return [message for message in world.direct(who) if message.files]


def files(world: World, message: Message) -> dict[str, bytes]:
    """The files of a message, by the ends of their names."""
    found = [world.workspace.files.find(file) for file in message.files]
    assert all(file.name == file.title and file.name.startswith("hearten-") for file in found)
    return {file.name.rpartition(".")[2]: file.content or b"" for file in found}


def read_html(content: bytes) -> str:
    """What the page says."""
    return " ".join(html.unescape(TAG.sub(" ", content.decode())).split())


async def read_pdf(content: bytes) -> str:
    """What the PDF says."""
    process = await asyncio.create_subprocess_exec(
        *("pdftotext", "-raw", "-", "-"), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate(content)
    assert process.returncode == 0
    return " ".join(output.decode().split())


async def thank_maya(world: World) -> None:
    await world.command("ana", "design", "@maya @li thanks for the sketches & <b>patience</b> #creativity")
    await world.command("li", "general", "quietly @maya ありがとう for listening :pray:")
    await world.command("tom", "design", "@maya thanks for the tea")
    await world.command("jonas", "general", "everyone in #engineering thanks for the calm release")
    await world.command("maya", "design", "@ana thanks for the cake")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_is_in_it(world: World) -> None:
    """The words in both files, the private mark, nobody who was erased, and nothing from elsewhere."""
    await thank_maya(world)
    await world.command("tom", "design", "forget me")
    await world.press("tom", page(world, "tom", "design"), "erase:name")
    await world.pass_time(seconds=20)
    assert (await world.command("maya", "general", "keepsake")).startswith(ON_ITS_WAY)
    (message,) = keepsakes(world, "maya")
    content = files(world, message)
    assert set(content) == {"html", "pdf"}
    for said in (read_html(content["html"]), await read_pdf(content["pdf"])):
        assert "My good words Maya 25 Nov 2025" in said
        assert "thanks for the sketches & <b>patience</b>" in said
        assert "Ana thanked Li Wei and you for" in said
        assert "ありがとう for listening" in said
        assert "25 Nov 2026 · #design" in said
        assert said.count("In private") == 1
        assert "A colleague thanked you 25 Nov 2026" in said
        assert "Tom" not in said
        assert "cake" not in said
        assert "Jonas thanked everyone in #engineering" in said
    assert b"http-equiv" in content["html"]
    assert not re.search(rb"(?:src|href)=\"http", content["html"])


@pytest.fixture
def _fast_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that take no time to make."""
    monkeypatch.setattr(keepsake_files, "WORKER", "tests.keepsake.fast_worker")


@pytest.mark.usefixtures("_fast_worker")
async def test_it_comes_to_oneself_alone_and_once_a_year(world: World) -> None:
    await thank_maya(world)
    await world.command("maya", "general", "keepsake")
    (message,) = keepsakes(world, "maya")
    assert message.text.startswith("Here are your good words, for a hard day")
    assert sorted(message.files) == sorted(
        file
        for channel in world.workspace.messages.values()
        for one in channel.values()
        for file in one.files
    )
    answer = await world.command("maya", "general", "keepsake yearly on 27 november")
    assert answer == (
        "You'll get your good words once a year, on 27 November in the morning. The next ones: 27 Nov 2026."
    )
    await world.pass_until("2026-11-27T07:59:00")
    assert len(keepsakes(world, "maya")) == 1
    await world.pass_until("2026-11-27T08:00:00")
    await world.pass_time(hours=1)
    _, yearly = keepsakes(world, "maya")
    assert yearly.text.startswith("It's the day you chose.")
    words = files(world, yearly)["html"].decode(errors="replace")
    assert "thanks for the sketches" in words
    assert "thanks for the cake" not in words


async def test_nothing_is_made_of_nothing(world: World) -> None:
    await thank_maya(world)
    answer = await world.command("maya", "general", "keepsake 2019")
    assert answer.startswith("There's nothing from that time, so I made nothing.")
    assert (await world.command("jonas", "general", "keepsake all")).startswith("There's nothing")
    assert (await world.command("jonas", "general", "keepsake of @maya")).startswith("“keepsake” reads like")
    assert not keepsakes(world, "maya")
    assert not keepsakes(world, "jonas")


async def test_one_click_ends_it(world: World) -> None:
    await thank_maya(world)
    assert (await world.command("maya", "general", "keepsake yearly")).startswith("I can send you")
    await world.command("maya", "general", "keepsake yearly on 29 february")
    assert "In years without that day they come on 28 February." in world.private("maya", "general")[-1].text
    await world.command("maya", "general", "privacy")
    assert "*Keepsake.* Once a year, on 29 February, you get" in page(world, "maya").text
    await world.press("maya", page(world, "maya"), action(page(world, "maya"), "keepsake-stop"))
    assert page(world, "maya").text.startswith("I won't send your good words by myself any more.")
    await world.command("maya", "general", "privacy")
    assert "sends you your good words as a page and a PDF" in page(world, "maya").text
    await world.pass_until("2027-02-28T09:00:00")
    assert not keepsakes(world, "maya")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_page_comes_alone_if_the_pdf_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await thank_maya(world)
    monkeypatch.setattr(keepsake_files, "WORKER", "tests.keepsake.worker_without_pdf")
    await world.command("maya", "general", "keepsake")
    (message,) = keepsakes(world, "maya")
    assert set(files(world, message)) == {"html"}
    assert "I couldn't make the PDF this time. The page prints as well." in message.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_one_hears_of_it_if_nothing_can_be_made(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await thank_maya(world)
    monkeypatch.setattr(keepsake_files, "WORKER", "tests.keepsake.no_such_program")
    await world.command("maya", "general", "keepsake")
    await world.retried()
    assert not keepsakes(world, "maya")
    assert world.direct_texts("maya")[-1].startswith("Something went wrong on my side")
