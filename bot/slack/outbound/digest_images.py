"""Images of digests and cards: drawn and uploaded before their message is sent, deleted when it is replaced.

The delivery that finds no image for its message draws and uploads it, and ends; the next one sends it
with it. A message that Slack refuses, because it has not processed the image yet, is sent again later.
"""

import asyncio
import hashlib
import json

import structlog

from bot.domain.delivery import find_image_retry_delay
from bot.domain.ids import WorkspaceId
from bot.domain.outbox_message import NO_IMAGE, DigestImage, UploadedImage
from bot.domain.values import Values
from bot.errors import SlackError
from bot.images.image_content import Patch, draw_png, has_plain_patch, legend_of
from bot.slack.api.client import SlackClient
from bot.slack.features.digest.image_views import ImageSubject, alt_text, insert_image, plain_label
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.value_translations import translate_values
from bot.usecases.card_contents import CardContent
from bot.usecases.delivery_results import DeliveryResult, Failed, ImagePrepared
from bot.usecases.message_contents import WeeklyDigestContent

UPLOAD_TIMEOUT = 5.0
"""Seconds that drawing and uploading an image may take."""
IMAGE_REFUSALS = {"invalid_blocks", "invalid_blocks_format", "slack_file_not_found"}
"""Errors that may be about the image in a message."""
MAX_ALT_TEXT = 1_000
"""Characters of a file's own alt text (https://docs.slack.dev/reference/methods/files.getUploadURLExternal)."""

_log = structlog.get_logger(__name__)


ImageContent = WeeklyDigestContent | CardContent
"""What has an image."""


class DigestImages:
    """Draws images, and uploads and deletes Slack's files of them."""

    def __init__(self, client: SlackClient) -> None:
        """Upload and delete with this client."""
        self._client = client

    async def prepare(
        self,
        language: Language,
        values: Values,
        content: ImageContent,
        *,
        current: UploadedImage | None = None,
        prepared: DigestImage | None = None,
    ) -> UploadedImage | ImagePrepared | None:
        """Return the image of a digest or card, `ImagePrepared` if it was uploaded just now, None for none.

        `current` is the image that a posted message has; one that was posted without an image gets none.
        `prepared` is the image that an earlier delivery uploaded. Either is used if it is still up to date.
        """
        patches, values = _patches(content), translate_values(language, values)
        uploaded = prepared.image if prepared else None
        is_without = NO_IMAGE in (current, uploaded)
        is_wanted = isinstance(content, CardContent) or content.digest.contents.picture
        if is_without or not (patches and is_wanted):
            return None
        workspace_id = _find_workspace_id(content)
        fingerprint = fingerprint_image(language, patches, values)
        for known in (current, uploaded):
            if known and known.fingerprint == fingerprint:
                return known
        await self.delete(workspace_id, uploaded)
        try:
            file = await self.draw_and_upload(
                workspace_id,
                patches,
                values,
                plain_label(language),
                describe_image(language, content, values),
            )
        except (SlackError, TimeoutError) as error:
            _log.info("message without its image", error=str(error) or type(error).__name__)
            return None
        return ImagePrepared(DigestImage(UploadedImage(file, fingerprint)))

    async def read_refusal(
        self,
        workspace_id: WorkspaceId,
        result: DeliveryResult,
        image: UploadedImage | None,
        prepared: DigestImage | None,
    ) -> DeliveryResult:
        """Return what follows if Slack refused a message with its image: try again later, finally without.

        Slack refuses an image that it has not processed yet.
        """
        if image is None or not (isinstance(result, Failed) and result.error in IMAGE_REFUSALS):
            return result
        refusals = 1 + (prepared.refusals if prepared and prepared.image == image else 0)
        if pause := find_image_retry_delay(refusals):
            return ImagePrepared(DigestImage(image, refusals), pause, is_refused=True)
        await self.delete(workspace_id, image)
        return ImagePrepared(DigestImage(NO_IMAGE), is_refused=True)

    async def draw_and_upload(
        self, workspace_id: WorkspaceId, patches: list[Patch], values: Values, plain: str, alt: str
    ) -> str:
        """Draw and upload an image and return its file's id. It is not visible yet.

        Raise `SlackError` or `TimeoutError`.
        """
        async with asyncio.timeout(UPLOAD_TIMEOUT):
            png = await asyncio.to_thread(draw_png, patches, values, plain)
            answer = await self._client.call(
                workspace_id,
                "files.getUploadURLExternal",
                filename="digest.png",
                length=len(png),
                alt_txt=alt[:MAX_ALT_TEXT],
            )
            await self._client.upload(answer["upload_url"], png)
            file = str(answer["file_id"])
            await self._client.call(
                workspace_id, "files.completeUploadExternal", files=json.dumps([{"id": file}])
            )
            return file

    async def delete(self, workspace_id: WorkspaceId, image: UploadedImage | None) -> None:
        """Delete an image that is in no message. If that fails, it still is visible to no one."""
        if image is None or image == NO_IMAGE:
            return
        try:
            await self._client.call(workspace_id, "files.delete", file=image.file)
        except SlackError as error:
            _log.info("image not deleted", error=str(error))


def add_image(
    rendered: Message,
    image: UploadedImage | None,
    language: Language,
    content: ImageContent,
    values: Values,
) -> Message:
    """Return a digest or card with its image, if it has one, below the heading."""
    if image is None:
        return rendered
    return insert_image(rendered, image.file, describe_image(language, content, values))


def describe_image(language: Language, content: ImageContent, values: Values) -> str:
    """Return the alt text of an image."""
    patches, values = _patches(content), translate_values(language, values)
    return alt_text(
        language,
        legend_of(patches, values),
        has_plain_patch=has_plain_patch(patches, values),
        subject=_find_subject(content),
    )


def fingerprint_image(language: Language, patches: list[Patch], values: Values) -> str:
    """Return a hash of what an image shows."""
    values = translate_values(language, values)
    legend = [(entry.value.key, entry.label, entry.value.style) for entry in legend_of(patches, values)]
    content = [(patch.id, sorted(patch.values)) for patch in patches]
    return hashlib.sha256(json.dumps([legend, plain_label(language), content]).encode()).hexdigest()[:16]


def _find_subject(content: ImageContent) -> ImageSubject:
    if isinstance(content, CardContent):
        return ImageSubject.CARD
    return ImageSubject.DAYS if content.digest.is_requested else ImageSubject.WEEK


def _find_workspace_id(content: ImageContent) -> WorkspaceId:
    return content.card.workspace_id if isinstance(content, CardContent) else content.digest.workspace_id


def _patches(content: ImageContent) -> list[Patch]:
    return [Patch(recognition.id, recognition.values) for recognition in content.recognitions]
