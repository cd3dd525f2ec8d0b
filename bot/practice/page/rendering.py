"""The page's templates, filled: the whole page, the parts that change, and short notices."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.practice.journal import KEPT
from bot.practice.page import completion, emoji, inspector
from bot.practice.page import view as views
from bot.practice.page.failing import CALLS, TIMES, WAYS, Failing
from bot.practice.page.view import LATEST, View
from bot.practice.workspace import Workspace

_PICKABLE: Final = (
    *("bulb", "handshake", "jigsaw"),
    *("heart", "raised_hands", "clap", "pray", "tada", "+1", "eyes", "rocket", "star"),
    *("smile", "joy", "sparkles", "muscle", "100", "wave"),
)
"""What the reaction picker holds; the first three stand for the values, the rest is the usual."""

_environment: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.globals.update(
    pickable=_PICKABLE,
    emoji=emoji.CHARACTERS,
    ways=WAYS,
    calls=CALLS,
    times=TIMES,
    latest=LATEST,
)


def page(view: View, workspace: Workspace, failing: Failing) -> str:
    """The whole page of one person in one channel."""
    return _render(
        "page.html",
        view=view,
        failing=failing,
        at=_address(view),
        app=workspace.people[workspace.bot_user_id].real_name,
        actors=views.actors(workspace, view.me.id, view.here.id),
        offers=completion.offers(workspace, view.me.id),
    )


def changes(view: View, failing: Failing) -> str:
    """The parts of the page that change by themselves, each naming the place it belongs to."""
    return _render("live.html", view=view, failing=failing, at=_address(view))


def home(view: View, drawn: Markup | None, trouble: str, workspace: Workspace, failing: Failing) -> str:
    """The whole page of one person at the app's Home."""
    return _render(
        "home.html",
        view=view,
        drawn=drawn,
        trouble=trouble,
        failing=failing,
        at=f"/as/{view.me.id}/home",
        actors=views.actors(workspace, view.me.id, view.here.id),
    )


def home_changes(view: View, drawn: Markup | None, trouble: str, failing: Failing) -> str:
    """The parts of it that change by themselves."""
    at = f"/as/{view.me.id}/home"
    return _render("home_live.html", view=view, drawn=drawn, trouble=trouble, failing=failing, at=at)


def moving() -> str:
    """What is shown while a company moves in."""
    return _render("moving.html")


def entries(rows: Sequence[inspector.Row]) -> str:
    """Lines of the inspector."""
    return _render("entries.html", rows=rows)


def entry(details: inspector.Details | None) -> str:
    """The whole of an entry of the inspector; that it is gone, for None."""
    return _render("entry.html", entry=details, kept=KEPT)


def notice(words: str) -> str:
    """A short notice above the composer."""
    return _render("notice.html", words=words)


def _address(view: View) -> str:
    return f"/as/{view.me.id}/{view.here.id}"


def _query(thread: str, shown: int) -> str:
    """The end of an address with a thread open, if one is named, and so many messages in sight."""
    told = {"thread": thread} if thread else {}
    if shown > LATEST:
        told["shown"] = str(shown)
    return f"?{urlencode(told)}" if told else ""


def _render(name: str, **values: Any) -> str:
    return _environment.get_template(name).render(query=_query, **values)
