"""`hearten demo`: a page with three weeks of history, which is saved and ignores the environment."""

from __future__ import annotations

import asyncio
import html
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.practice.company import LENA, brightside
from bot.practice.directory import utc_now
from bot.practice.folder import Folder
from bot.practice.snapshots import take_snapshot, to_json
from tests.cli.conftest import Invoke
from tests.cli.process import PATIENCE, Running, hearten, start

SEED = """
company Sourdough
person ida: Ida Holm, Baker, Europe/Oslo
person nora: Nora Lind, Baker, Europe/Oslo
person omar: Omar Haddad, Baker, Europe/Oslo
1 10:00 nora #general [oven]: The oven is new.
1 10:05 omar #general: +bulb oven
1 10:10 omar #general: /kudos @nora thanks for the very early mornings
"""


class Browser:
    """One who looks at the page and uses it."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self.url = url
        self.place = ""
        self.html = ""

    async def look(self, path: str = "") -> None:
        """Open the page where one was, or somewhere else."""
        async with self._session.get(f"{self.url}{path or self.place}") as answer:
            assert answer.status == 200
            self.place, self.html = answer.url.path, await answer.text()

    async def see(self, text: str) -> None:
        """Look until a message has these words: a shout-out comes a little after the command's answer."""
        end = time.monotonic() + PATIENCE
        while text not in self.html:
            assert time.monotonic() < end
            await asyncio.sleep(0.05)
            await self.look()

    async def do(self, deed: str, **form: str) -> None:
        async with self._session.post(
            f"{self.url}{self.place}/{deed}", data=form, headers={"Origin": self.url}
        ) as answer:
            assert await answer.text() == ""

    @property
    def clock(self) -> datetime:
        found = re.search(r'<time datetime="([^"]+)"><b>', self.html)
        assert found
        return datetime.fromisoformat(found[1])

    def message(self, text: str) -> tuple[str, str]:
        """The `ts` and the HTML of the latest message that holds these words."""
        for part in reversed(self.html.split('<li class="message')):
            if text in part and (ts := re.search(r'name="ts" value="([^"]+)"', part)):
                return ts[1], part
        raise AssertionError(self.html)


async def opened(demo: Running) -> str:
    """The address, once the company has moved in."""
    while "open: " not in (line := await demo.line()):
        pass
    return line.partition("open: ")[2]


def wait_until_kept(file: Path, text: str) -> None:
    """Wait until a file that another process replaces contains a text."""
    end = time.monotonic() + PATIENCE
    while not (file.exists() and text in file.read_text()):
        assert time.monotonic() < end
        time.sleep(0.02)


async def test_demo_opens_with_the_story_played(tmp_path: Path) -> None:
    # An operator may try the demo in a shell with a real bot's environment.
    real = {
        "SLACK_BOT_TOKEN": "xoxb-real",
        "SLACK_APP_TOKEN": "xapp-real",
        "SLACK_API_URL": "http://127.0.0.1:1/",
        # Another project's.
        "PORT": "abc",
        "DATABASE_URL": "mysql://localhost/shop",
        "HTTPS_PROXY": "http://127.0.0.1:1",
        "HTTP_PROXY": "http://127.0.0.1:1",
        "HEARTEN_LOG_LEVEL": "WARNING",
    }
    async with start(tmp_path, "demo", "--port", "0", "--no-browser", environment=real) as demo:
        said = await demo.line()
        url = said.removeprefix("The practice workspace is open: ")
        assert url.startswith("http://127.0.0.1:")
        async with aiohttp.ClientSession() as session:
            async with session.get(url) as answer:
                assert answer.status == 200
                page = await answer.text()
            async with session.get(f"{url}/as/{LENA.id}") as answer:
                (direct,) = re.findall(rf"/as/{LENA.id}/D\w+", await answer.text())
            async with session.get(f"{url}{direct}") as answer:
                lenas = await answer.text()
        demo.send(signal.SIGINT)
        ended = await demo.ended()
    assert "thanks for explaining the new expense form twice" in page
    assert "thanked" in page
    assert "Good words from" in page
    # Of those who work there, one reads Slack in German, and is thanked in private.
    assert "Priya hat dir privat gedankt" in lenas
    assert ended.status == 0
    assert ended.err == f"A fresh company is moving in, which takes a moment: {url}\n"


async def test_demo_can_be_stopped_while_a_company_moves_in(tmp_path: Path) -> None:
    arguments = ["demo", "--port", "0", "--no-browser", "--data", "mine"]
    async with start(tmp_path, *arguments, environment={}) as demo:
        url = (await demo.aside()).removeprefix("A fresh company is moving in, which takes a moment: ")
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert "A fresh company is moving in…" in await answer.text()
        demo.send(signal.SIGTERM)
        ended = await demo.ended()
    assert ended.status == 0
    assert ended.out == ""
    assert len(ended.err.splitlines()) == 1
    # A company that was half played is not saved.
    assert not (tmp_path / "mine" / "practice.json").exists()


