"""Reading the history, page by page."""

import asyncio
import json
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain import calendar
from bot.domain.care import CircleSource
from bot.domain.commands.meaning import ME, History
from bot.domain.values import Values
from bot.domain.visibility import Asker, Refusal
from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.blocks import history as blocks
from bot.slack.blocks import leads as lead_blocks
from bot.slack.blocks.document import Message
from bot.slack.blocks.inline import named
from bot.slack.client import SlackError
from bot.slack.desk import Desk, Reader
from bot.slack.listeners.request import Request
from bot.slack.memory import PATIENCE
from bot.slack.payloads import BadPayloadError
from bot.slack.sender import people_in
from bot.storage import circles, workspaces
from bot.storage.circles import Circle
from bot.storage.engine import Transaction
from bot.storage.stories import Filters
from bot.usecases import history
from bot.usecases.history import AboutChannel, AboutCircle, AboutPerson, Overview


class Reading:
    """Answers questions about the past."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def answer(self, request: Request, meaning: History) -> Message:
        """The newest page."""
        reader, command = request.reader, request.command
        people = {reader.person.id if p == ME else p for p in meaning.people}
        if len(people) + len(meaning.groups) > 1:
            # Nobody is asked about beside anybody.
            return blocks.refused(reader.language, Refusal.PERSON)
        if len(meaning.channels) > 1:
            return blocks.one_channel(reader.language)
        circle = ""
        if meaning.groups:
            circle = await self._circle_of(request.workspace, reader.person.id, meaning.groups[0])
            if not circle:
                return blocks.refused(reader.language, Refusal.PERSON)
        about_people = bool(people or circle)
        question = {
            "channel": "" if about_people else "".join(meaning.channels),
            "in": "".join(meaning.channels) if about_people else "",
            "person": "".join(people - {reader.person.id}),
            "circle": circle,
            "given": meaning.given,
            "values": list(meaning.values),
            "phrases": list(meaning.phrases),
            **self._bounds(meaning, calendar.known_zone(reader.person.timezone)),
        }
        return await self._page(request.workspace, reader, question, here=command.channel, before=None)

    async def circle(self, workspace: Workspace, reader: Reader, circle: str, here: str) -> Message:
        """What a lead reads about a circle."""
        empty = {"channel": "", "in": "", "person": "", "given": False, "since": "", "until": ""}
        question: dict[str, Any] = {**empty, "circle": circle, "values": [], "phrases": []}
        return await self._page(workspace, reader, question, here=here, before=None)

    async def _circle_of(self, workspace: Workspace, lead: str, group: str) -> str:
        """The circle that this user group is for this lead; "" where it is none."""
        led = await self._desk.deps.database.read(lambda tx: circles.led_by(tx, workspace.id, lead))
        found = (c.id for c in led if c.source is CircleSource.GROUP and c.source_id == group)
        return next(found, "")

    def _bounds(self, meaning: History, zone: str) -> dict[str, str]:
        """The dates as instants: whole days in the asker's zone."""
        since = calendar.day_start(meaning.since, zone) if meaning.since else None
        if meaning.last_days:
            since = self._desk.deps.clock.now() - timedelta(days=meaning.last_days)
        until = calendar.day_start(_next(meaning.until), zone) if meaning.until else None
        if meaning.stretch:
            unit, back = meaning.stretch
            first, last = calendar.stretch(unit, calendar.local_date(self._desk.deps.clock.now(), zone), back)
            since, until = calendar.day_start(first, zone), calendar.day_start(_next(last), zone)
        return {
            "since": since.isoformat() if since else "",
            "until": until.isoformat() if until else "",
        }

    async def older(self, workspace: Workspace, reader: Reader, value: str, here: str) -> Message:
        """The page that an Older button asks for; who may see it is decided anew."""
        try:
            question: dict[str, Any] = json.loads(value)
            before = payloads.recognition_id(question.pop("before"))
            return await self._page(workspace, reader, question, here=here, before=before)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadPayloadError("value") from error

    async def _page(
        self, workspace: Workspace, reader: Reader, question: dict[str, Any], *, here: str, before: str | None
    ) -> Message:
        language, person = reader.language, reader.person
        channel, given = question["channel"], question["given"]
        asked: history.About | None = AboutPerson(question["person"] or person.id, given)
        if question["circle"]:
            asked = AboutCircle(question["circle"], given)
        elif channel:
            asked = await self._about_channel(workspace, person.id, channel, here)
        if asked is None:
            return blocks.refused(language, Refusal.CHANNEL)
        about = asked
        filters = Filters(
            since=_instant(question["since"]),
            until=_instant(question["until"]),
            channels=(question["in"],) if question["in"] else (),
            values=tuple(question["values"]),
            phrases=tuple(question["phrases"]),
        )
        # Somebody whom Slack does not tell about gets what a guest gets.
        asker = Asker(person.id, person.is_guest or not person.name, person.is_foreign)
        is_about_others = bool(question["person"] or question["circle"])
        channels = await self._private_channels(workspace, person.id) if is_about_others else frozenset[str]()

        def ask(tx: Transaction) -> tuple[history.Page | Refusal, Values, Overview | None, Circle | None]:
            is_first_of_circle = isinstance(about, AboutCircle) and before is None
            return (
                history.ask(tx, workspace, asker, about, filters, before, channels=channels),
                workspaces.values(tx, workspace.id),
                history.overview(tx, workspace, asker, about.circle, channels=channels)
                if isinstance(about, AboutCircle) and is_first_of_circle
                else None,
                circles.get(tx, workspace.id, about.circle) if isinstance(about, AboutCircle) else None,
            )

        # A look at others leaves a trace.
        database = self._desk.deps.database
        page, values, overview, circle = await (
            database.write(ask) if is_about_others else database.read(ask)
        )
        if isinstance(page, Refusal):
            return blocks.refused(language, page)
        mentioned = {question["person"]} if question["person"] else set(circle.members if circle else ())
        names = await self._desk.names(workspace, people_in(page.stories) | mentioned)
        whom = named(language, names, [question["person"]]) if question["person"] else ()
        if circle:
            whom = lead_blocks.circle_name(language, names, circle, person.id)
        after = lead_blocks.overview(language, names, values, overview) if overview else []
        if not page.stories:
            return blocks.nothing(
                language, channel=channel, given=given, narrowed=filters != Filters(), about=whom, after=after
            )
        return blocks.page(
            language,
            names,
            values,
            page.stories,
            reader=person.id,
            zone=person.timezone,
            title=blocks.title(language, channel=channel, given=given, about=whom),
            older=json.dumps({**question, "before": page.older}, ensure_ascii=False) if page.older else None,
            after=after,
        )

    async def _private_channels(self, workspace: Workspace, person: str) -> frozenset[str]:
        """The private channels that a lead is in; none where Slack does not tell, or for nobody's lead."""
        if not await self._desk.deps.database.read(lambda tx: circles.cared_for(tx, workspace.id, person)):
            return frozenset()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._desk.directory.private_channels(person)
        except (SlackError, TimeoutError):
            return frozenset()

    async def _about_channel(
        self, workspace: Workspace, person: str, channel: str, here: str
    ) -> AboutChannel | None:
        """The channel and whether the asker is in it; None where Slack does not tell."""
        found = await self._desk.directory.channel(workspace, channel)
        # Slack lets only members type in a private channel, also where the bot is not in.
        is_member = channel == here
        if not is_member:
            try:
                async with asyncio.timeout(PATIENCE):
                    is_member = await self._desk.directory.is_member(channel, person)
            except (SlackError, TimeoutError):
                return None
        return AboutChannel(channel, found.kind, is_member)


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _instant(text: str) -> datetime | None:
    return calendar.utc(datetime.fromisoformat(text)) if text else None
