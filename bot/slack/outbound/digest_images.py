"""The week's quilt in a digest: sewn, uploaded to Slack, taken away again. No digest waits long for it."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from bot.domain.delivery import picture_pause
from bot.domain.values import Values
from bot.errors import SlackError
from bot.images.digest_image import Patch, is_any_plain, occurring, quilt
from bot.slack.api.client import SlackClient
from bot.slack.features.digest.image_views import alt_text, pictured, plain_label
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.usecases.delivery_results import AwaitsPicture, Failed, Outcome, Sewn
from bot.usecases.outbox_messages import WeeklyDigest

NO_PICTURE = Sewn("", "")
"""What a message had before that stands without a picture."""
NOTHING_AWAITED: Mapping[str, Any] = {}
UPLOADING = 5.0
"""Seconds that making and uploading a picture may take."""
REFUSALS = {"invalid_blocks", "invalid_blocks_format", "slack_file_not_found"}
"""Errors by which Slack may mean the picture in a message."""
MOST_ALT_TEXT = 1_000
"""Characters of a file's own alt text (https://docs.slack.dev/reference/methods/files.getUploadURLExternal)."""

_log = structlog.get_logger(__name__)

Show = Callable[[Message, Sewn | None], Awaitable[Outcome]]
"""Posts or updates a digest, with the picture that is in it."""


class Quilts:
    """Makes the pictures and keeps Slack's files of them."""

    def __init__(self, client: SlackClient) -> None:
        """Prepare."""
        self._client = client

    async def shown(
        self,
        language: Language,
        values: Values,
        content: WeeklyDigest,
        rendered: Message,
        show: Show,
        *,
        before: Sewn | None = None,
        payload: Mapping[str, Any] = NOTHING_AWAITED,
    ) -> Outcome:
        """Show a digest with its picture or, where Slack does not take that, without.

        `before` is the picture that its message has; it stays where it shows the same, and is deleted else.
        Slack refuses a picture that it has not processed yet: then the delivery waits, and its `payload`
        carries the picture to the next try.
        """
        awaited, tries = _awaited(payload)
        sewn = await self._sewn(language, values, content, before, awaited)
        if sewn:
            alt = _described(language, _patches(content), values)
            outcome = await show(pictured(rendered, sewn.file, alt), sewn)
            if isinstance(outcome, Failed) and outcome.error in REFUSALS:
                tries = tries + 1 if sewn == awaited else 1
                if pause := picture_pause(tries):
                    return AwaitsPicture(sewn, tries, pause)
                await self.delete(sewn)
                sewn, outcome = None, await show(rendered, None)
        else:
            outcome = await show(rendered, None)
        if before != sewn and not isinstance(outcome, Failed):
            await self.delete(before)
        return outcome

    async def _sewn(
        self,
        language: Language,
        values: Values,
        content: WeeklyDigest,
        before: Sewn | None,
        awaited: Sewn | None,
    ) -> Sewn | None:
        """The picture of a digest, uploaded; None where none is wished for, or Slack does not take it."""
        patches = _patches(content)
        if before == NO_PICTURE or not (patches and content.digest.contents.picture):
            return None
        shows = fingerprint(language, patches, values)
        for known in (before, awaited):
            if known and known.shows == shows:
                return known
        await self.delete(awaited)
        try:
            async with asyncio.timeout(UPLOADING):
                picture = await asyncio.to_thread(quilt, patches, values, plain=plain_label(language))
                file = await self.upload(picture, _described(language, patches, values))
        except (SlackError, TimeoutError) as error:
            _log.info("digest without its picture", error=str(error) or type(error).__name__)
            return None
        return Sewn(file, shows)

    async def upload(self, picture: bytes, alt: str) -> str:
        """Upload a picture, which nobody sees yet, and answer its file's id. Raises `SlackError`."""
        answer = await self._client.call(
            "files.getUploadURLExternal",
            filename="quilt.png",
            length=len(picture),
            alt_txt=alt[:MOST_ALT_TEXT],
        )
        await self._client.upload(answer["upload_url"], picture)
        file = str(answer["file_id"])
        await self._client.call("files.completeUploadExternal", files=json.dumps([{"id": file}]))
        return file

    async def delete(self, sewn: Sewn | None) -> None:
        """Delete a picture that stands nowhere any more. Where that fails, nobody sees it all the same."""
        if sewn is None or sewn == NO_PICTURE:
            return
        try:
            await self._client.call("files.delete", file=sewn.file)
        except SlackError as error:
            _log.info("picture not deleted", error=str(error))


def _awaited(payload: Mapping[str, Any]) -> tuple[Sewn | None, int]:
    """Return the picture that a delivery waits for, and how often Slack refused it."""
    found = payload.get("awaits")
    return (Sewn(found["picture"], found["shows"]), found["tries"]) if found else (None, 0)


def _patches(content: WeeklyDigest) -> list[Patch]:
    return [Patch(story.id, story.values) for story in content.stories]


def _described(language: Language, patches: list[Patch], values: Values) -> str:
    return alt_text(language, occurring(patches, values), is_any_plain=is_any_plain(patches, values))


def fingerprint(language: Language, patches: list[Patch], values: Values) -> str:
    """The same for the same picture."""
    legend = [(entry.value.key, entry.label, entry.value.look) for entry in occurring(patches, values)]
    shown = [(patch.id, sorted(patch.values)) for patch in patches]
    return hashlib.sha256(json.dumps([legend, plain_label(language), shown]).encode()).hexdigest()[:16]
