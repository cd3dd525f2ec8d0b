"""Carrying out a delivery: what it says now is rendered, and Slack is told."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.deps import Deps
from bot.domain.delivery import IN_A_CHANNEL, Failure, Kind
from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.message_changes import UNKNOWN_KIND
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.audiences import Audiences
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.api.reachable_links import with_reachable_links
from bot.slack.features.recognition import views as recognition_views
from bot.slack.outbound import rendering, uploads
from bot.slack.outbound.claim_check import check_claim
from bot.slack.outbound.digest_channels import DigestChannels
from bot.slack.outbound.digest_images import NO_IMAGE, DigestImages
from bot.slack.outbound.digest_links import with_open_channels
from bot.slack.outbound.failures import failed, is_closed
from bot.slack.outbound.long_posts import send_halving
from bot.slack.outbound.message_lookup import find
from bot.slack.outbound.message_updates import CANNOT_POST, Changes
from bot.slack.ui.language import Language, language
from bot.slack.ui.message import Message, line, message
from bot.slack.ui.message_splitting import TOO_LONG
from bot.slack.ui.sizes import MAX_COUNTED
from bot.storage import workspaces
from bot.storage.messages import Message as StandingMessage
from bot.storage.outbox import Delivery, Letter
from bot.usecases import deliveries
from bot.usecases.deliveries import (
    Composed,
    Deletion,
    Export,
    ForLater,
    Post,
    ShowHome,
    Unknown,
    Update,
)
from bot.usecases.delivery_results import (
    Done,
    Failed,
    KeptForLater,
    Outcome,
    Posted,
    Unseen,
    UploadedImage,
    uploaded_image,
)
from bot.usecases.outbox_messages import Content, ShoutOut, Unchanged, WeeklyDigest

PREPARATION = 3.0
"""Seconds for what has to be known before a message is sent: with the call itself it fits into a lease."""
CLOCKS_APART = timedelta(hours=2)
"""How far our clock may be, or may have been, ahead of Slack's."""

_log = structlog.get_logger(__name__)


