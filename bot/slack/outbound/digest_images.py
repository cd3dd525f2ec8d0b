"""The digest image in Slack: drawn, uploaded, deleted again. No digest waits long for it."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from bot.domain.delivery import picture_pause
from bot.domain.values import Values
from bot.errors import SlackError
from bot.images.digest_image import Patch, draw_digest_image, has_plain_patch, legend_of
from bot.slack.api.client import SlackClient
from bot.slack.features.digest.image_views import alt_text, pictured, plain_label
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.usecases.delivery_results import AwaitsImage, Failed, Outcome, UploadedImage
from bot.usecases.outbox_messages import WeeklyDigest

NO_IMAGE = UploadedImage("", "")
"""The image of a message that was posted without one."""
NOTHING_AWAITED: Mapping[str, Any] = {}
UPLOADING = 5.0
"""Seconds that drawing and uploading an image may take."""
REFUSALS = {"invalid_blocks", "invalid_blocks_format", "slack_file_not_found"}
"""Errors by which Slack may mean the picture in a message."""
MAX_ALT_TEXT = 1_000
"""Characters of a file's own alt text (https://docs.slack.dev/reference/methods/files.getUploadURLExternal)."""

_log = structlog.get_logger(__name__)

Show = Callable[[Message, UploadedImage | None], Awaitable[Outcome]]
"""Posts or updates a digest, with the picture that is in it."""


class DigestImages:
    """Draws and uploads images, and deletes Slack's files of them."""

    def __init__(self, client: SlackClient) -> None:
        """Upload through this client."""
        self._client = client

    async def show(
        self,
        language: Language,
        values: Values,
        content: WeeklyDigest,
        rendered: Message,
        show: Show,
        *,
        before: UploadedImage | None = None,
        payload: Mapping[str, Any] = NOTHING_AWAITED,
    ) -> Outcome:
        """Show a digest with its picture or, where Slack does not take that, without.

        `before` is the picture that its message has; it stays where it shows the same, and is deleted else.
        Slack refuses a picture that it has not processed yet: then the delivery waits, and its `payload`
        carries the picture to the next try.
        """
        awaited, tries = _awaited(payload)
        image = await self._prepare_image(language, values, content, before, awaited)
        if image:
            alt = _described(language, _patches(content), values)
            outcome = await show(pictured(rendered, image.file, alt), image)
            if isinstance(outcome, Failed) and outcome.error in REFUSALS:
                tries = tries + 1 if image == awaited else 1
                if pause := picture_pause(tries):
                    return AwaitsImage(image, tries, pause)
                await self.delete(image)
                image, outcome = None, await show(rendered, None)
        else:
            outcome = await show(rendered, None)
        if before != image and not isinstance(outcome, Failed):
            await self.delete(before)
        return outcome

    async def _prepare_image(
        self,
        language: Language,
        values: Values,
        content: WeeklyDigest,
        before: UploadedImage | None,
        awaited: UploadedImage | None,
    ) -> UploadedImage | None:
        """Return the uploaded image of a digest; None if it has none, or Slack does not take it."""
        patches = _patches(content)
        if before == NO_IMAGE or not (patches and content.digest.contents.picture):
            return None
        shows = fingerprint(language, patches, values)
        for known in (before, awaited):
            if known and known.shows == shows:
                return known
        await self.delete(awaited)
        try:
            async with asyncio.timeout(UPLOADING):
                picture = await asyncio.to_thread(
                    draw_digest_image, patches, values, plain=plain_label(language)
                )
                file = await self.upload(picture, _described(language, patches, values))
        except (SlackError, TimeoutError) as error:
            _log.info("digest without its picture", error=str(error) or type(error).__name__)
            return None
        return UploadedImage(file, shows)

    async def upload(self, picture: bytes, alt: str) -> str:
        """Upload an image, which no message shows yet. Return its file's id. Raise `SlackError`."""
        answer = await self._client.call(
            "files.getUploadURLExternal",
            filename="digest.png",
            length=len(picture),
            alt_txt=alt[:MAX_ALT_TEXT],
        )
        await self._client.upload(answer["upload_url"], picture)
        file = str(answer["file_id"])
        await self._client.call("files.completeUploadExternal", files=json.dumps([{"id": file}]))
        return file

    async def delete(self, image: UploadedImage | None) -> None:
        """Delete an image that no message shows. A failure is logged only: nobody sees the file."""
        if image is None or image == NO_IMAGE:
            return
        try:
            await self._client.call("files.delete", file=image.file)
        except SlackError as error:
            _log.info("picture not deleted", error=str(error))


def _awaited(payload: Mapping[str, Any]) -> tuple[UploadedImage | None, int]:
    """Return the image that a delivery waits for, and how often Slack refused it."""
    found = payload.get("awaits")
    return (UploadedImage(found["picture"], found["shows"]), found["tries"]) if found else (None, 0)


def _patches(content: WeeklyDigest) -> list[Patch]:
    return [Patch(recognition.id, recognition.values) for recognition in content.stories]


def _described(language: Language, patches: list[Patch], values: Values) -> str:
    return alt_text(language, legend_of(patches, values), has_plain_patch=has_plain_patch(patches, values))


def fingerprint(language: Language, patches: list[Patch], values: Values) -> str:
    """Return a hash of all that the image depends on."""
    legend = [(entry.value.key, entry.label, entry.value.style) for entry in legend_of(patches, values)]
    shown = [(patch.id, sorted(patch.values)) for patch in patches]
    return hashlib.sha256(json.dumps([legend, plain_label(language), shown]).encode()).hexdigest()[:16]
