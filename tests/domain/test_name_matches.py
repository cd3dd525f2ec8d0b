"""Who is meant by a name that was typed without a mention."""

import pytest

from bot.domain.ids import UserId
from bot.domain.name_matches import find_users_called, match_names, match_names_without_at_sign
from bot.domain.user import User

NAMES = ["Maya", "Li Wei", "Jonas", "José Núñez", "Ana", "Max Weber", "Tom", "Anna-Lena Groß", "Will", "王芳"]
PEOPLE = [User(UserId(f"U{number}"), name) for number, name in enumerate(NAMES)]
TWO = [*PEOPLE, User(UserId("U99"), "Maya Brandt")]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("maya", ["Maya"]),
        ("MAYA", ["Maya"]),
        ("Maja", ["Maya"]),
        ("li", ["Li Wei"]),
        ("liwei", ["Li Wei"]),
        ("li.wei", ["Li Wei"]),
        ("jose", ["José Núñez"]),
        ("jose.nunez", ["José Núñez"]),
        ("José_Núñez", ["José Núñez"]),
        ("max.weber2", ["Max Weber"]),
        ("maya.keller", ["Maya"]),
        ("anna", ["Anna-Lena Groß"]),
        ("王芳", ["王芳"]),
        ("jonnas", ["Jonas"]),
        ("mx", []),
        ("tim", []),
        ("nobody", []),
        ("...", []),
    ],
)
def test_users_are_found_by_their_names(typed: str, names: list[str]) -> None:
    assert [user.name for user in find_users_called(typed, PEOPLE)] == names


def test_several_users_may_match() -> None:
    found = match_names(["maya"], "thanks", TWO)
    assert ([p.name for p in found.candidates], found.users) == (["Maya", "Maya Brandt"], ())
    assert [p.name for p in match_names(["maya.brandt"], "thanks", TWO).users] == ["Maya Brandt"]
    found = match_names(["José"], "Núñez thanks for x", PEOPLE)
    assert ([p.name for p in found.users], found.text) == (["José Núñez"], "thanks for x")
    found = match_names(["tom", "rae"], "thanks", PEOPLE)
    assert ([p.name for p in found.users], found.unknown, found.text) == (["Tom"], ("rae",), "thanks")


@pytest.mark.parametrize(
    ("typed", "names", "left"),
    [
        ("maya thanks for the map", ["Maya"], "thanks for the map"),
        ("Maja thanks for the map", ["Maya"], "thanks for the map"),
        ("maya: the map", ["Maya"], "the map"),
        ("maya", ["Maya"], ""),
        ("maya and li thanks for the map", ["Maya", "Li Wei"], "thanks for the map"),
        ("Maya, Jonas und Tom danke für die Karte", ["Maya", "Jonas", "Tom"], "danke für die Karte"),
        ("thanks maya for the map", ["Maya"], "thanks for the map"),
        ("danke an Maja für die Karte", ["Maya"], "danke für die Karte"),
        ("thanks to max weber for the map", ["Max Weber"], "thanks for the map"),
        ("li wei thanks", ["Li Wei"], "thanks"),
        ("Maya Keller thanks for the map", ["Maya"], "Keller thanks for the map"),
        ("Maya & Jonas thanks for the map", ["Maya", "Jonas"], "thanks for the map"),
        ("Maya Keller is ill", [], "Maya Keller is ill"),
        ("jonas great job", ["Jonas"], "great job"),
        ("thank you Jonas", ["Jonas"], "thank you"),
        # Not every word in a display name is a name.
        ("will the meeting be long", [], "will the meeting be long"),
        ("thanks, will do", [], "thanks, will do"),
        ("max effort", [], "max effort"),
        ("and thanks for the map", [], "and thanks for the map"),
        ("thanks for the map", [], "thanks for the map"),
        ("an apple for you", [], "an apple for you"),
        ("what a lovely day", [], "what a lovely day"),
        ("mayo thanks", ["Maya"], "thanks"),
        ("mayo is for sandwiches", [], "mayo is for sandwiches"),
        ("", [], ""),
    ],
)
def test_names_without_an_at_sign_match(typed: str, names: list[str], left: str) -> None:
    found = match_names_without_at_sign(typed, PEOPLE)
    assert ([user.name for user in found.users], found.text) == (names, left)


@pytest.mark.parametrize("piece", ["and ", "maya, ", "-", "x", "thanks "])
def test_long_texts_are_read_quickly(piece: str) -> None:
    found = match_names_without_at_sign(piece * (40_000 // len(piece)), PEOPLE)
    assert len(found.users) <= 1