class Sender:
    """Sends what the outbox holds."""

    def __init__(
        self,
        deps: Deps,
        client: SlackClient,
        directory: Directory,
        audiences: Audiences,
        show_home: Callable[[Workspace, ShowHome], Awaitable[Outcome]],
    ) -> None:
        """Prepare."""
        self._audiences = audiences
        self._show_home = show_home
        self._deps = deps
        self._client = client
        self._directory = directory
        self._uploads = uploads.Uploads(deps, client, directory)
        self._images = DigestImages(client)
        self._changes = Changes(deps, client)
        self._digest_channels = DigestChannels(deps, directory)

    async def send(self, delivery: Delivery) -> Outcome:
        """Carry out one delivery. What goes wrong is an outcome, not an error."""
        try:
            await self._look_who_reads(delivery)
        except (SlackError, TimeoutError) as error:
            return failed(error, acting=False)
        composed = await self._deps.database.read(deliveries.compose, delivery)
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
                case Export():
                    return await self._uploads.send(delivery, composed.workspace)
                case ShowHome() as home:
                    return await self._show_home(composed.workspace, home)
                case Update() as update:
                    return await self._update(delivery, composed, update)
                case Unknown():
                    return Failed(Failure.REFUSED, UNKNOWN_KIND)
                case Deletion(standing) if standing.kind is Kind.EXPORT:
                    return await self._uploads.delete(standing)
                case Deletion(standing):
                    outcome = await self._changes.change_message(
                        "chat.delete", standing, Done(deleted=standing.id)
                    )
                    if isinstance(outcome, Done):
                        await self._images.delete(uploaded_image(standing))
                    return outcome
        # What fails before the message itself is on its way had no effect that could be seen.
        except (SlackError, TimeoutError) as error:
            return failed(error, acting=False)

    async def _look_who_reads(self, delivery: Delivery) -> None:
        """Let a digest tell no more than those may see who read its channel now. Raises `SlackError`."""
        letter = delivery.letter
        # The message of a digest has its id.
        digest = letter.digest or (letter.target if letter.kind is Kind.UPDATE else None)
        if digest:
            workspace = await self._deps.database.read(workspaces.get, delivery.workspace_id)
            await self._audiences.keep_to_what_all_may_see(workspace, digest, PREPARATION)

    async def _verify(self, delivery: Delivery, workspace: Workspace, since: datetime) -> Outcome:
        """Look whether an earlier post of this stands."""
        letter = delivery.letter
        if letter.payload.get("response_url") and not letter.payload.get("can_post", True):
            return Unseen(can_tell=False)
        try:
            channel = letter.destination
            if letter.kind not in IN_A_CHANNEL:
                channel = await self._directory.direct_channel(workspace, letter.destination)
            is_it = uploads.is_of if letter.kind is Kind.EXPORT else _carries_id
            found = await find(
                self._client,
                channel,
                lambda one: is_it(delivery, one),
                oldest=since - CLOCKS_APART,
                thread_ts=letter.payload.get("thread_ts", ""),
            )
        except SlackRefusedError as error:
            if is_closed(error):
                return failed(error, acting=False)
            _log.info("a post cannot be looked for", delivery=delivery.id, error=error.error)
            return Unseen(can_tell=False)
        if found is None:
            return Unseen(can_tell=True)
        return Posted(channel, str(found["ts"]), uploads.files_in(found))

    async def _post(self, delivery: Delivery, composed: Composed, post: Post) -> Outcome:
        letter, workspace = delivery.letter, composed.workspace
        async with asyncio.timeout(PREPARATION):
            if await self._sees(workspace, post.unless_in, letter.destination):
                return Done()
            rendered = await self._render(composed, post.content, letter.destination)
        render = partial(self._render, composed, post.content, letter.destination)
        if isinstance(post.content, WeeklyDigest):
            content = post.content
            return await self._digest_channels.post(
                workspace,
                letter.destination,
                lambda: self._images.show(
                    self._speech(workspace, content),
                    composed.values,
                    content,
                    rendered,
                    lambda shown, image: send_halving(
                        shown, render, lambda one: self._posted_or_failed(delivery, one, image)
                    ),
                    payload=letter.payload,
                ),
            )
        return await send_halving(rendered, render, lambda one: self._post_rendered(delivery, workspace, one))

    async def _post_rendered(self, delivery: Delivery, workspace: Workspace, rendered: Message) -> Outcome:
        """Post a message, or send it through its `response_url` where the bot may not post."""
        letter = delivery.letter
        response_url = letter.payload.get("response_url", "")
        if response_url and not letter.payload.get("can_post", True):
            return await self._through(response_url, delivery, rendered)
        try:
            return await self._posted(delivery, rendered)
        except SlackRefusedError as error:
            meaning = find_error_meaning(error.error)
            if meaning not in CANNOT_POST or not response_url:
                return failed(error, acting=True)
            outcome = await self._through(response_url, delivery, rendered)
            if isinstance(outcome, Posted):
                await self._tell_why(meaning, response_url, workspace, letter)
            elif outcome.failure is Failure.REFUSED and outcome.error not in TOO_LONG:
                # That the response_url is used up says less than why it was needed.
                return failed(error, acting=True)
            return outcome
        except SlackError as error:
            return failed(error, acting=True)

    async def _posted_or_failed(
        self, delivery: Delivery, rendered: Message, image: UploadedImage | None
    ) -> Outcome:
        try:
            return await self._posted(delivery, rendered, image)
        except SlackError as error:
            return failed(error, acting=True)

    async def _posted(
        self, delivery: Delivery, rendered: Message, image: UploadedImage | None = None
    ) -> Outcome:
        """Post a message. Raises `SlackError`."""
        await check_claim(self._deps, delivery)
        answer = await self._client.call(
            "chat.postMessage",
            channel=delivery.letter.destination,
            thread_ts=delivery.letter.payload.get("thread_ts"),
            **rendered,
            unfurl_links=False,
            unfurl_media=False,
            # Other apps can read metadata: it carries an opaque id and nothing else.
            metadata={"event_type": "hearten", "event_payload": {"id": delivery.id}},
        )
        channel, ts = answer.get("channel"), answer.get("ts")
        if not (isinstance(channel, str) and isinstance(ts, str)):
            return Failed(Failure.UNANSWERED, "no ts")
        return Posted(channel, ts, image=image)

    async def _for_later(self, delivery: Delivery, workspace: Workspace, unless_in: str) -> Outcome:
        async with asyncio.timeout(PREPARATION):
            is_seen = await self._sees(workspace, unless_in, delivery.letter.destination)
        return Done() if is_seen else KeptForLater()

    async def _sees(self, workspace: Workspace, channel: str, user: str) -> bool:
        """Whether somebody sees the channel's mention; where nobody can tell, they get the message."""
        if not channel:
            return False
        try:
            return await self._directory.sees(workspace, channel, user)
        except SlackRefusedError:
            return False

    async def _through(self, response_url: str, delivery: Delivery, rendered: Message) -> Posted | Failed:
        """Post where the bot may not: the command's `response_url` may, but its message has no ts for us."""
        letter = delivery.letter
        body = {**rendered, "response_type": "in_channel", "unfurl_links": False, "unfurl_media": False}
        if thread_ts := letter.payload.get("thread_ts"):
            body["thread_ts"] = thread_ts
        try:
            await check_claim(self._deps, delivery)
            await self._client.respond(response_url, body)
        except SlackError as error:
            return failed(error, acting=True)
        return Posted(letter.destination, None)

    async def _tell_why(
        self, meaning: ErrorMeaning, response_url: str, workspace: Workspace, letter: Letter
    ) -> None:
        """Tell the giver, privately, why the shout-out was posted through them."""
        giver: str = letter.payload.get("giver", "")
        users = await self._directory.people(workspace, [giver] if giver else [])
        speech = self._language(users[giver].locale if giver else workspace.language)
        is_read_only = meaning is ErrorMeaning.READ_ONLY
        hint = message(
            [
                line(
                    recognition_views.posted_through_you(speech)
                    if is_read_only
                    else recognition_views.invite(speech)
                )
            ]
        )
        try:
            await self._client.respond(response_url, {**hint, "response_type": "ephemeral"})
        except SlackError as error:
            # The shout-out stands; the hint is a courtesy.
            _log.info("hint not shown", error=str(error))

    async def _update(self, delivery: Delivery, composed: Composed, update: Update) -> Outcome:
        standing = update.message
        async with asyncio.timeout(PREPARATION):
            rendered = await self._render(composed, update.content, standing.user or "")
        render = partial(self._render, composed, update.content, standing.user or "")
        if isinstance(update.content, WeeklyDigest):
            before = uploaded_image(standing)
            return await self._images.show(
                self._speech(composed.workspace, update.content),
                composed.values,
                update.content,
                rendered,
                lambda shown, image: send_halving(
                    shown,
                    render,
                    lambda one: self._change(delivery, standing, Done(updated=standing.id, image=image), one),
                ),
                # Where it was posted without a picture, it goes on without.
                before=before or NO_IMAGE,
                payload=delivery.letter.payload,
            )
        return await send_halving(
            rendered,
            render,
            lambda one: self._change(delivery, standing, Done(), one),
        )

    async def _change(
        self, delivery: Delivery, standing: StandingMessage, done: Done, rendered: Message
    ) -> Outcome:
        """Change a message, unless a newer change by another process may be there already."""
        try:
            await check_claim(self._deps, delivery)
        except SlackError as error:
            return failed(error, acting=False)
        return await self._changes.change_message("chat.update", standing, done, **rendered)

    async def _render(
        self, composed: Composed, content: Content, reader: str, room: int = MAX_COUNTED
    ) -> Message:
        """Render a message of at most `room` counted characters, if it can be read on elsewhere."""
        workspace, values = composed.workspace, composed.values
        if isinstance(content, Unchanged) and content.locale:
            # Whoever was erased is not looked up, or they would be known again.
            return rendering.rendered(content, self._language(content.locale), {}, values, room)
        names = await self._directory.names(workspace, rendering.people(content))
        if isinstance(content, WeeklyDigest):
            content = await with_open_channels(self._directory, workspace, content, content.shown)
            return rendering.rendered(content, self._speech(workspace, content), names, values, room)
        if isinstance(content, ShoutOut):
            return rendering.rendered(content, self._language(workspace.language), names, values, room)
        user = (await self._directory.people(workspace, [reader]))[reader]
        content = await with_reachable_links(self._directory, workspace, user, content)
        return rendering.rendered(content, self._language(user.locale), names, values, room)

    def _language(self, tag: str) -> Language:
        return language(tag, self._deps.settings.commands[0])

    def _speech(self, workspace: Workspace, digest: WeeklyDigest) -> Language:
        """The language of a digest."""
        return self._language(digest.digest.contents.language or workspace.language)


def _carries_id(delivery: Delivery, message: Mapping[str, Any]) -> bool:
    return (message.get("metadata") or {}).get("event_payload") == {"id": delivery.id}
