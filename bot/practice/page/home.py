"""The app's Home on the page: `/as/{person}/home`, what follows it live, and what a person does there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.practice.entries import fill_blocks
from bot.practice.page import actions, forms, markup, templates, view
from bot.practice.page.failures import current_failures
from bot.practice.page.updates import Parts, stream
from bot.practice.page.view import ReadTracker
from bot.practice.records import Person

if TYPE_CHECKING:
    from bot.practice.page.actions import Deed
    from bot.practice.server import Practice
    from bot.practice.tour import Tour

_FRESH: Final = {"cache-control": "no-store"}
_DEEDS: Final[dict[str, Deed]] = {
    "press": forms.press_on_home,
    "modal": forms.use_modal,
    **{name: actions.DEEDS[name] for name in ("pass", "anew", "fail", "trouble")},
}


class HomePage:
    """The endpoints of one practice workspace's Homes."""

    def __init__(self, practice: Practice, reading: ReadTracker, tour: Tour | None) -> None:
        self._tour = tour
        self._practice = practice
        self._workspace = practice.workspace
        self._reading = reading

    def routes(self) -> list[Route]:
        """Return the addresses; they come before those in which any channel may be in this place."""
        return [
            Route("/as/{person}/home", self.show),
            Route("/as/{person}/home/changes", self.follow),
            Route("/as/{person}/home/{deed}", self.act, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Return the whole page. Opening it is what the app is sent."""
        person = self._person(request)
        answer = await self._practice.open_home(person.id)
        trouble = f"The app did not answer ({answer.failure})." if answer and answer.failure else ""
        around, drawn = self._seen(person)
        failures = current_failures(self._practice)
        html = templates.home(around, drawn, trouble, self._workspace, failures, self._tour)
        return HTMLResponse(html, headers=_FRESH)

    async def follow(self, request: Request) -> Response:
        """Return what changes there from now on, as server-sent events."""
        person = self._person(request)

        def drawn() -> Parts:
            return templates.home_changing(*self._seen(person), current_failures(self._practice))

        return StreamingResponse(
            stream(self._workspace, self._practice.stopping, drawn, self._practice.leaving.is_set),
            media_type="text/event-stream",
            headers=_FRESH,
        )

    async def act(self, request: Request) -> Response:
        """Do what a form asks for; the answer is empty, or says why it was not done."""
        person, deed = self._person(request), _DEEDS.get(request.path_params["deed"])
        return await actions.answer(request, deed, self._practice, person, "")

    def _seen(self, person: Person) -> tuple[view.View, Markup | None]:
        """Return what surrounds the Home, and what is there; None for nothing."""
        direct = self._workspace.dm_channel(person.id)
        around = view.view(self._workspace, self._reading, person.id, direct.id, is_read=False)
        found = self._practice.home_of(person.id)
        if found is None:
            return around, None
        eyes = view.reader(self._workspace, person.id)
        blocks = fill_blocks(found.blocks, found.values)
        return around, Markup("").join(
            Markup('<div id="home-{}">{}</div>').format(
                quote(block["block_id"], safe=""), markup.block(block, eyes)
            )
            for block in blocks
        )

    def _person(self, request: Request) -> Person:
        person = self._workspace.people.get(request.path_params["person"])
        if person is None or not view.can_act(person) or person.is_stranger:
            raise HTTPException(404, "Nobody here whose part you could take has this Home.")
        return person
