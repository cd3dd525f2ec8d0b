"""Whom a file means: people by Slack's id, e-mail address or name. Nobody is guessed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from bot.domain.ids import UserId
from bot.domain.imports.files import PersonName
from bot.domain.user import User

_ID = re.compile(r"(?:<@)?([UW][A-Z0-9]{5,31})(?:\|[^<>]*)?>?")


class Profile(Struct, frozen=True):
    """A user of the workspace, with all that Slack calls them; `email` is empty if Slack doesn't say."""

    user: User
    names: tuple[str, ...]
    email: str = ""


class UnmatchedPersonError(ValueError):
    """A file means nobody of the workspace, or may mean several. The message is a sentence."""


class People:
    """The people of a workspace, found by what a file calls them."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Index them."""
        self._by_id: dict[str, User] = {}
        self._by_email: dict[str, User] = {}
        self._by_name: defaultdict[str, dict[UserId, User]] = defaultdict(dict)
        for profile in profiles:
            self._by_id[profile.user.id] = profile.user
            if profile.email:
                self._by_email[profile.email.casefold()] = profile.user
            for name in profile.names:
                if folded := _fold(name):
                    self._by_name[folded][profile.user.id] = profile.user

    @property
    def have_emails(self) -> bool:
        """Return True if Slack shows their e-mail addresses."""
        return bool(self._by_email)

    def find(self, called: PersonName) -> User:
        """Return the user with this name or id in a file. Raise `UnmatchedPersonError`."""
        ways = [way for way in called if way]
        for way in ways:
            match = _ID.fullmatch(way)
            if match and match[1] in self._by_id:
                return self._by_id[match[1]]
            if is_email(way):
                if user := self._by_email.get(way.casefold()):
                    return user
                if self.have_emails:
                    # A name must not overrule it: it could be another person's.
                    raise UnmatchedPersonError(f"Nobody in Slack has the address {way}.")
            elif user := self._find_by_name(way):
                return user
        if not self.have_emails and all(map(is_email, ways)):
            raise UnmatchedPersonError("Slack doesn't show e-mail addresses to Hearten.")
        raise UnmatchedPersonError(f"Nobody in Slack is called “{ways[-1]}”.")

    def _find_by_name(self, name: str) -> User | None:
        found = self._by_name.get(_fold(name), {})
        if len(found) > 1:
            raise UnmatchedPersonError(
                f"{len(found)} people in Slack are called “{name}”: write an e-mail address or Slack's id."
            )
        return next(iter(found.values()), None)


def is_email(way: str) -> bool:
    """Return True if a file calls a person by an e-mail address."""
    return "@" in way[1:]


def _fold(name: str) -> str:
    """Return a name as it is compared: case and blanks don't matter, accents do."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().removeprefix("@").split())
