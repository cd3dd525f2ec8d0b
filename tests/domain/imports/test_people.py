"""Whom a file means."""

import pytest

from bot.domain.ids import UserId
from bot.domain.imports.people import People, Profile, UnmatchedPersonError
from bot.domain.user import User

ANA, MAYA, LI, OTHER_LI = (User(UserId(f"U0{name}")) for name in ("ANA00", "MAYA0", "LI000", "LI001"))
PROFILES = [
    Profile(ANA, ("Ana", "Ana Ribeiro", "ana"), "Ana.Ribeiro@x.example"),
    Profile(MAYA, ("Maya", "Maya Müller"), "maya@x.example"),
    Profile(LI, ("Li", "Li Wei"), "li@x.example"),
    Profile(OTHER_LI, ("Li", "Li Na"), ""),
]


@pytest.mark.parametrize(
    ("called", "user"),
    [
        (("U0ANA00",), ANA),
        (("<@U0ANA00>",), ANA),
        (("<@U0ANA00|ana>",), ANA),
        (("ana.ribeiro@X.example",), ANA),
        (("  ana   ribeiro ",), ANA),
        (("@ana",), ANA),
        (("Maya Mu\u0308ller",), MAYA),
        (("Li Na",), OTHER_LI),
        # An id of another workspace, and then the address.
        (("U0GONE0", "maya@x.example", "Li"), MAYA),
        (("U0GONE0", "", "Maya"), MAYA),
    ],
)
def test_person_is_found(called: tuple[str, ...], user: User) -> None:
    assert People(PROFILES).find(called) == user


@pytest.mark.parametrize(
    ("called", "sentence"),
    [
        (("Li",), "2 people in Slack are called “Li”: write an e-mail address or Slack's id."),
        (("U0GONE0", "", "Li"), "2 people in Slack are called “Li”: write an e-mail address or Slack's id."),
        (("Maja",), "Nobody in Slack is called “Maja”."),
        (("Maya Muller",), "Nobody in Slack is called “Maya Muller”."),
        (("U0GONE0",), "Nobody in Slack is called “U0GONE0”."),
        # The name could be another person's.
        (("", "left@x.example", "Maya"), "Nobody in Slack has the address left@x.example."),
    ],
)
def test_nobody_is_guessed(called: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(UnmatchedPersonError) as raised:
        People(PROFILES).find(called)
    assert str(raised.value) == sentence


def test_without_addresses_a_name_beside_one_is_enough() -> None:
    people = People([Profile(profile.user, profile.names) for profile in PROFILES])
    assert not people.have_emails
    assert people.find(("", "maya@x.example", "Maya")) == MAYA
    with pytest.raises(UnmatchedPersonError, match="doesn't show e-mail addresses"):
        people.find(("maya@x.example",))
