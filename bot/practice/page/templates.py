"""The page's templates: the whole page, the parts of it that change, and short notices."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from jinja2 import StrictUndefined
from markupsafe import Markup

from bot.practice.journal import KEPT
from bot.practice.page import completions, emoji, inspector, markup, mrkdwn, tour_panel, transcript
from bot.practice.page import view as views
from bot.practice.page.failures import CALLS, GROUPS, TIMES, CurrentFailures
from bot.practice.page.updates import Parts
from bot.practice.page.view import LATEST, View
from bot.practice.tour import Tour

_PICKABLE: Final = (
    *("bulb", "handshake", "jigsaw"),
    *("heart", "raised_hands", "clap", "pray", "tada", "+1", "eyes", "rocket", "star"),
    *("smile", "joy", "sparkles", "muscle", "100", "wave"),
)
"""What the reaction picker holds; the first three mean the values, the rest is the usual."""


def fill(name: str, **values: Any) -> str:
    """Fill a template, which gives HTML; it fails on a name that means nothing."""
    return _environment.get_template(name).render(**values)


def query(thread: str, shown: int, drawn: str = "") -> str:
    """Return the end of an address with a thread open, if one is named, and so many messages in sight.

    `drawn` is the key to what a page was drawn with.
    """
    asked = {"thread": thread, "shown": str(shown) if shown > LATEST else "", "drawn": drawn}
    given = {key: value for key, value in asked.items() if value}
    return f"?{urlencode(given)}" if given else ""


_environment: Final = markup.template_environment(StrictUndefined)
_environment.globals.update(
    pickable=_PICKABLE,
    emoji=emoji.CHARACTERS,
    ways=GROUPS,
    calls=CALLS,
    times=TIMES,
    latest=LATEST,
    query=query,
    label=markup.label,
    modal_body=markup.modal_body,
    draw_line=mrkdwn.draw_line,
    describe=inspector.describe,
    pretty=inspector.pretty,
    curl=inspector.curl,
    kept=KEPT,
)


Entries = dict[str, str]
"""From the id of an entry to the whole of it as HTML, in order."""


def messages(view: View) -> Entries:
    """Return what is in the channel."""
    at, shown = f"/as/{view.me.id}/{view.here.id}", view.opened.shown
    entries: Entries = {}
    if view.has_earlier:
        entries["earlier"] = fill("earlier.html", address=at + query(view.opened.thread, shown + LATEST))
    for line in view.lines:
        if line.new_day:
            entries[f"day-{line.when.date()}"] = fill("day.html", day=line.new_day, date=line.when.date())
        entries[line.id] = _draw_message(line, at, shown, in_thread=False)
    return entries or {
        "empty": fill("empty.html", id="empty", words="Nothing here yet. The first words are yours.")
    }


def replies(view: View) -> Entries:
    """Return what is in the thread that is open beside it; nothing without one."""
    if not view.opened.thread:
        return {}
    if view.thread is None:
        return {"gone": fill("empty.html", id="gone", words="This thread is gone.")}
    at, entries = f"/as/{view.me.id}/{view.here.id}", Entries()
    for line in view.thread:
        entries[line.id] = _draw_message(line, at, view.opened.shown, in_thread=True)
        if len(entries) == 1 and line.replies:
            entries["reply-count"] = fill("reply_count.html", count=line.replies.count)
    return entries


@lru_cache(maxsize=4096)
def _draw_message(line: transcript.Line, at: str, shown: int, *, in_thread: bool) -> str:
    """Return one message. Most are as they were when something changes, so that they are remembered."""
    notice = "#thread-notice" if in_thread else "#notice"
    return fill("message.html", line=line, at=at, shown=shown, in_thread=in_thread, notice=notice)


def page(view: View, failing: CurrentFailures, tour: Tour | None, words: str, drawn: str) -> str:
    """Return the whole page of one person in one channel, with words above the composer if there are any.

    By `drawn` it says, when it asks for changes, what it was drawn with.
    """
    return fill(
        "page.html",
        **_around(view, failing, tour),
        at=f"/as/{view.me.id}/{view.here.id}",
        drawn=drawn,
        messages="".join(messages(view).values()),
        replies="".join(replies(view).values()),
        notice=fill("notice.html", words=words) if words else "",
        offers=[asdict(offer) for offer in completions.offers(view.workspace, view.me.id)],
    )


def changing(view: View, failing: CurrentFailures) -> Parts:
    """Return the parts of the page that change by themselves."""
    lists = {"messages": messages(view)}
    if view.opened.thread:
        lists["replies"] = replies(view)
    return Parts(_whole(view, failing, f"/as/{view.me.id}/{view.here.id}"), lists)


def home(view: View, drawn: Markup | None, trouble: str, failing: CurrentFailures, tour: Tour | None) -> str:
    """Return the whole page of one person at the app's Home."""
    at = f"/as/{view.me.id}/home"
    return fill("home.html", **_around(view, failing, tour), at=at, drawn=drawn, trouble=trouble)


def home_changing(view: View, drawn: Markup | None, failing: CurrentFailures) -> Parts:
    """Return the parts of the Home's page that change by themselves."""
    shown = fill("home_view.html", drawn=drawn, trouble="")
    return Parts({**_whole(view, failing, f"/as/{view.me.id}/home"), "home": shown}, {})


def _around(view: View, failing: CurrentFailures, tour: Tour | None) -> dict[str, Any]:
    """Return what a channel and the app's Home have in common."""
    workspace = view.workspace
    return {
        "view": view,
        "failing": failing,
        "app": workspace.people[workspace.bot_user_id].real_name,
        "tour": tour_panel.draw_tour(tour, workspace, view.me.id, view.here.id) if tour else None,
        "own_emoji": [(name, emoji.address(name)) for name in workspace.emoji.pictures],
        "actors": views.actors(workspace, view.here.id),
    }


def _whole(view: View, failing: CurrentFailures, at: str) -> dict[str, str]:
    """Return what changes beside the messages, by the places where it is."""
    return {
        "places": fill("places.html", view=view),
        "clock": fill("clock.html", view=view),
        "failing": fill("failing_sign.html", failing=failing),
        "troubles": fill("troubles.html", failing=failing),
        "modal-view": fill("modal.html", view=view, at=at),
    }
