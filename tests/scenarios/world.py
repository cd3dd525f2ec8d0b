"""The whole of it: the real app, a real database, and the practice workspace in place of Slack."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from bot.app import Hearten, hearten
from bot.clock import Clock
from bot.domain.ids import ChannelId, UserId
from bot.domain.workspace import Workspace
from bot.practice.company import brightside
from bot.practice.delivery import Answer
from bot.practice.installation import install
from bot.practice.records import Message
from bot.practice.views import View
from bot.settings import COMMANDS, Secret, Settings
from bot.slack.manifest import SCOPES, build_manifest
from tests.scenarios.log_watch import WatchedPractice, faults_watched

_T = TypeVar("_T")

PATIENCE = 60.0
"""Seconds that Slack waits for an answer: longer than a loaded machine needs."""
REFUSAL_PATIENCE = 0.1
"""Seconds that it waits where no answer is expected."""


class World:
    """People act in the practice workspace; afterwards one looks at what they can read there."""

    def __init__(self, practice: WatchedPractice, bot: Hearten, clock: Clock, settings: Settings) -> None:
        self.practice = practice
        self.bot = bot
        self.clock = clock
        self.settings = settings
        self.workspace = practice.workspace

    # -- who and where

    def who(self, handle: str) -> UserId:
        return UserId(self.workspace.person(handle).id)

    def where(self, name: str) -> ChannelId:
        return ChannelId(self.workspace.channel(name).id)

    async def find_workspace(self) -> Workspace:
        """Return the workspace's row."""
        (workspace,) = await self.bot.installations.list_workspaces()
        return workspace

    # -- what people do

    async def command(
        self, who: str, where: str, text: str, *, name: str = "/kudos", escape: bool = True
    ) -> str:
        """Type a command, wait until what it caused is delivered, and answer the private answer's text.

        An answer that is too long for the acknowledgement comes after it.
        """
        before = len(self.private(who, where))
        answer = await self.try_command(who, where, text, name=name, escape=escape)
        assert answer.status == 200, answer
        if not answer.body:
            await self.settled()
            told = self.private(who, where)[before:]
            assert told, "nothing was answered"
            return "\n".join(message.text for message in told)
        assert isinstance(answer.body, dict), answer
        assert answer.body["response_type"] == "ephemeral"
        await self.settled()
        return str(answer.body["text"])

    async def try_command(
        self, who: str, where: str, text: str, *, name: str = "/kudos", escape: bool = True
    ) -> Answer:
        return await self.practice.command(self.who(who), self.where(where), text, name=name, escape=escape)

    async def say(self, who: str, where: str, text: str, *, below: Message | None = None) -> Message:
        """Write a message, perhaps a reply, and wait until what it caused is delivered."""
        thread = below.ts if below else None
        said = await self.practice.say(self.who(who), self.where(where), text, thread_ts=thread)
        await self.practice.settled()
        await self.settled()
        return said

    async def write(self, who: str, text: str) -> list[Message]:
        """Write to the bot directly, and answer what it says to that."""
        before = len(self.direct(who))
        await self.say(who, self.workspace.dm_channel(self.who(who)).id, text)
        return self.direct(who)[before:]

    async def edit(self, who: str, message: Message, text: str) -> Answer | None:
        """Change a message of one's own, and wait until what it caused is delivered."""
        answer = await self.practice.edit(self.who(who), message.channel, message.ts, text)
        await self.practice.settled()
        await self.settled()
        return answer

    async def react(self, who: str, message: Message, emoji: str) -> Answer | None:
        answer = await self.practice.react(self.who(who), message.channel, message.ts, emoji)
        await self.practice.settled()
        await self.settled()
        return answer

    async def unreact(self, who: str, message: Message, emoji: str) -> Answer | None:
        answer = await self.practice.unreact(self.who(who), message.channel, message.ts, emoji)
        await self.practice.settled()
        await self.settled()
        return answer

    async def press(self, who: str, message: Message, action: str, *, value: str | None = None) -> Answer:
        """Press a button, or choose the `value` from a menu."""
        answer = await self.practice.press(self.who(who), message.channel, message.ts, action, value=value)
        await self.settled()
        return answer

    async def join_by_form(self, who: str, message: Message) -> None:
        """Press "Me too", and then the button of the private answer that opens the form for words."""
        await self.press(who, message, "endorse")
        shown = self.workspace.messages[message.channel].values()
        answer = [one for one in shown if one.ephemeral_to == self.who(who)][-1]
        await self.press(who, answer, "comment-endorsement")

    async def submit(self, who: str, **values: object) -> Answer:
        """Fill in the form that a person has before them, and send it."""
        answer = await self.practice.submit(self.who(who), values)
        await self.settled()
        return answer

    def form(self, who: str) -> View | None:
        """What the person has before them beside the messages."""
        return self.practice.find_view(self.who(who))

    async def event(self, event: dict[str, Any], *, event_id: str | None = None) -> Answer:
        answer = await self.practice.deliver_event(event, event_id=event_id)
        await self.practice.settled()
        await self.settled()
        return answer

    @contextlib.contextmanager
    def no_answer_expected(self) -> Iterator[None]:
        """Have Slack wait for a moment only: through Socket Mode, a refusal is silence."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.practice._socket_mode, "_patience", REFUSAL_PATIENCE)
            yield

    # -- what they read

    def posts(self, where: str) -> list[Message]:
        """The bot's messages that everybody in the channel sees."""
        shown = self.workspace.messages.get(self.where(where), {}).values()
        return [m for m in shown if m.user == self.workspace.bot_user_id and m.ephemeral_to is None]

    def texts(self, where: str) -> list[str]:
        return [message.text for message in self.posts(where)]

    def private(self, who: str, where: str) -> list[Message]:
        """What only this person sees in the channel."""
        shown = self.workspace.messages.get(self.where(where), {}).values()
        return [m for m in shown if m.ephemeral_to == self.who(who)]

    def direct(self, who: str) -> list[Message]:
        """The bot's direct messages to a person."""
        channel = self.workspace.dm_channel(self.who(who))
        shown = self.workspace.messages.get(channel.id, {}).values()
        return [m for m in shown if m.user == self.workspace.bot_user_id and m.ephemeral_to is None]

    def direct_texts(self, who: str) -> list[str]:
        return [message.text for message in self.direct(who)]

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [call.args for call in self.practice.calls if call.method == method]

    async def retried(self) -> None:
        """Let so much time pass that whatever failed for a while was tried again."""
        for _ in range(15):
            await self.pass_time(seconds=10)

    # -- time

    async def settled(self) -> None:
        """Wait until everything that can be delivered is."""
        async with asyncio.timeout(PATIENCE):
            await self.bot.settled()

    async def pass_time(self, **by: float) -> None:
        """Let time pass; what is due then comes."""
        self.clock.advance(timedelta(**by))
        await self.bot.ticks.tick()
        await self.settled()

    async def pass_until(self, moment: str) -> None:
        """Let time pass until this moment, in UTC unless it says otherwise."""
        by = datetime.fromisoformat(moment).replace(tzinfo=UTC) - self.clock.now()
        await self.pass_time(seconds=by.total_seconds())


