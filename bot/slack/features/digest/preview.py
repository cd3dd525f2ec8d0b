"""The picture of a digest that is only previewed: shown to whoever asked, a moment after its words."""

from collections import OrderedDict

from bot.domain.values import Values
from bot.errors import SlackError
from bot.slack.api.client import SlackClient
from bot.slack.features.digest import views as digest_views
from bot.slack.outbound.digest_images import DigestImages
from bot.slack.outbound.failures import failed
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.usecases.delivery_results import Done, Outcome, UploadedImage
from bot.usecases.outbox_messages import WeeklyDigest

MOST = 200
"""Pictures that are kept to be shown again. One that is forgotten when the process ends is seen by nobody."""


class DigestPreviews:
    """Sews and shows them. A channel's last one is shown again as long as nothing has changed."""

    def __init__(self, client: SlackClient) -> None:
        """Start with none."""
        self._client = client
        self._images = DigestImages(client)
        self._last: OrderedDict[tuple[int, str], UploadedImage] = OrderedDict()

    async def show(
        self,
        language: Language,
        posted_in: Language,
        values: Values,
        content: WeeklyDigest,
        response_url: str,
    ) -> None:
        """Show the picture that this digest would have, if Slack takes it."""
        place = (content.digest.workspace_id, content.digest.channel)

        async def show(message: Message, image: UploadedImage | None) -> Outcome:
            if image is None:
                return Done()
            try:
                await self._client.respond(response_url, {**message, "response_type": "ephemeral"})
            except SlackError as error:
                return failed(error, acting=True)
            self._last[place] = image
            return Done()

        before = self._last.pop(place, None)
        intro = digest_views.preview_picture(language)
        await self._images.show(posted_in, values, content, intro, show, before=before)
        if len(self._last) > MOST:
            _, oldest = self._last.popitem(last=False)
            await self._images.delete(oldest)
