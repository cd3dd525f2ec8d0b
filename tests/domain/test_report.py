"""Which admins read a report about a recognition."""

import pytest

from bot.domain.ids import UserId
from bot.domain.report import InvolvedUsers

ANA, JONAS, MAYA, PRIYA = "UANA", "UJONAS", "UMAYA", "UPRIYA"


@pytest.mark.parametrize(
    ("involved", "mentioned", "admins", "readers"),
    [
        ([], [], [JONAS, PRIYA], (JONAS, PRIYA)),
        ([ANA, MAYA], [], [JONAS], (JONAS,)),
        ([ANA, JONAS], [], [JONAS, PRIYA], (PRIYA,)),
        ([ANA, JONAS], [], [JONAS], ()),
        ([ANA, JONAS, PRIYA], [], [JONAS, PRIYA], ()),
        ([ANA], [JONAS], [JONAS, PRIYA], (PRIYA,)),
        # A mentioned admin is better than none.
        ([ANA], [JONAS], [JONAS], (JONAS,)),
        ([ANA, PRIYA], [JONAS], [JONAS, PRIYA], (JONAS,)),
        ([ANA, JONAS], [JONAS], [JONAS], ()),
        ([ANA], [], [], ()),
    ],
)
def test_admins_who_read_a_report(
    involved: list[UserId], mentioned: list[UserId], admins: list[UserId], readers: tuple[str, ...]
) -> None:
    assert InvolvedUsers(frozenset(involved), frozenset(mentioned)).list_readers(admins) == readers
