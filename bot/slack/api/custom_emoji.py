"""Custom emoji of a workspace, and Slack's aliases of emoji."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from bot.deps import Deps
from bot.domain import emoji
from bot.domain.ids import WorkspaceId
from bot.domain.mentions import TextToken, parse_markup, write_markup
from bot.domain.typed_text import is_too_long
from bot.domain.workspace import Workspace
from bot.slack.api.cache import Cache
from bot.slack.api.client import SlackClient

EMOJI_CACHE_SECONDS = 300.0
"""Seconds for which the emoji of a workspace are cached."""
RETRY_SECONDS = 30.0
"""Seconds after which Slack is asked again for a name that was not in its answer, or after no answer."""

_ALIAS = "alias:"


class _EmojiList(Struct, frozen=True):
    """All names of a workspace's emoji, and the emoji that aliases stand for."""

    names: frozenset[str]
    aliases: Mapping[str, str]
    fetched_at: float


class CustomEmoji:
    """Looks up emoji that are not standard ones."""

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Start with an empty cache."""
        self._client = client
        self._monotonic = deps.monotonic
        self._cache = Cache(deps.monotonic)
        self._paused_until: dict[WorkspaceId, float] = {}

    async def find_unknown(self, workspace: Workspace, names: Iterable[str]) -> frozenset[str]:
        """Return those of these names that no emoji has; none if Slack does not answer in time."""
        wanted = frozenset(names)
        if not wanted:
            return wanted
        listed = await self._find_cached_list(workspace)
        unknown = frozenset[str]() if listed is None else wanted - listed.names
        if unknown:
            # Perhaps someone is uploading the emoji right now.
            self._cache.forget(_key(workspace))
        return unknown

    async def find_aliases(self, workspace: Workspace, names: Iterable[str]) -> Mapping[str, str]:
        """Return the emoji by the workspace's aliases; none if all of the names are standard ones.

        None either if Slack does not answer in time.
        """
        listed = await self._find_list(workspace, names)
        return listed.aliases if listed else {}

    async def resolve_alias(self, workspace: Workspace, name: str) -> str:
        """Return the name of the emoji that an alias stands for; any other name as it is."""
        plain = emoji.remove_tones(name)
        return (await self.find_aliases(workspace, [plain])).get(plain, name)

    async def mark_unknown_names(self, workspace: Workspace, text: str) -> str:
        """Return a text (Slack markup) in which names between colons that no emoji has are literal.

        If Slack does not answer in time, a name that is not in the standard list is an emoji if it is set
        apart like one: that is how newer emoji are typed.
        """
        if ":" not in text or is_too_long(text):
            return text
        parts = parse_markup(text)
        plain = " ".join(part.text for part in parts if isinstance(part, TextToken))
        listed = await self._find_list(workspace, emoji.find_custom_names(plain))
        if listed is None:
            return text
        return write_markup(
            TextToken(emoji.mark_emoji(part.text, listed.names)) if isinstance(part, TextToken) else part
            for part in parts
        )

    async def _find_list(self, workspace: Workspace, names: Iterable[str]) -> _EmojiList | None:
        """Return a list new enough for these names; None if none is needed, or Slack does not answer."""
        custom = {name for name in names if not emoji.is_standard(name)}
        if not custom or self._paused_until.get(workspace.id, 0) > self._monotonic():
            return None
        listed = await self._find_cached_list(workspace)
        if listed and custom - listed.names and listed.fetched_at + RETRY_SECONDS < self._monotonic():
            self._cache.forget(_key(workspace))
            listed = await self._find_cached_list(workspace) or listed
        if listed is None:
            self._paused_until[workspace.id] = self._monotonic() + RETRY_SECONDS
        return listed

    async def _find_cached_list(self, workspace: Workspace) -> _EmojiList | None:
        async def look_up() -> _EmojiList:
            answer = await self._client.call(workspace.id, "emoji.list", include_categories="true")
            return _parse_list(answer, self._monotonic())

        return await self._cache.find(_key(workspace), EMOJI_CACHE_SECONDS, look_up)


def _parse_list(answer: Mapping[str, Any], now: float) -> _EmojiList:
    # Slack's standard emoji can be newer than the standard list here.
    standard = {name for group in answer.get("categories") or () for name in group["emoji_names"]}
    own: Mapping[str, str] = answer["emoji"]
    aliases = {name: url.removeprefix(_ALIAS) for name, url in own.items() if url.startswith(_ALIAS)}
    return _EmojiList(frozenset({*own, *standard}), emoji.resolve_aliases(aliases), now)


def _key(workspace: Workspace) -> tuple[str, int, str]:
    return ("emoji", workspace.id, "")
