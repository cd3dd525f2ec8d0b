"""The emoji that a workspace has added to Slack's: pictures with a name, and further names for them."""

import hashlib
from collections.abc import Iterator

EMOJI_BASE = r"(?:[\w+'-]|[^\x00-\x7f\s])+"
"""Pattern of an emoji's name: a workspace can name its own with letters of any script, and their marks."""
EMOJI_TONES = r"::skin-tone-[2-6](?:-[2-6])?"
"""Pattern of the skin tone at the end of a name: of one person, or of the two that some emoji show."""
EMOJI_NAME = f"{EMOJI_BASE}(?:{EMOJI_TONES})?"

_FARTHEST = 5
"""How many names one after the other may mean each other."""


class OwnEmoji:
    """Small PNG pictures by their names; a name is in it if one of them goes by it."""

    def __init__(self, team_id: str) -> None:
        self._team_id = team_id
        self.pictures: dict[str, bytes] = {}
        self.aliases: dict[str, str] = {}
        """Further names, and for which one each is."""

    def add(self, name: str, picture: bytes) -> None:
        """Add a picture; one that was called so is replaced."""
        self.aliases.pop(name, None)
        self.pictures[name] = picture

    def add_alias(self, name: str, meant: str) -> None:
        """Let a further name mean an emoji, be it the workspace's own or one of Slack's."""
        self.pictures.pop(name, None)
        self.aliases[name] = meant

    def picture(self, name: str) -> bytes | None:
        """Return the picture that goes by a name; None if there is none."""
        for _ in range(_FARTHEST):
            name = self.aliases.get(name, name)
        return self.pictures.get(name)

    def addresses(self) -> dict[str, str]:
        """Return what Slack says of them: where each picture is, or ``alias:`` and the name that it means."""
        base, aliases = f"https://emoji.slack-edge.com/{self._team_id}", self.aliases.items()
        keys = {name: hashlib.sha256(picture).hexdigest()[:16] for name, picture in self.pictures.items()}
        addresses = {name: f"{base}/{name}/{key}.png" for name, key in keys.items()}
        return addresses | {name: f"alias:{meant}" for name, meant in aliases}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.picture(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name in (*self.pictures, *self.aliases) if name in self)
