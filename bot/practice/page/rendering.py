"""What the page is made of, from its templates: the whole page, the parts that change, and short notices."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from bot.practice.journal import KEPT
from bot.practice.page import completion, emoji, inspector, lists, touring
from bot.practice.page import view as views
from bot.practice.page.failing import Failing
from bot.practice.page.filling import fill
from bot.practice.page.parts import Parts
from bot.practice.page.view import View
from bot.practice.tour import Tour
from bot.practice.workspace import Workspace


def page(
    view: View, workspace: Workspace, failing: Failing, tour: Tour | None, words: str, drawn: str
) -> str:
    """The whole page of one person in one channel, with words above the composer if there are any.

    By `drawn` it tells, when it asks for changes, what it was drawn with.
    """
    return fill(
        "page.html",
        **_around(view, workspace, failing, tour),
        at=f"/as/{view.me.id}/{view.here.id}",
        drawn=drawn,
        messages=_joined(lists.messages(view)),
        replies=_joined(lists.replies(view)),
        notice=notice(words) if words else "",
        offers=completion.offers(workspace, view.me.id),
    )


def changing(view: View, failing: Failing) -> Parts:
    """The parts of the page that change by themselves."""
    return Parts(
        _whole(view, failing, f"/as/{view.me.id}/{view.here.id}"),
        {"messages": lists.messages(view), "replies": lists.replies(view)}
        if view.opened.thread
        else {"messages": lists.messages(view)},
    )


def home(
    view: View,
    drawn: Markup | None,
    trouble: str,
    workspace: Workspace,
    failing: Failing,
    tour: Tour | None,
) -> str:
    """The whole page of one person at the app's Home."""
    return fill(
        "home.html",
        **_around(view, workspace, failing, tour),
        at=f"/as/{view.me.id}/home",
        drawn=drawn,
        trouble=trouble,
    )


def home_changing(view: View, drawn: Markup | None, failing: Failing) -> Parts:
    """The parts of it that change by themselves."""
    shown = fill("home_view.html", drawn=drawn, trouble="")
    return Parts({**_whole(view, failing, f"/as/{view.me.id}/home"), "home": shown}, {})


def moving() -> str:
    """What is shown while a company moves in."""
    return fill("moving.html")


def entries(rows: Sequence[inspector.Row]) -> str:
    """Lines of the inspector."""
    return fill("entries.html", rows=rows)


def entry(details: inspector.Details | None) -> str:
    """The whole of an entry of the inspector; that it is gone, for None."""
    return fill("entry.html", entry=details, kept=KEPT)


def notice(words: str) -> str:
    """A short notice above the composer."""
    return fill("notice.html", words=words)


def _around(view: View, workspace: Workspace, failing: Failing, tour: Tour | None) -> dict[str, Any]:
    """What a channel and the app's Home have in common."""
    return {
        "view": view,
        "failing": failing,
        "app": workspace.people[workspace.bot_user_id].real_name,
        "tour": touring.shown(tour, workspace, view.me.id, view.here.id) if tour else None,
        "own_emoji": [(name, emoji.address(name)) for name in workspace.emoji.pictures],
        "actors": views.actors(workspace, view.me.id, view.here.id),
    }


def _whole(view: View, failing: Failing, at: str) -> dict[str, str]:
    """What changes beside the messages, by the places where it stands."""
    return {
        "places": fill("places.html", view=view),
        "clock": fill("clock.html", view=view),
        "failing": fill("failing_sign.html", failing=failing),
        "troubles": fill("troubles.html", failing=failing),
        "modal-view": fill("modal.html", view=view, at=at),
    }


def _joined(entries: lists.Entries) -> str:
    return "".join(entries.values())