@contextlib.asynccontextmanager
async def world(
    database_url: str,
    clock: Clock,
    transport: str,
    *,
    commands: tuple[str, ...] = COMMANDS,
    otlp_endpoint: str = "",
    **practice_options: Any,
) -> AsyncIterator[World]:
    """Run everything on one event loop. `transport` is `http` or `socket`."""

    async def advance(by: timedelta) -> None:
        clock.advance(by)

    options: dict[str, Any] = {"retry_delays": (0, 0, 0), "patience": PATIENCE, **practice_options}
    company = brightside()
    install(company, build_manifest(commands=commands))
    # What is optional is not granted.
    company.scopes = set(SCOPES)
    # Everybody reads English but where a test says otherwise.
    company.people = {one: replace(user, locale="en-US") for one, user in company.people.items()}
    async with WatchedPractice(company, now=clock.now, advance=advance, **options) as practice:
        settings = Settings(
            bot_token=Secret(practice.bot_token),
            app_token=Secret(practice.app_token) if transport == "socket" else None,
            signing_secret=Secret(practice.signing_secret) if transport == "http" else None,
            slack_api_url=practice.api_url,
            database_url=database_url,
            host="127.0.0.1",
            port=0,
            log_level="info",
            log_format="text",
            # The calendar stands still: no second would ever pass by itself.
            post_interval=0,
            calendar_interval=0,
            commands=commands,
            otlp_endpoint=otlp_endpoint,
        )
        async with contextlib.AsyncExitStack() as ends:
            ends.enter_context(faults_watched(practice))
            bot = await ends.enter_async_context(hearten(settings, clock))
            port, running = await ends.enter_async_context(run(bot))
            if transport == "http":
                practice.events_url = f"http://127.0.0.1:{port}/slack/events"
            else:
                await _or_fail(asyncio.ensure_future(practice.connected()), running)
            yield World(practice, bot, clock, settings)


@contextlib.asynccontextmanager
async def run(bot: Hearten) -> AsyncIterator[tuple[int, asyncio.Task[None]]]:
    """Run a bot; yield its port, and the task that it runs in."""
    stopping = asyncio.Event()
    serving: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(bot.run(stopping, serving=serving))
    port = await _or_fail(serving, running)
    try:
        yield port, running
    finally:
        stopping.set()
        await running


async def _or_fail(wanted: asyncio.Future[_T], running: asyncio.Task[None]) -> _T:
    """Wait for something that comes only while the bot runs; raises what ended the bot."""
    both: set[asyncio.Future[Any]] = {wanted, running}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    return await wanted
