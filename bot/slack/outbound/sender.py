"""Sends outbox messages: each kind is composed, rendered and sent to Slack."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.deps import Deps
from bot.domain.card_messages import ChannelCard, PrivateCard
from bot.domain.delivery import Failure
from bot.domain.ids import NO_USER, ChannelId, UserId
from bot.domain.message_changes import UNKNOWN_KIND, MessageDeletion, MessageUpdate
from bot.domain.outbox_message import ChannelPost, OutboxMessage, Post, UserPost
from bot.domain.outbox_messages import (
    DataExport,
    DigestText,
    DirectMessage,
    FilesPost,
    HomePublication,
    Keepsake,
    ShoutOut,
    StepCompletion,
    StepHint,
    WeeklyDigest,
)
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.audiences import Audiences
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.features.keepsake import views as keepsake_views
from bot.slack.outbound import file_uploads
from bot.slack.outbound.digest_channels import DigestChannels
from bot.slack.outbound.digest_images import DigestImages
from bot.slack.outbound.failures import is_workspace_refused, read_failure
from bot.slack.outbound.image_posts import PREPARATION_TIMEOUT, ImagePosts
from bot.slack.outbound.keepsake_files import KeepsakeFiles
from bot.slack.outbound.long_posts import send_shortened
from bot.slack.outbound.message_changer import MessageChanger
from bot.slack.outbound.message_lookup import find_message
from bot.slack.outbound.message_renderer import MessageRenderer
from bot.slack.outbound.poster import Poster
from bot.slack.outbound.rendering import find_users
from bot.slack.outbound.step_completions import StepCompletions
from bot.storage import workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.usecases.card_contents import CardContent
from bot.usecases.deliveries import Composed, Composition, SeenMention, compose_deliveries
from bot.usecases.delivery_results import (
    Deferred,
    DeliveryDone,
    DeliveryResult,
    Failed,
    NotFound,
    NotTried,
    Posted,
)
from bot.usecases.message_contents import WeeklyDigestContent

MAX_CLOCK_DIFFERENCE = timedelta(hours=2)
"""How far the machine's clock may be ahead of Slack's."""

_log = structlog.get_logger(__name__)

Send = Callable[[Delivery, Composition], Awaitable[DeliveryResult]]


class Sender:
    """Sends outbox messages, and returns the delivery results."""

    def __init__(
        self,
        deps: Deps,
        client: SlackClient,
        directory: Directory,
        audiences: Audiences,
        publish_home: Callable[[Workspace, HomePublication], Awaitable[DeliveryResult]],
    ) -> None:
        """Send with this client. `publish_home` publishes a user's Home."""
        self._audiences = audiences
        self._publish_home = publish_home
        self._deps = deps
        self._client = client
        self._directory = directory
        self._renderer = MessageRenderer(deps, directory)
        self._poster = Poster(deps, client, directory)
        self._uploads = file_uploads.FileUploads(deps, client, directory)
        self._keepsakes = KeepsakeFiles(deps, directory)
        self._images = DigestImages(client)
        self._changes = MessageChanger(deps, client)
        self._image_posts = ImagePosts(
            self._renderer,
            self._images,
            self._poster,
            self._changes,
            DigestChannels(deps, directory),
            directory.memberships,
        )
        self._steps = StepCompletions(deps, client)
        self._by_kind: Mapping[type[OutboxMessage], Send] = {
            **dict.fromkeys((WeeklyDigest, ChannelCard, PrivateCard), self._image_posts.post),
            DataExport: self._send_export,
            Keepsake: self._send_keepsake,
            DigestText: self._send_digest_text,
            HomePublication: self._send_home,
            MessageUpdate: self._update,
            MessageDeletion: self._delete,
            StepCompletion: self._complete_step,
        }

    def compose(self, tx: Transaction, deliveries: Sequence[Delivery]) -> Mapping[str, Composed]:
        """Look up what these deliveries, which were just claimed, are to do, by id.

        It is called in the transaction of the claim, not on the event loop. Those that are left out take
        longer to look up: `send` does it.
        """
        seen = {delivery.id for delivery in deliveries if self._is_known_to_be_seen(delivery)}
        return compose_deliveries(tx, deliveries, seen, find_users, must_be_quick=True)

    async def send(self, delivery: Delivery, composed: Composed | None) -> DeliveryResult:
        """Carry out one delivery. Return a `Failed` result for Slack's errors.

        `composed` is what it is to do, None if that was not looked up yet.
        """
        try:
            await self._check_readers(delivery)
        except (SlackError, TimeoutError) as error:
            return read_failure(error, is_message_call=False)
        if composed is None:
            composed = await self._compose_alone(delivery)
        if isinstance(composed, SeenMention):
            return DeliveryDone()
        try:
            if delivery.verify_since:
                # Also if it was withdrawn since: Hearten must know a message to delete it.
                return await self._verify(delivery, composed.workspace, delivery.verify_since)
            send = self._by_kind.get(type(delivery.message), self._post)
            return await send(delivery, composed)
        # Errors before the call that sends the message have no visible effect.
        except (SlackError, TimeoutError) as error:
            return read_failure(error, is_message_call=False)

    async def _compose_alone(self, delivery: Delivery) -> Composed:
        composed = await self._deps.database.read(compose_deliveries, [delivery], (), find_users)
        return composed[delivery.id]

    def _is_known_to_be_seen(self, delivery: Delivery) -> bool:
        """Return True if the reader is known to be in the channel whose shout-out mentions them."""
        message = delivery.message
        if not isinstance(message, DirectMessage) or not message.unless_in or delivery.verify_since:
            return False
        memberships = self._directory.memberships
        return memberships.is_known_member(delivery.workspace_id, message.unless_in, message.destination)

    async def _check_readers(self, delivery: Delivery) -> None:
        """Restrict a digest to what all members of its channel may see now. Raise `SlackError`."""
        message = delivery.message
        # The posted message of a digest has the digest's id.
        match message:
            case WeeklyDigest(digest=str(digest)) | MessageUpdate(target=digest):
                pass
            case _:
                return
        workspace = await self._deps.database.read(workspaces.get, delivery.workspace_id)
        await self._audiences.limit_digest(workspace, digest, PREPARATION_TIMEOUT)

    async def _verify(self, delivery: Delivery, workspace: Workspace, since: datetime) -> DeliveryResult:
        """Look for an earlier post of this message."""
        message = delivery.message
        if isinstance(message, ShoutOut) and message.response_url and not message.can_post:
            return NotFound(is_certain=False)
        try:
            match message:
                case ChannelPost(channel):
                    pass
                case UserPost(reader):
                    channel = await self._directory.channels.fetch_direct_channel(workspace, reader)
                case _:
                    return NotFound(is_certain=False)
            matches = file_uploads.has_files_of if isinstance(message, FilesPost) else _has_id_of
            found = await find_message(
                self._client,
                workspace.id,
                channel,
                lambda one: matches(delivery, one),
                oldest=since - MAX_CLOCK_DIFFERENCE,
                thread_ts=message.thread_ts if isinstance(message, ShoutOut | StepHint) else "",
            )
        except SlackRefusedError as error:
            if is_workspace_refused(error):
                return read_failure(error, is_message_call=False)
            _log.info("a post cannot be looked for", delivery=delivery.id, error=error.error)
            return NotFound(is_certain=False)
        if found is None:
            return NotFound(is_certain=True)
        return Posted(channel, str(found["ts"]), file_uploads.list_file_ids(found))

    async def _post(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        message, content = delivery.message, composition.content
        if content is None or not isinstance(message, Post):
            return DeliveryDone()
        reader = message.destination if isinstance(message, UserPost) else NO_USER
        render = partial(self._renderer.render, composition, content, reader)
        async with asyncio.timeout(PREPARATION_TIMEOUT):
            if await self._is_in(composition.workspace, composition.unless_in, reader):
                return DeliveryDone()
            if composition.is_deferred:
                return Deferred()
            rendered = await render()
        return await send_shortened(
            rendered, render, lambda one: self._poster.post(delivery, composition.workspace, one)
        )

    async def _is_in(self, workspace: Workspace, channel: ChannelId, user: UserId) -> bool:
        """Return True if the user sees the mention in a channel, False if Slack does not say."""
        if not channel:
            return False
        try:
            return await self._directory.memberships.can_see(workspace, channel, user)
        except SlackRefusedError:
            return False

    async def _send_export(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        if not isinstance(delivery.message, DataExport):
            return DeliveryDone()
        return await self._uploads.send_export(delivery, composition.workspace, delivery.message.destination)

    async def _send_keepsake(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        message = delivery.message
        if not isinstance(message, Keepsake):
            return DeliveryDone()
        files = await self._keepsakes.make(delivery.id, composition.workspace, message)
        if files is None:
            return NotTried()
        introduce = partial(keepsake_views.upload_message, message=message, has_pdf=len(files) > 1)
        return await self._uploads.send(
            delivery, composition.workspace, message.destination, files, introduce
        )

    async def _send_digest_text(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        message, workspace = delivery.message, composition.workspace
        if not isinstance(message, DigestText) or message.digest is None:
            return DeliveryDone()
        # It is wanted rarely.
        from bot.slack.features.digest import copy_views
        from bot.slack.outbound.digest_texts import make_files

        files = await make_files(self._deps, self._directory, workspace, message.digest)
        if files is None:
            return DeliveryDone()
        return await self._uploads.send(
            delivery, workspace, message.destination, files, copy_views.files_message
        )

    async def _send_home(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        if not isinstance(delivery.message, HomePublication):
            return DeliveryDone()
        return await self._publish_home(composition.workspace, delivery.message)

    async def _complete_step(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        if not isinstance(delivery.message, StepCompletion):
            return DeliveryDone()
        return await self._steps.complete(composition.workspace, delivery.message)

    async def _update(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        content, posted = composition.content, composition.posted
        if composition.is_unknown:
            return Failed(Failure.REFUSED, UNKNOWN_KIND)
        if posted is None:
            return DeliveryDone()
        if content is None:
            return await self._delete(delivery, composition)
        if isinstance(content, WeeklyDigestContent | CardContent):
            return await self._image_posts.update(delivery, composition, posted, content)
        render = partial(self._renderer.render, composition, content, posted.user or NO_USER)
        async with asyncio.timeout(PREPARATION_TIMEOUT):
            rendered = await render()
        return await send_shortened(
            rendered, render, lambda one: self._changes.update(delivery, posted, DeliveryDone(), one)
        )

    async def _delete(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        posted = composition.posted
        if posted is None:
            return DeliveryDone()
        if isinstance(posted.message, FilesPost):
            return await self._uploads.delete(delivery.workspace_id, posted)
        result = await self._changes.change_message(
            delivery.workspace_id, "chat.delete", posted, DeliveryDone(deleted=posted.id)
        )
        if isinstance(result, DeliveryDone):
            await self._images.delete(delivery.workspace_id, posted.state.image)
        return result


def _has_id_of(delivery: Delivery, message: Mapping[str, Any]) -> bool:
    return (message.get("metadata") or {}).get("event_payload") == {"id": delivery.id}
