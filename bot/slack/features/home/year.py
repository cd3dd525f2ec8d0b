"""The picture of a user's year, made on request: a Home is published far more often."""

import asyncio
from collections import OrderedDict

import structlog

from bot.domain.delivery import IMAGE_RETRY_DELAYS
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.outbox_message import UploadedImage
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.images.image_content import Patch, has_plain_patch, legend_of
from bot.slack.context import Context
from bot.slack.features.digest.image_views import ImageSubject, alt_text, plain_label
from bot.slack.features.home import year_views
from bot.slack.outbound.digest_images import DigestImages, fingerprint_image
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.modal import loading_view
from bot.slack.ui.value_translations import translate_values
from bot.usecases.history import list_received_in_year

MAX_PICTURES = 200
"""Images that are cached. No one sees an image that was dropped."""
MAX_TRIES = 4
"""Tries to show a picture that Slack has not processed yet."""

_log = structlog.get_logger(__name__)


class OwnYear:
    """Makes and shows the pictures; a user's last one is reused while nothing changes."""

    def __init__(self, context: Context) -> None:
        """Start without any picture."""
        self._context = context
        self._images = DigestImages(context.client)
        self._last: OrderedDict[tuple[WorkspaceId, UserId], UploadedImage] = OrderedDict()

    async def open(self, workspace: Workspace, reader: Reader, press: Press) -> bool:
        """Open a form at once and show the picture in it a moment later; return False if none opened."""
        empty = loading_view(reader.language, year_views.build_empty_year(reader.language))
        view_id = await self._context.open_view(workspace, press.trigger_id, empty)
        if view_id:
            self._context.background_tasks.start(self._show(workspace, reader, view_id))
        return bool(view_id)

    async def _show(self, workspace: Workspace, reader: Reader, view_id: str) -> None:
        language, user = reader.language, reader.user.id
        database = self._context.deps.database
        recognitions = await database.read(list_received_in_year, workspace, user)
        values = translate_values(reader.language, reader.values)
        if not recognitions:
            await self._context.update(workspace, view_id, year_views.build_empty_year(language))
            return
        patches = [Patch(recognition.id, recognition.values) for recognition in recognitions]
        alt = alt_text(
            language,
            legend_of(patches, values),
            has_plain_patch=has_plain_patch(patches, values),
            subject=ImageSubject.YEAR,
        )
        try:
            image = await self._picture(workspace, reader, patches, values, alt)
        except (SlackError, TimeoutError) as error:
            _log.info("year without its picture", error=str(error) or type(error).__name__)
            await self._context.update(workspace, view_id, year_views.build_failed_year(language))
            return
        for pause in IMAGE_RETRY_DELAYS[:MAX_TRIES]:
            if await self._context.update(
                workspace, view_id, year_views.build_year(language, image.file, alt)
            ):
                return
            await asyncio.sleep(pause.total_seconds())
        await self._context.update(workspace, view_id, year_views.build_failed_year(language))

    async def _picture(
        self, workspace: Workspace, reader: Reader, patches: list[Patch], values: Values, alt: str
    ) -> UploadedImage:
        """Return the picture of these patches: the last one, if it shows the same. Raises `SlackError`."""
        key = (workspace.id, reader.user.id)
        before = self._last.pop(key, None)
        shows = fingerprint_image(reader.language, patches, values)
        if before is None or before.fingerprint != shows:
            await self._images.delete(key[0], before)
            label = plain_label(reader.language)
            file = await self._images.draw_and_upload(workspace.id, patches, values, label, alt)
            before = UploadedImage(file, shows)
        self._last[key] = before
        if len(self._last) > MAX_PICTURES:
            key, oldest = self._last.popitem(last=False)
            await self._images.delete(key[0], oldest)
        return before