async def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = await hearten(tmp_path, "demo", "--no-browser", "--port", port, environment={})
    assert ended.status == 1
    assert port in ended.err
    assert "--port" in ended.err
    assert len(ended.err.splitlines()) == 2


async def test_demo_continues_after_a_kill_and_can_start_again(tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_text(SEED)
    arguments = ["demo", "--no-browser", "--port", "0", "--data", "mine"]
    async with aiohttp.ClientSession() as session:
        async with start(tmp_path, *arguments, "--seed", "seed.txt", environment={}) as demo:
            browser = Browser(session, await opened(demo))
            await browser.look("/")
            await browser.do("pass", way="week")
            await browser.do("write", text="/kudos @omar thanks for the late shift")
            await browser.see("late shift")
            clock, (ts, _) = browser.clock, browser.message("late shift")
            await asyncio.to_thread(wait_until_kept, tmp_path / "mine" / "practice.json", ts)
            demo.send(signal.SIGKILL)

        async with start(tmp_path, *arguments, environment={}) as demo:
            browser = Browser(session, await opened(demo))
            await browser.look("/")
            assert timedelta(0) < browser.clock - clock < timedelta(minutes=5)
            assert "bulb" in browser.message("The oven is new.")[1]
            # Its past was not played once more.
            assert sum("The oven is new." in part for part in browser.html.split('<li class="message')) == 1
            ts, shoutout = browser.message("very early mornings")
            button = re.search(r'name="press" value="([^"]+)"[^>]*>Me too', shoutout)
            assert button, shoutout
            await browser.do("press", ts=ts, press=html.unescape(button[1]))
            # The bot knows the thanks, and that Ida joins it.
            await browser.see("You joined")

            await browser.do("start-over")
            assert await opened(demo) == browser.url
            await browser.look()
            assert "late shift" not in browser.html
            assert 'id="modal-title"' not in browser.html
            assert "bulb" in browser.message("The oven is new.")[1]
            assert browser.clock < clock
            demo.send(signal.SIGTERM)
            assert (await demo.ended()).status == 0


@pytest.mark.parametrize(
    ("package", "arguments"),
    [("platformdirs", []), ("platformdirs", ["--help"]), ("jinja2", ["--data=here"]), ("websockets", [])],
)
def test_missing_extra_is_explained(tmp_path: Path, package: str, arguments: list[str]) -> None:
    program = f"import sys; sys.modules[{package!r}] = None; from bot.cli import main; main()"
    asked = [sys.executable, "-c", program, "demo", *arguments]
    ended = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        "Error: The demo needs a few more packages: in a clone of Hearten, "
        "`uv sync --extra demo` installs them.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_seed_with_wrong_lines_starts_nothing(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_text("1 09:00 ana #design: Hi\n\n1 09:00 moya #design: Hi\nHi\n")
    ended = invoke("demo", "--clean", "--seed", "seed.txt", "--data", "mine")
    assert ended.exit_code == 2
    assert ended.stderr.splitlines() == [
        "seed.txt can't be played:",
        "line 3: There is nobody called “moya” here.",
        "line 4: It tells no scene. One looks like this: 3 09:00 ana #design: Good morning.",
    ]
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "It tells nothing."), (b"\xff\xfe", "It is no text in UTF-8.")]
)
def test_unreadable_seed_is_refused(invoke: Invoke, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "seed.txt").write_bytes(content)
    ended = invoke("demo", "--seed", "seed.txt", "--data", "mine")
    assert ended.exit_code == 2
    assert words in ended.stderr


def test_seed_does_not_replace_a_saved_company(invoke: Invoke, tmp_path: Path) -> None:
    with (mine := Folder(tmp_path / "mine")).alone():
        mine.store(to_json(take_snapshot(brightside(), utc_now())))
        mine.database.touch()
    (tmp_path / "seed.txt").write_text("1 09:00 ana #design: Hi\n")
    ended = invoke("demo", "--seed", "seed.txt", "--data", "mine", "--port", "0")
    assert ended.exit_code == 1
    assert "--clean" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert mine.load() is not None


def test_damaged_company_is_named(invoke: Invoke, tmp_path: Path) -> None:
    with (mine := Folder(tmp_path / "mine")).alone():
        mine.store(b"{")
    ended = invoke("demo", "--data", "mine", "--port", "0")
    assert ended.exit_code == 1
    assert "hearten demo --clean" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_second_demo_in_a_folder_is_refused(invoke: Invoke, tmp_path: Path) -> None:
    with Folder(tmp_path / "mine").alone():
        ended = invoke("demo", "--data", "mine", "--port", "0")
    assert ended.exit_code == 1
    assert "another demo is open" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
