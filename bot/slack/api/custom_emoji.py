"""Which emoji a workspace has, as Slack tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.deps import Deps
from bot.domain import emoji
from bot.domain.ids import WorkspaceId
from bot.domain.mentions import TextToken, parse_markup, write_markup
from bot.domain.typed_text import is_too_long
from bot.domain.workspace import Workspace
from bot.slack.api.cache import Cache
from bot.slack.api.client import SlackClient

REMEMBERED = 300.0
"""Seconds for which they are remembered."""
ASKED_AGAIN = 30.0
"""Seconds after which Slack is asked again for a name that was not in its answer, or after no answer."""

_ALIAS = "alias:"


@dataclass(frozen=True, slots=True)
class _Listed:
    """All names of a workspace's emoji, and what the aliases among them stand for."""

    names: frozenset[str]
    aliases: Mapping[str, str]
    asked_at: float


class CustomEmoji:
    """Looks up the emoji that are none of the standard ones."""

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Start with nothing remembered."""
        self._client = client
        self._monotonic = deps.monotonic
        self._cache = Cache(deps.monotonic)
        self._silent_until: dict[WorkspaceId, float] = {}

    async def unknown(self, workspace: Workspace, names: Iterable[str]) -> frozenset[str]:
        """Those of these names that no emoji has; none where Slack does not tell in time, or may not."""
        wanted = frozenset(names)
        if not wanted:
            return wanted
        listed = await self._listed(workspace)
        unknown = frozenset[str]() if listed is None else wanted - listed.names
        if unknown:
            # Somebody may be uploading the picture right now.
            self._cache.forget(_key(workspace))
        return unknown

    async def aliases(self, workspace: Workspace, names: Iterable[str]) -> Mapping[str, str]:
        """Return what the workspace's aliases stand for; empty if all of the names are standard ones.

        Empty, too, if Slack does not answer in time.
        """
        listed = await self._with(workspace, names)
        return listed.aliases if listed else {}

    async def stands_for(self, workspace: Workspace, name: str) -> str:
        """Return the name of the emoji that an alias stands for; any other name as it is."""
        plain = emoji.remove_tones(name)
        return (await self.aliases(workspace, [plain])).get(plain, name)

    async def marked(self, workspace: Workspace, words: str) -> str:
        """Return words (Slack markup) in which names between colons that no emoji has are literal.

        If Slack does not answer in time, a name that the standard list does not have is an emoji where it is
        set apart like one: newer emoji of Slack's are typed just so.
        """
        if is_too_long(words):
            return words
        parts = parse_markup(words)
        text = " ".join(part.text for part in parts if isinstance(part, TextToken))
        listed = await self._with(workspace, emoji.find_custom_names(text))
        if listed is None:
            return words
        return write_markup(
            TextToken(emoji.mark_emoji(part.text, listed.names)) if isinstance(part, TextToken) else part
            for part in parts
        )

    async def _with(self, workspace: Workspace, names: Iterable[str]) -> _Listed | None:
        """Return the list, as new as these names need; None if it takes none or Slack does not answer."""
        strange = {name for name in names if not emoji.is_standard(name)}
        if not strange or self._silent_until.get(workspace.id, 0) > self._monotonic():
            return None
        listed = await self._listed(workspace)
        if listed and strange - listed.names and listed.asked_at + ASKED_AGAIN < self._monotonic():
            self._cache.forget(_key(workspace))
            listed = await self._listed(workspace) or listed
        if listed is None:
            self._silent_until[workspace.id] = self._monotonic() + ASKED_AGAIN
        return listed

    async def _listed(self, workspace: Workspace) -> _Listed | None:
        async def look_up() -> _Listed:
            answer = await self._client.call("emoji.list", include_categories="true")
            return _read(answer, self._monotonic())

        return await self._cache.find(_key(workspace), REMEMBERED, look_up)


def _read(answer: Mapping[str, Any], now: float) -> _Listed:
    # Standard ones, too, can be newer than what we know.
    standard = {name for each in answer.get("categories") or () for name in each["emoji_names"]}
    own: Mapping[str, str] = answer["emoji"]
    meant = {name: at.removeprefix(_ALIAS) for name, at in own.items() if at.startswith(_ALIAS)}
    return _Listed(frozenset({*own, *standard}), emoji.resolve_aliases(meant), now)


def _key(workspace: Workspace) -> tuple[str, int, str]:
    return ("emoji", workspace.id, "")
