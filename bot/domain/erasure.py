"""Erasure: what is deleted, and what stays as a recognition from or to "a colleague"."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from bot.domain.ids import UserId
from bot.domain.user import ERASED
from bot.domain.visibility import Visibility

_MENTION = re.compile(r"<@(?P<person>[A-Z0-9]+)(?:\|[^<>]*)?>")


class ErasureExtent(StrEnum):
    """What is erased."""

    NAME = "name"
    """A user's name. What they wrote and what was written to them stays, without it."""
    EVERYTHING = "everything"
    """A user's name, all that they wrote, and what was written to them in private."""
    WORKSPACE = "workspace"
    """All of a workspace."""


class ErasureFate(StrEnum):
    """What becomes of one recognition when a user who has a part in it is erased."""

    DELETE = "goes"
    REMOVE_USER = "without them"
    """It stays for the others, without a trace of the erased user."""
    ANONYMIZE = "nameless"
    """It stays, with "a colleague" in place of their name."""


def decide_fate(
    extent: ErasureExtent, user: UserId, givers: Collection[UserId], recipients: Mapping[UserId, Visibility]
) -> ErasureFate:
    """Decide about one recognition. `givers` are all who gave it, `recipients` maps each to who sees it."""
    if extent is ErasureExtent.NAME:
        return ErasureFate.ANONYMIZE
    if user in givers:
        return ErasureFate.REMOVE_USER if set(givers) - {user} else ErasureFate.DELETE
    if recipients.get(user) is Visibility.PRIVATE:
        return ErasureFate.REMOVE_USER if set(recipients) - {user} else ErasureFate.DELETE
    return ErasureFate.ANONYMIZE


def erase_mentions(markup: str, user: UserId) -> str:
    """Return the text without mentions of a user. A name that was typed by hand stays."""
    return _MENTION.sub(lambda match: f"<@{ERASED}>" if match["person"] == user else match[0], markup)
