"""Who may do what, as SECURITY.md lists it: what the code decides for each role."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.circle import may_configure
from bot.domain.digest import DigestEditors, find_digest_refusal
from bot.domain.ids import ChannelId, UserId
from bot.domain.scopes import (
    NO_LED_USERS,
    LedUsers,
    RequestedChannel,
    ScopeRefusal,
    decide_channel_scope,
    decide_user_scope,
    make_reader,
)
from bot.domain.user import User
from bot.domain.visibility import ChannelKind

PAPER = Path(__file__).parent.parent / ".github" / "SECURITY.md"
ROLES = ("guests", "members", "leads", "admins", "operators")
ANA, MAYA, DESIGN = UserId("U_ANA"), UserId("U_MAYA"), ChannelId("C1")
USERS = {
    "guests": User(ANA, "Ana", is_guest=True),
    "members": User(ANA, "Ana"),
    "leads": User(ANA, "Ana"),
    "admins": User(ANA, "Ana", is_admin=True),
}
STRANGER = User(ANA, "Ana", is_foreign=True)


def read_table() -> dict[str, dict[str, str]]:
    """Return what each role may do, by the first words of a row."""
    lines = [line for line in PAPER.read_text().splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    wide = [row for row in rows if len(row) == 6]
    assert tuple(wide[0][1:]) == ROLES
    return {row[0]: dict(zip(ROLES, row[1:], strict=True)) for row in wide[1:]}


def find_row(begin: str) -> dict[str, str]:
    """Return the only row that begins so."""
    (row,) = [row for what, row in read_table().items() if what.startswith(begin)]
    return row


@pytest.mark.parametrize("role", USERS)
def test_settings(role: str) -> None:
    assert (find_row("change settings")[role] == "yes") is may_configure(USERS[role])
    assert (find_row("decide about a report")[role] == "yes") is may_configure(USERS[role])


@pytest.mark.parametrize("role", USERS)
def test_history_of_another_person(role: str) -> None:
    care = LedUsers(frozenset({MAYA})) if role == "leads" else NO_LED_USERS
    scope = decide_user_scope(make_reader(USERS[role]), [MAYA], given=False, care=care)
    may_read = scope is not ScopeRefusal.PERSON
    assert (find_row("read another person's public history")[role] == "no") is not may_read


@pytest.mark.parametrize("role", USERS)
@pytest.mark.parametrize(
    ("begin", "kind"),
    [
        ("read what was given in a public channel", ChannelKind.PUBLIC),
        ("read what was given in a private channel", ChannelKind.PRIVATE),
    ],
)
def test_history_of_a_channel(role: str, begin: str, kind: ChannelKind) -> None:
    says = find_row(begin)[role]
    for is_member in (True, False):
        scope = decide_channel_scope(make_reader(USERS[role]), [RequestedChannel(DESIGN, kind, is_member)])
        may_read = scope is not ScopeRefusal.CHANNEL
        assert may_read is {"yes": True, "where they are": is_member}[says]


@pytest.mark.parametrize("role", USERS)
def test_digest(role: str) -> None:
    says = find_row("set up a channel's digest")[role]
    assert says in {"where they are, unless only admins may", "the same", "where they are"}
    for by in DigestEditors:
        assert find_digest_refusal(USERS[role], is_member=False, by=by)
    assert find_digest_refusal(USERS[role], is_member=True, by=DigestEditors.MEMBERS) is None
    refused = find_digest_refusal(USERS[role], is_member=True, by=DigestEditors.ADMINS)
    assert (refused is None) is (says == "where they are")


def test_people_of_other_companies() -> None:
    assert "read no history, and can set up nothing" in " ".join(PAPER.read_text().split())
    reader = make_reader(STRANGER)
    asked = [RequestedChannel(DESIGN, ChannelKind.PUBLIC, is_member=True)]
    assert decide_channel_scope(reader, asked) is ScopeRefusal.FOREIGN
    assert decide_user_scope(reader, [MAYA], given=False) is ScopeRefusal.FOREIGN
    assert find_digest_refusal(STRANGER, is_member=True, by=DigestEditors.MEMBERS)
    assert not may_configure(STRANGER)
