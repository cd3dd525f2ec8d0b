"""Posts with an image: digests and cards."""

import asyncio
from functools import partial

from bot.domain.card import Card
from bot.domain.card_messages import ChannelCard, PrivateCard
from bot.domain.delivery import BOT_REMOVED, RECIPIENT_LEFT, Failure
from bot.domain.ids import NO_USER, ChannelId
from bot.domain.message_changes import MessageUpdate
from bot.domain.outbox_message import NO_IMAGE, UserPost
from bot.domain.outbox_messages import WeeklyDigest
from bot.errors import SlackRefusedError
from bot.slack.api.memberships import MembershipLookup
from bot.slack.outbound.digest_channels import DigestChannels, Membership, explain_refusal
from bot.slack.outbound.digest_images import DigestImages, ImageContent, add_image
from bot.slack.outbound.long_posts import send_shortened
from bot.slack.outbound.message_changer import MessageChanger
from bot.slack.outbound.message_renderer import MessageRenderer
from bot.slack.outbound.poster import Poster
from bot.storage.deliveries import Delivery
from bot.storage.messages import PostedMessage
from bot.usecases.card_contents import CardContent
from bot.usecases.deliveries import Composition
from bot.usecases.delivery_results import DeliveryDone, DeliveryResult, Failed, ImagePrepared
from bot.usecases.message_contents import WeeklyDigestContent

PREPARATION_TIMEOUT = 3.0
"""Seconds for the look-ups before a message is sent. With the call they fit into a lease."""


class ImagePosts:
    """Sends and updates them: the delivery that finds no image draws and uploads it, and is tried again."""

    def __init__(
        self,
        renderer: MessageRenderer,
        images: DigestImages,
        poster: Poster,
        changes: MessageChanger,
        digest_channels: DigestChannels,
        memberships: MembershipLookup,
    ) -> None:
        """Render, post and change messages with these."""
        self._memberships = memberships
        self._renderer = renderer
        self._images = images
        self._poster = poster
        self._changes = changes
        self._digest_channels = digest_channels

    async def post(self, delivery: Delivery, composition: Composition) -> DeliveryResult:
        """Post a digest or a card, with its image."""
        message, content = delivery.message, composition.content
        match message, content:
            case WeeklyDigest(), WeeklyDigestContent():
                return await self._post_digest(delivery, message, composition, content)
            case ChannelCard(channel), CardContent(card) if await self._has_left(composition, channel, card):
                # It goes to all recipients privately then.
                return Failed(Failure.REFUSED, RECIPIENT_LEFT)
            case ((ChannelCard() | PrivateCard()), CardContent()):
                return await self._post_content(delivery, message, composition, content)
            case _:
                return DeliveryDone()

    async def _has_left(self, composition: Composition, channel: ChannelId, card: Card) -> bool:
        """Return True if a recipient of a card is not in its channel now, and so would not read it."""
        try:
            async with asyncio.timeout(PREPARATION_TIMEOUT):
                for user in card.recipients:
                    if not await self._memberships.can_see(composition.workspace, channel, user):
                        return True
        except SlackRefusedError:
            # If the bot can't post there either, Slack says so next.
            return False
        return False

    async def _post_digest(
        self,
        delivery: Delivery,
        message: WeeklyDigest,
        composition: Composition,
        content: WeeklyDigestContent,
    ) -> DeliveryResult:
        async with asyncio.timeout(PREPARATION_TIMEOUT):
            membership = await self._digest_channels.check(composition.workspace, message.destination)
        if membership is Membership.REMOVED:
            return Failed(Failure.REFUSED, BOT_REMOVED)
        result = await self._post_content(delivery, message, composition, content)
        return explain_refusal(result, membership)

    async def _post_content(
        self,
        delivery: Delivery,
        message: WeeklyDigest | ChannelCard | PrivateCard,
        composition: Composition,
        content: ImageContent,
    ) -> DeliveryResult:
        workspace, values = composition.workspace, composition.values
        reader = message.destination if isinstance(message, UserPost) else NO_USER
        render = partial(self._renderer.render, composition, content, reader)
        async with asyncio.timeout(PREPARATION_TIMEOUT):
            language = await self._renderer.find_language(workspace, content, reader)
            rendered = await render()
        image = await self._images.prepare(language, values, content, prepared=message.image)
        if isinstance(image, ImagePrepared):
            return image
        result = await send_shortened(
            add_image(rendered, image, language, content, values),
            render,
            lambda one: self._poster.post(delivery, workspace, one, image),
        )
        return await self._images.read_refusal(workspace.id, result, image, message.image)

    async def update(
        self, delivery: Delivery, composition: Composition, posted: PostedMessage, content: ImageContent
    ) -> DeliveryResult:
        """Update a posted digest or card, and its image."""
        message, workspace, values = delivery.message, composition.workspace, composition.values
        prepared = message.image if isinstance(message, MessageUpdate) else None
        reader = posted.user or NO_USER
        render = partial(self._renderer.render, composition, content, reader)
        async with asyncio.timeout(PREPARATION_TIMEOUT):
            language = await self._renderer.find_language(workspace, content, reader)
            rendered = await render()
        before = posted.state.image
        image = await self._images.prepare(
            language, values, content, current=before or NO_IMAGE, prepared=prepared
        )
        if isinstance(image, ImagePrepared):
            return image
        done = DeliveryDone(updated=posted.id, image=image)
        result = await send_shortened(
            add_image(rendered, image, language, content, values),
            render,
            lambda one: self._changes.update(delivery, posted, done, one),
        )
        if result == done and before != image:
            await self._images.delete(workspace.id, before)
        return await self._images.read_refusal(workspace.id, result, image, prepared)
