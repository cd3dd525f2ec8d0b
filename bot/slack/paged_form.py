"""Forms that show page by page what is too long for a message, such as a whole digest or card."""

from collections.abc import Awaitable, Callable

from msgspec import Struct

from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, loading_view


class PagedForm(Struct, frozen=True):
    """How the pages of one kind are made. The value of a button says which page it asks for."""

    build_page: Callable[[Context, Workspace, Reader, Press], Awaitable[Message]]
    build_form: Callable[[Language, Message], View]
    build_unavailable: Callable[[Language], Message]

    async def open(self, context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
        """Open a form with the page that a button asks for; the message of the button stays as it is."""
        language = reader.language
        empty = loading_view(language, self.build_form(language, self.build_unavailable(language)))
        view_id = await context.open_view(workspace, press.trigger_id, empty)
        if view_id:
            context.background_tasks.start(self._show(context, workspace, reader, press, view_id))
        else:
            page = await self.build_page(context, workspace, reader, press)
            await context.answer_privately(press.response_url, page)

    async def turn(
        self, context: Context, workspace: Workspace, reader: Reader, press: Press
    ) -> Message | None:
        """Show another page in the form; return it if the button is in a message."""
        if not press.view_id:
            return await self.build_page(context, workspace, reader, press)
        context.background_tasks.start(self._show(context, workspace, reader, press, press.view_id))
        return None

    async def _show(
        self, context: Context, workspace: Workspace, reader: Reader, press: Press, view_id: str
    ) -> None:
        page = await self.build_page(context, workspace, reader, press)
        await context.update(workspace, view_id, self.build_form(reader.language, page))
