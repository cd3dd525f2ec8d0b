"""The messages of a channel and of a thread as entries of a list, each by its id on the page."""

from functools import lru_cache

from bot.practice.page import transcript
from bot.practice.page.filling import fill, query
from bot.practice.page.view import LATEST, View

Entries = dict[str, str]
"""From the id of an entry to the whole of it as HTML, in order."""


def messages(view: View) -> Entries:
    """What stands in the channel."""
    at, shown = f"/as/{view.me.id}/{view.here.id}", view.opened.shown
    entries: Entries = {}
    if view.has_earlier:
        entries["earlier"] = fill("earlier.html", address=at + query(view.opened.thread, shown + LATEST))
    for line in view.lines:
        if line.new_day:
            entries[f"day-{line.when.date()}"] = fill("day.html", day=line.new_day, date=line.when.date())
        entries[line.id] = _message(line, at, shown, in_thread=False)
    return entries or {
        "empty": fill("empty.html", id="empty", words="Nothing here yet. The first words are yours.")
    }


def replies(view: View) -> Entries:
    """What stands in the thread that is open beside it; nothing without one."""
    if not view.opened.thread:
        return {}
    if view.thread is None:
        return {"gone": fill("empty.html", id="gone", words="This thread is gone.")}
    at, entries = f"/as/{view.me.id}/{view.here.id}", Entries()
    for line in view.thread.lines:
        entries[line.id] = _message(line, at, view.opened.shown, in_thread=True)
        if len(entries) == 1 and line.replies:
            entries["reply-count"] = fill("reply_count.html", count=line.replies.count)
    return entries


@lru_cache(maxsize=4096)
def _message(line: transcript.Line, at: str, shown: int, *, in_thread: bool) -> str:
    """One message. Most are as they were when something changes, so that they are remembered."""
    notice = "#thread-notice" if in_thread else "#notice"
    return fill("message.html", line=line, at=at, shown=shown, in_thread=in_thread, notice=notice)
