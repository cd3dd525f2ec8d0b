"""Ways in which Slack can be made to fail from the page, and how what waits is told there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.practice.api.faults import ANY_METHOD, RESPONSE_URL, UPLOAD_URL, Fault

if TYPE_CHECKING:
    from bot.practice.server import Practice


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a call goes wrong, in words and as the practice workspace is told."""

    words: str
    retry_after: int | None = None
    status: int | None = None
    hang: float = 0.0
    cut: bool = False
    acts: bool = False
    late: float = 0.0
    error: str | None = None
    """Slack's word for it."""
    of: frozenset[str] = frozenset()
    """The methods that can go wrong so; every one if there is none."""

    def is_of(self, fault: Fault) -> bool:
        """Whether a fault goes wrong in this way."""
        return (
            fault.retry_after,
            fault.status,
            fault.hang,
            fault.cut,
            fault.acts,
            fault.late,
            fault.error,
        ) == (self.retry_after, self.status, self.hang, self.cut, self.acts, self.late, self.error)


_MESSAGES: Final = frozenset({"chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral"})
_POSTS: Final = frozenset({"chat.postMessage", "files.completeUploadExternal"})


def _refused(words: str, error: str, *of: str) -> tuple[str, Way]:
    return error, Way(f"{words} ({error})", error=error, of=frozenset(of))


GROUPS: Final[Mapping[str, Mapping[str, Way]]] = {
    "The connection": {
        "refuse": Way("Refused for 30 seconds", retry_after=30),
        "break": Way("Server error", status=500),
        "hang": Way("No answer for 20 seconds", hang=20),
        "cut-before": Way("Cut off before it happens", cut=True),
        "cut-after": Way("Cut off after it happened", cut=True, acts=True),
        "late": Way("Cut off, and happens 10 seconds later", late=10, of=_POSTS),
    },
    "Works a little later": {
        "conflict": Way(
            "Changed in the meantime (hash_conflict)",
            error="hash_conflict",
            of=frozenset({"views.update", "views.publish"}),
        ),
        "rate_limited": Way(
            "Refused for 5 seconds (rate_limited)", retry_after=5, error="rate_limited", of=_MESSAGES
        ),
        **dict(
            (
                _refused("Too many messages", "message_limit_exceeded", "chat.postMessage"),
                _refused("Not changed", "update_failed", "chat.update"),
                _refused("Still being written", "streaming_state_conflict", "chat.update"),
                _refused("Channel is being moved", "external_channel_migrating", *_MESSAGES),
                _refused("Members not found", "fetch_members_failed", "conversations.members"),
                _refused("Emoji not there", "unable_to_fetch_custom_emojis", "emoji.list"),
                _refused("Out of order", "service_unavailable"),
                _refused("Too slow", "request_timeout"),
                _refused("Slack doesn't know why", "internal_error"),
                _refused("May have happened or not", "fatal_error"),
            )
        ),
    },
    "Workspace is closed to apps": dict(
        (
            _refused("Access is limited", "accesslimited"),
            _refused("Key was withdrawn", "ekm_access_denied"),
            _refused("Two factors are needed", "two_factor_setup_required"),
            _refused("No access granted", "team_access_not_granted"),
        )
    ),
    "The message stays as it is": dict(
        (
            _refused("Channel is archived or frozen", "is_inactive", *_MESSAGES),
            _refused("Can't be changed", "cant_update_message", "chat.update"),
            _refused("Too old to be changed", "edit_window_closed", "chat.update"),
            _refused("Can't be deleted", "cant_delete_message", "chat.delete"),
        )
    ),
    "The app may not post": dict(
        (
            _refused("Read-only channel", "restricted_action_read_only_channel", *_POSTS),
            _refused("Threads only", "restricted_action_thread_only_channel", *_POSTS),
            _refused("No threads", "restricted_action_non_threadable_channel", *_POSTS),
            _refused("Thread is locked", "restricted_action_thread_locked", *_POSTS),
        )
    ),
}
"""From a heading of a form to what it offers there: from what the form says to what goes wrong."""
WAYS: Final[Mapping[str, Way]] = {key: way for group in GROUPS.values() for key, way in group.items()}

CALLS: Final[Mapping[str, str]] = {
    "chat.postMessage": "Posting",
    "chat.update": "Updating",
    "chat.delete": "Deleting",
    "chat.postEphemeral": "Telling one person",
    RESPONSE_URL: "Answering a press",
    "views.open": "Opening a form",
    "views.push": "Stacking a form",
    "views.update": "Changing a form",
    "views.publish": "Showing the Home",
    "files.getUploadURLExternal": "Announcing a file",
    UPLOAD_URL: "Uploading a file",
    "files.completeUploadExternal": "Sharing a file",
    "conversations.members": "Asking for members",
    "emoji.list": "Asking for emoji",
    ANY_METHOD: "Every method",
}
"""From a method to what people call it."""

TIMES: Final[Mapping[str, str]] = {"1": "Once", "3": "3 times", "10": "10 times"}
"""How often something can be made to fail, as a form says it and in words."""

REPEAT: Final = 1
"""How often each event comes again, once events are disturbed."""
WITHIN: Final = 2.0
"""Seconds by which an event may then be late: enough for one person's clicks to overtake each other."""


@dataclass(frozen=True, slots=True)
class Failing:
    """What goes wrong at present: a line for each fault that waits, and whether events are disturbed."""

    lines: tuple[str, ...]
    is_disturbed: bool


def failing(practice: Practice) -> Failing:
    """Tell what goes wrong in a practice workspace."""
    return Failing(tuple(_line(fault) for fault in practice.faults), practice.is_disturbed)


def _line(fault: Fault) -> str:
    calls = CALLS.get(fault.method, fault.method)
    how = next((way.words for way in WAYS.values() if way.is_of(fault)), "Fails").lower()
    return f"{calls}: {how}, {'once' if fault.times == 1 else f'{fault.times} times'}"
