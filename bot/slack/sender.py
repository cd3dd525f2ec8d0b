"""Carrying out a delivery: rendering what it says now, and telling Slack."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.deps import Deps
from bot.domain import mentions
from bot.domain.delivery import Failure
from bot.domain.recognition import Story
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.slack.blocks import digest as digest_blocks
from bot.slack.blocks import direct, giving, leads, undelivered
from bot.slack.blocks.document import Message, line, message
from bot.slack.client import (
    Effect,
    SlackClient,
    SlackError,
    SlackRateLimitedError,
    SlackRefusedError,
    SlackUnavailableError,
)
from bot.slack.directory import Directory
from bot.slack.language import Language, language
from bot.storage.messages import Message as StandingMessage
from bot.storage.outbox import Delivery
from bot.usecases import deliver
from bot.usecases.deliver import (
    Composed,
    Content,
    Deletion,
    Direct,
    ForLater,
    Gathered,
    InCare,
    Post,
    ReactionsExplained,
    ShoutOut,
    Undelivered,
    Update,
    WeeklyDigest,
)
from bot.usecases.lead_notes import Note
from bot.usecases.settle import IN_A_CHANNEL, Done, Failed, KeptForLater, Outcome, Posted, Unseen

CANNOT_POST = {"not_in_channel", "channel_not_found"}
SUSPENDING = {
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
"""Errors that say of every call the same, until somebody repairs the token or the installation."""
ALREADY_GONE = {"message_not_found", "channel_not_found", "cant_update_message", "cant_delete_message"}

PREPARATION = 3.0
"""Seconds for what has to be known before a message is sent: with the call itself it fits into a lease."""
CLOCKS_APART = timedelta(minutes=5)
"""How far our clock may be ahead of Slack's."""
HISTORY_PAGE = 200
"""Messages that one look at a conversation asks for."""

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
            if delivery.verify_since:
                # Also where it was taken back since: if it stands it must be known, to be deleted.
                return await self._verify(delivery, composed.workspace, delivery.verify_since)
            match composed.order:
                case None:
                    return Done()
                case Post() as post:
                    return await self._post(delivery, composed, post)
                case ForLater(unless_in):
                    return await self._for_later(delivery, composed.workspace, unless_in)
                case Update() as update:
                    return await self._update(composed, update)
                case Deletion(standing):
                    return await self._change("chat.delete", standing, Done(deleted=standing.id))
        # What fails before the message itself is on its way had no effect that could be seen.
        except (SlackError, TimeoutError) as error:
            return _failed(error, acting=False)

    async def _verify(self, delivery: Delivery, workspace: Workspace, since: datetime) -> Outcome:
        """Look whether an earlier post of this stands."""
        letter = delivery.letter
        if letter.payload.get("response_url") and not letter.payload.get("can_post", True):
            return Unseen(can_tell=False)
        try:
            channel = letter.destination
            if letter.kind not in IN_A_CHANNEL:
                channel = await self._directory.direct_channel(workspace, letter.destination)
            ts = await self._find(channel, delivery.id, since - CLOCKS_APART)
        except SlackRefusedError as error:
            _log.info("a post cannot be looked for", delivery=delivery.id, error=error.error)
            return Unseen(can_tell=False)
        return Posted(channel, ts) if ts else Unseen(can_tell=True)

    async def _find(self, channel: str, delivery: str, oldest: datetime) -> str | None:
        """The ts of our message that carries this delivery's id. Raises `SlackError`."""
        cursor = None
        while True:
            answer = await self._client.call(
                "conversations.history",
                channel=channel,
                oldest=f"{oldest.timestamp():.6f}",
                include_all_metadata="true",
                limit=HISTORY_PAGE,
                cursor=cursor,
            )
            for one in answer["messages"]:
                if (one.get("metadata") or {}).get("event_payload") == {"id": delivery}:
                    return str(one["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return None

    async def _post(self, delivery: Delivery, composed: Composed, post: Post) -> Outcome:
        letter, workspace = delivery.letter, composed.workspace
        async with asyncio.timeout(PREPARATION):
            if await self._sees(workspace, post.unless_in, letter.destination):
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
                return _failed(error, acting=True)
            outcome = await self._through(response_url, letter.destination, rendered)
            if isinstance(outcome, Posted):
                await self._tell_how_to_invite(response_url, workspace, letter.payload.get("giver", ""))
            elif outcome.failure is Failure.REFUSED:
                # That the response_url is used up says less than why it was needed.
                return _failed(error, acting=True)
            return outcome
        except SlackError as error:
            return _failed(error, acting=True)
        channel, ts = answer.get("channel"), answer.get("ts")
        if not (isinstance(channel, str) and isinstance(ts, str)):
            return Failed(Failure.UNANSWERED, "no ts")
        return Posted(channel, ts)

    async def _for_later(self, delivery: Delivery, workspace: Workspace, unless_in: str) -> Outcome:
        async with asyncio.timeout(PREPARATION):
            is_seen = await self._sees(workspace, unless_in, delivery.letter.destination)
        return Done() if is_seen else KeptForLater()

    async def _sees(self, workspace: Workspace, channel: str, person: str) -> bool:
        """Whether somebody sees the channel's mention; where nobody can tell, they get the message."""
        if not channel:
            return False
        try:
            return await self._directory.sees(workspace, channel, person)
        except SlackRefusedError:
            return False

    async def _through(self, response_url: str, channel: str, rendered: Message) -> Posted | Failed:
        """Post where the bot may not: the command's `response_url` may, but its message has no ts for us."""
        body = {**rendered, "response_type": "in_channel", "unfurl_links": False, "unfurl_media": False}
        try:
            await self._client.respond(response_url, body)
        except SlackError as error:
            return _failed(error, acting=True)
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
        async with asyncio.timeout(PREPARATION):
            rendered = await self._render(composed, update.content, standing.person or "")
        return await self._change("chat.update", standing, Done(), **rendered)

    async def _change(self, method: str, standing: StandingMessage, done: Done, **arguments: Any) -> Outcome:
        """Change or delete a message; somebody may have deleted it by hand, which is just as well."""
        try:
            await self._client.call(method, channel=standing.channel, ts=standing.ts, **arguments)
        except SlackError as error:
            if isinstance(error, SlackRefusedError) and error.error in ALREADY_GONE:
                return done
            return _failed(error, acting=True)
        return done

    async def _render(self, composed: Composed, content: Content, reader: str) -> Message:
        workspace, values = composed.workspace, composed.values
        names = await self._directory.names(workspace, _people(content))
        if isinstance(content, ShoutOut | WeeklyDigest):
            return _rendered(content, language(workspace.language), names, values)
        person = (await self._directory.people(workspace, [reader]))[reader]
        return _rendered(content, language(person.locale), names, values)


_FAILURES = {
    Effect.NONE: Failure.UNAVAILABLE,
    Effect.UNLIKELY: Failure.BROKEN,
    Effect.UNKNOWN: Failure.UNANSWERED,
}


def _failed(error: SlackError | TimeoutError, *, acting: bool) -> Failed:
    """What an error means; `acting` says that it met the message itself, not what prepares it."""
    match error:
        case SlackRateLimitedError():
            return Failed(Failure.RATE_LIMITED, str(error), error.retry_after, slows=acting)
        case SlackRefusedError() if error.error in SUSPENDING:
            return Failed(Failure.SUSPENDED, error.error)
        case SlackRefusedError() if acting:
            return Failed(Failure.REFUSED, error.error)
        case SlackUnavailableError() if acting:
            return Failed(_FAILURES[error.effect], str(error))
        case _:
            return Failed(Failure.UNAVAILABLE, str(error) or type(error).__name__)


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
        case Note():
            return leads.note(speech, names, values, content)
        case InCare():
            return leads.in_care(speech, names, content)
        case Undelivered():
            return undelivered.undelivered(speech, names, content)
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
        case Note(reader, stories, overview):
            return people_in(stories) | {reader, *overview.not_thanked}
        case InCare(circle, appointed):
            return {*circle.members, *appointed}
        case Undelivered(story, _, _, person):
            return people_in([story] if story else []) | ({person} if person else set())
        case Gathered(_, stories, _):
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
