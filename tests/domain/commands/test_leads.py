"""What follows `/kudos leads`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands.command import (
    Give,
    Leads,
    LeadsChange,
    LeadsNote,
    LeadsSwitch,
    NotUnderstood,
    Puzzle,
)
from bot.domain.commands.leads import leads
from bot.domain.commands.parser import parse
from bot.domain.values import FIRST_VALUES, Values

VALUES = Values(FIRST_VALUES)
CAROL, ANA = "<@UCAROL|carol>", "<@UANA>"


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("", Leads()),
        ("on", LeadsSwitch(is_on=True)),
        ("OFF", LeadsSwitch(is_on=False)),
        ("note on", LeadsNote(is_on=True)),
        ("Note Off", LeadsNote(is_on=False)),
        (f"add {CAROL} for <#C1|team-red>", LeadsChange(True, "UCAROL", ("C1",))),
        (f"Add {CAROL} as lead of <#C1|>", LeadsChange(True, "UCAROL", ("C1",))),
        (f"remove {CAROL} from <!subteam^S1|@red>", LeadsChange(False, "UCAROL", groups=("S1",))),
        (f"add {CAROL} for {ANA}, <@ULI>", LeadsChange(True, "UCAROL", people=("UANA", "ULI"))),
        (f"add {CAROL} for <#C1> and <#C2>", LeadsChange(True, "UCAROL", ("C1", "C2"))),
    ],
)
def test_what_is_understood(typed: str, meaning: object) -> None:
    assert leads(typed) == meaning


@pytest.mark.parametrize(
    ("typed", "closest"),
    [
        ("ad", ("add",)),
        ("add", ()),
        (f"add {CAROL}", ()),
        (f"add {CAROL} for {CAROL}", ()),
        (f"add {CAROL} for #team-red", ()),
        ("add for <#C1>", ()),
        (f"add {CAROL} for everybody", ()),
        (f"add {CAROL} for <!channel>", ()),
        ("show", ()),
        ("note", ("note on",)),
    ],
)
def test_what_is_not_understood(typed: str, closest: tuple[str, ...]) -> None:
    puzzled = leads(typed)
    assert isinstance(puzzled, NotUnderstood)
    assert (puzzled.puzzle, puzzled.closest) == (Puzzle.LEADS, closest)


def test_thanks_about_leads_are_thanks() -> None:
    meaning = parse(f"leads the way, as always, thanks: {CAROL}", VALUES)
    assert isinstance(meaning, Give)
    assert meaning.people == ("UCAROL",)


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["add", "remove", CAROL, ANA, "<#C1>", "for"])).map(" ".join)
)
def test_whatever_is_typed_gets_a_meaning(typed: str) -> None:
    assert isinstance(leads(typed), Leads | LeadsChange | LeadsSwitch | LeadsNote | NotUnderstood)
