"""What follows `/kudos leads`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands.command import (
    GiveCommand,
    LeadsChangeCommand,
    LeadsCommand,
    LeadsNoteCommand,
    LeadsSwitchCommand,
)
from bot.domain.commands.leads import parse_leads
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.ids import ChannelId, UserId
from bot.domain.values import FIRST_VALUES, Values

VALUES = Values(FIRST_VALUES)
CAROL, ANA = "<@UCAROL|carol>", "<@UANA>"


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("", LeadsCommand()),
        ("on", LeadsSwitchCommand(is_on=True)),
        ("OFF", LeadsSwitchCommand(is_on=False)),
        ("note on", LeadsNoteCommand(is_on=True)),
        ("Note Off", LeadsNoteCommand(is_on=False)),
        (f"add {CAROL} for <#C1|team-red>", LeadsChangeCommand(True, UserId("UCAROL"), (ChannelId("C1"),))),
        (f"Add {CAROL} as lead of <#C1|>", LeadsChangeCommand(True, UserId("UCAROL"), (ChannelId("C1"),))),
        (
            f"remove {CAROL} from <!subteam^S1|@red>",
            LeadsChangeCommand(False, UserId("UCAROL"), groups=("S1",)),
        ),
        (
            f"add {CAROL} for {ANA}, <@ULI>",
            LeadsChangeCommand(True, UserId("UCAROL"), users=(UserId("UANA"), UserId("ULI"))),
        ),
        (
            f"add {CAROL} for <#C1> and <#C2>",
            LeadsChangeCommand(True, UserId("UCAROL"), (ChannelId("C1"), ChannelId("C2"))),
        ),
    ],
)
def test_understood_commands(typed: str, meaning: object) -> None:
    assert parse_leads(typed) == meaning


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
def test_refused_commands(typed: str, closest: tuple[str, ...]) -> None:
    puzzled = parse_leads(typed)
    assert isinstance(puzzled, ParseError)
    assert (puzzled.kind, puzzled.suggestions) == (ParseErrorKind.LEADS, closest)


def test_thanks_about_leads_are_recognitions() -> None:
    meaning = parse(f"leads the way, as always, thanks: {CAROL}", VALUES)
    assert isinstance(meaning, GiveCommand)
    assert meaning.users == ("UCAROL",)


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["add", "remove", CAROL, ANA, "<#C1>", "for"])).map(" ".join)
)
def test_any_text_has_a_meaning(typed: str) -> None:
    assert isinstance(
        parse_leads(typed),
        LeadsCommand | LeadsChangeCommand | LeadsSwitchCommand | LeadsNoteCommand | ParseError,
    )
