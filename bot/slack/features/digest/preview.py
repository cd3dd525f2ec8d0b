"""Images of previewed digests, sent after the text to the user who asked."""

from collections import OrderedDict

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.outbox_message import UploadedImage
from bot.domain.values import Values
from bot.errors import SlackError
from bot.slack.api.client import SlackClient
from bot.slack.features.digest import views as digest_views
from bot.slack.outbound.digest_images import DigestImages, add_image
from bot.slack.ui.language import Language
from bot.usecases.delivery_results import ImagePrepared
from bot.usecases.message_contents import WeeklyDigestContent

MAX_IMAGES = 200
"""Images that are cached. No one sees an image that was dropped."""


class DigestPreviews:
    """Renders and sends preview images; a channel's last image is reused while nothing changes."""

    def __init__(self, client: SlackClient) -> None:
        """Start without any image."""
        self._client = client
        self._images = DigestImages(client)
        self._last: OrderedDict[tuple[WorkspaceId, ChannelId], UploadedImage] = OrderedDict()

    async def show(
        self,
        language: Language,
        digest_language: Language,
        values: Values,
        content: WeeklyDigestContent,
        response_url: str,
    ) -> None:
        """Send the image of this digest, if Slack takes it."""
        key = (content.digest.workspace_id, content.digest.channel)
        before = self._last.pop(key, None)
        prepared = await self._images.prepare(digest_language, values, content, current=before)
        image = prepared.image.image if isinstance(prepared, ImagePrepared) else prepared
        if before != image:
            await self._images.delete(key[0], before)
        if image is None:
            return
        intro = add_image(
            digest_views.preview_image_message(language), image, digest_language, content, values
        )
        try:
            await self._client.respond(response_url, {**intro, "response_type": "ephemeral"})
        except SlackError:
            await self._images.delete(key[0], image)
            return
        self._last[key] = image
        if len(self._last) > MAX_IMAGES:
            _, oldest = self._last.popitem(last=False)
            await self._images.delete(key[0], oldest)
