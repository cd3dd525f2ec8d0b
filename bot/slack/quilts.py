"""The week's quilt in a digest: sewn, uploaded to Slack, taken away again. No digest waits long for it."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable

import structlog

from bot.domain.digest import in_order_of_days
from bot.domain.values import Values
from bot.pictures.quilt import Patch, occurring, quilt
from bot.slack.blocks.document import Message
from bot.slack.blocks.quilt import alt_text, pictured
from bot.slack.client import SlackClient, SlackError
from bot.slack.language import Language
from bot.usecases.contents import WeeklyDigest
from bot.usecases.settle import Failed, Outcome, Sewn

NO_PICTURE = Sewn("", "")
"""What a message had before that stands without a picture."""
UPLOADING = 5.0
"""Seconds that making and uploading a picture may take."""
PROCESSING = (0.0, 1.0, 2.0)
"""Seconds to wait before each try with a picture: Slack refuses one that it has not processed yet."""
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
    ) -> Outcome:
        """Show a digest with its picture or, where Slack does not take that, without.

        `before` is the picture that its message has; it stays where it shows the same, and is deleted else.
        """
        sewn = await self._sewn(language, values, content, before)
        if sewn:
            alt = alt_text(language, occurring(_patches(content), values))
            for pause in PROCESSING:
                await asyncio.sleep(pause)
                outcome = await show(pictured(rendered, sewn.file, alt), sewn)
                if not (isinstance(outcome, Failed) and outcome.error in REFUSALS):
                    break
            else:
                await self.delete(sewn)
                sewn, outcome = None, await show(rendered, None)
        else:
            outcome = await show(rendered, None)
        if before != sewn and not isinstance(outcome, Failed):
            await self.delete(before)
        return outcome

    async def _sewn(
        self, language: Language, values: Values, content: WeeklyDigest, before: Sewn | None
    ) -> Sewn | None:
        """The picture of a digest, uploaded; None where none is wished for, or Slack does not take it."""
        patches = _patches(content)
        if before == NO_PICTURE or not (patches and content.digest.contents.picture):
            return None
        shows = _fingerprint(patches, values)
        if before and before.shows == shows:
            return before
        try:
            async with asyncio.timeout(UPLOADING):
                picture = await asyncio.to_thread(quilt, patches, values)
                file = await self._uploaded(picture, alt_text(language, occurring(patches, values)))
        except (SlackError, TimeoutError) as error:
            _log.info("digest without its picture", error=str(error) or type(error).__name__)
            return None
        return Sewn(file, shows)

    async def _uploaded(self, picture: bytes, alt: str) -> str:
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


def _patches(content: WeeklyDigest) -> list[Patch]:
    return [Patch(story.id, story.values) for story in in_order_of_days(content.chapters)]


def _fingerprint(patches: list[Patch], values: Values) -> str:
    """The same for the same picture."""
    looks = [(value.key, value.name) for value in values.ever.all]
    shown = [(patch.id, sorted(patch.values)) for patch in patches]
    return hashlib.sha256(json.dumps([looks, shown]).encode()).hexdigest()[:16]
