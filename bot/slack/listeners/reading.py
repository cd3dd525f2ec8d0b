"""Reading the history, page by page."""

import asyncio
import json
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain import calendar
from bot.domain.commands.meaning import ME, History
from bot.domain.visibility import Asker, Refusal
from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.blocks import history as blocks
from bot.slack.blocks.document import Message
from bot.slack.client import SlackError
from bot.slack.desk import Desk, Reader
from bot.slack.listeners.request import Request
from bot.slack.memory import PATIENCE
from bot.slack.payloads import BadPayloadError
from bot.slack.sender import people_in
from bot.storage import workspaces
from bot.storage.stories import Filters
from bot.usecases import history
from bot.usecases.history import AboutChannel, AboutPerson


class Reading:
    """Answers questions about the past."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def answer(self, request: Request, meaning: History) -> Message:
        """The newest page."""
        reader, command = request.reader, request.command
        others = [p for p in meaning.people if p not in (ME, reader.person.id)]
        if others or meaning.groups:
            return blocks.refused(reader.language, Refusal.PERSON)
        if len(meaning.channels) > 1:
            return blocks.one_channel(reader.language)
        question = {
            "channel": "" if meaning.people else "".join(meaning.channels),
            "in": "".join(meaning.channels) if meaning.people else "",
            "given": meaning.given,
            "values": list(meaning.values),
            "phrases": list(meaning.phrases),
            **self._bounds(meaning, calendar.known_zone(reader.person.timezone)),
        }
        return await self._page(request.workspace, reader, question, here=command.channel, before=None)

    def _bounds(self, meaning: History, zone: str) -> dict[str, str]:
        """The dates as instants: whole days in the asker's zone."""
        since = calendar.day_start(meaning.since, zone) if meaning.since else None
        if meaning.last_days:
            since = self._desk.deps.clock.now() - timedelta(days=meaning.last_days)
        until = calendar.day_start(_next(meaning.until), zone) if meaning.until else None
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
        about = (
            await self._about_channel(workspace, person.id, channel, here)
            if channel
            else AboutPerson(person.id, given)
        )
        if about is None:
            return blocks.refused(language, Refusal.CHANNEL)
        filters = Filters(
            since=_instant(question["since"]),
            until=_instant(question["until"]),
            channels=(question["in"],) if question["in"] else (),
            values=tuple(question["values"]),
            phrases=tuple(question["phrases"]),
        )
        # Somebody whom Slack does not tell about gets what a guest gets.
        asker = Asker(person.id, person.is_guest or not person.name, person.is_foreign)
        page, values = await self._desk.deps.database.read(
            lambda tx: (
                history.ask(tx, workspace, asker, about, filters, before),
                workspaces.values(tx, workspace.id),
            )
        )
        if isinstance(page, Refusal):
            return blocks.refused(language, page)
        if not page.stories:
            return blocks.nothing(language, channel=channel, given=given, narrowed=filters != Filters())
        return blocks.page(
            language,
            await self._desk.names(workspace, people_in(page.stories)),
            values,
            page.stories,
            reader=person.id,
            zone=person.timezone,
            title=blocks.title(language, channel=channel, given=given),
            older=json.dumps({**question, "before": page.older}, ensure_ascii=False) if page.older else None,
        )

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
