"""Carrying out a delivery: rendering what it says now, and telling Slack."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import structlog

from bot.deps import Deps
from bot.domain import mentions
from bot.domain.delivery import Failure
from bot.domain.recognition import Story
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.slack.blocks import digest as digest_blocks
from bot.slack.blocks import direct, giving
from bot.slack.blocks.document import Message, line, message
from bot.slack.client import (
    SlackClient,
    SlackError,
    SlackRateLimitedError,
    SlackRefusedError,
    SlackUnavailableError,
)
from bot.slack.directory import Directory
from bot.slack.language import Language, language
from bot.storage.outbox import Delivery
from bot.usecases import deliver
from bot.usecases.deliver import (
    Composed,
    Content,
    Deletion,
    Direct,
    Done,
    Failed,
    Gathered,
    Outcome,
    Post,
    Posted,
    ReactionsExplained,
    ShoutOut,
    Update,
    WeeklyDigest,
)

CANNOT_POST = {"not_in_channel", "channel_not_found"}
ALREADY_GONE = {"message_not_found", "channel_not_found", "cant_update_message", "cant_delete_message"}

_log = structlog.get_logger(__name__)


class Sender:
    """Sends what the outbox holds."""

    def __init__(self, deps: Deps, client: SlackClient, directory: Directory) -> None:
        """Prepare."""
        self._deps = deps
        self._client = client
        self._directory = directory

    async def send(self, delivery: Delivery) -> Outcome:
        """Carry out one delivery. What goes wrong is an outcome, not an error."""
        composed = await self._deps.database.read(lambda tx: deliver.compose(tx, delivery))
        try:
            match composed.order:
                case None:
                    return Done()
                case Post() as post:
                    return await self._post(delivery, composed, post)
                case Update() as update:
                    return await self._update(composed, update)
                case Deletion(standing):
                    await self._unless_gone("chat.delete", channel=standing.channel, ts=standing.ts)
                    return Done(deleted=standing.id)
        except SlackRateLimitedError as error:
            return Failed(Failure.RATE_LIMITED, str(error), error.retry_after)
        except SlackUnavailableError as error:
            return Failed(Failure.UNAVAILABLE, str(error))
        except SlackRefusedError as error:
            return Failed(Failure.REFUSED, error.error)
        except SlackError as error:
            return Failed(Failure.UNAVAILABLE, str(error), timedelta(minutes=1))

    async def _post(self, delivery: Delivery, composed: Composed, post: Post) -> Outcome:
        letter, workspace = delivery.letter, composed.workspace
        if post.unless_in and await self._is_in(post.unless_in, letter.destination):
            return Done()
        rendered = await self._render(composed, post.content, letter.destination)
        response_url = letter.payload.get("response_url", "")
        if response_url and not letter.payload.get("can_post", True):
            return await self._through(response_url, letter.destination, rendered)
        try:
            answer = await self._client.call(
                "chat.postMessage",
                channel=letter.destination,
                **rendered,
                unfurl_links=False,
                unfurl_media=False,
                # Other apps can read metadata: it carries an opaque id and nothing else.
                metadata={"event_type": "hearten", "event_payload": {"id": delivery.id}},
            )
        except SlackRefusedError as error:
            if error.error not in CANNOT_POST or not response_url:
                raise
            outcome = await self._through(response_url, letter.destination, rendered)
            await self._tell_how_to_invite(response_url, workspace, letter.payload.get("giver", ""))
            return outcome
        return Posted(answer["channel"], answer["ts"])

    async def _is_in(self, channel: str, person: str) -> bool:
        """Whether somebody sees the channel's mention; where nobody can tell, they get the message."""
        try:
            return await self._directory.is_member(channel, person)
        except SlackRefusedError:
            return False

    async def _through(self, response_url: str, channel: str, rendered: Message) -> Outcome:
        """Post where the bot may not: the command's `response_url` may, but its message has no ts for us."""
        body = {**rendered, "response_type": "in_channel", "unfurl_links": False, "unfurl_media": False}
        await self._client.respond(response_url, body)
        return Posted(channel, None)

    async def _tell_how_to_invite(self, response_url: str, workspace: Workspace, giver: str) -> None:
        people = await self._directory.people(workspace, [giver] if giver else [])
        speech = language(people[giver].locale if giver else workspace.language)
        hint = message([line(giving.invite(speech))])
        try:
            await self._client.respond(response_url, {**hint, "response_type": "ephemeral"})
        except SlackError as error:
            # The shout-out stands; the hint is a courtesy.
            _log.info("hint not shown", error=str(error))

    async def _update(self, composed: Composed, update: Update) -> Outcome:
        standing = update.message
        rendered = await self._render(composed, update.content, standing.person or "")
        await self._unless_gone("chat.update", channel=standing.channel, ts=standing.ts, **rendered)
        return Done()

    async def _unless_gone(self, method: str, **arguments: Any) -> None:
        """Change or delete a message; somebody may have deleted it by hand, which is just as well."""
        try:
            await self._client.call(method, **arguments)
        except SlackRefusedError as error:
            if error.error not in ALREADY_GONE:
                raise

    async def _render(self, composed: Composed, content: Content, reader: str) -> Message:
        workspace, values = composed.workspace, composed.values
        names = await self._directory.names(workspace, _people(content))
        if isinstance(content, ShoutOut | WeeklyDigest):
            return _rendered(content, language(workspace.language), names, values)
        person = (await self._directory.people(workspace, [reader]))[reader]
        return _rendered(content, language(person.locale), names, values)


def _rendered(content: Content, speech: Language, names: dict[str, str], values: Values) -> Message:
    match content:
        case ShoutOut(story):
            return giving.shout_out(speech, names, values, story)
        case Direct():
            return direct.thanked(speech, names, values, content)
        case Gathered():
            return direct.gathered(speech, names, values, content)
        case ReactionsExplained(story):
            return direct.reactions_explained(speech, names, values, story)
        case WeeklyDigest(digest, chapters):
            return digest_blocks.weekly(
                speech,
                names,
                values,
                chapters,
                channel=digest.channel,
                period=digest.period,
                zone=digest.zone,
                set_by=digest.set_by,
            )


def _people(content: Content) -> set[str]:
    """Everybody whose name appears."""
    match content:
        case ShoutOut(story) | Direct(story, _, _) | ReactionsExplained(story):
            return people_in([story])
        case Gathered(_, stories):
            return people_in(stories)
        case WeeklyDigest(digest, chapters):
            return {digest.set_by} | people_in(s for c in chapters for s in c.stories)


def people_in(stories: Iterable[Story]) -> set[str]:
    """Everybody whom these stories name."""
    return {
        person
        for story in stories
        for person in (*story.givers, *story.recipients, *story.voices, *mentions.people(story.words))
    }
