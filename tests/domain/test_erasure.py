"""What becomes of a recognition when somebody who has a part in it is erased."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.erasure import Extent, Fate, fate, nameless
from bot.domain.mentions import people
from bot.domain.people import ERASED
from bot.domain.visibility import Visibility

PUBLIC, PRIVATE = Visibility.PUBLIC, Visibility.PRIVATE


@pytest.mark.parametrize(
    ("givers", "recipients", "becomes"),
    [
        (["ANA"], {"LI": PUBLIC}, Fate.GOES),
        (["ANA"], {"LI": PRIVATE}, Fate.GOES),
        (["ANA", "TOM"], {"LI": PUBLIC}, Fate.WITHOUT_THEM),
        (["LI"], {"ANA": PUBLIC}, Fate.NAMELESS),
        (["LI"], {"ANA": Visibility.CHANNEL}, Fate.NAMELESS),
        (["LI"], {"ANA": PRIVATE}, Fate.GOES),
        (["LI"], {"ANA": PRIVATE, "TOM": PUBLIC}, Fate.WITHOUT_THEM),
        (["LI"], {"TOM": PUBLIC}, Fate.NAMELESS),
        ([], {"ANA": PRIVATE}, Fate.GOES),
    ],
)
def test_all_that_ana_wrote_and_what_was_written_to_her_alone(
    givers: list[str], recipients: dict[str, Visibility], becomes: Fate
) -> None:
    assert fate(Extent.EVERYTHING, "ANA", givers, recipients) is becomes
    assert fate(Extent.NAME, "ANA", givers, recipients) is Fate.NAMELESS


@given(st.lists(st.sampled_from(["<@U1>", "<@U1|ana>", "<@U12>", " and ", "@ana", "&lt;@U1&gt;"])))
def test_a_mention_loses_its_name_and_everything_else_stays(parts: list[str]) -> None:
    changed = nameless("".join(parts), "U1")
    assert "U1" not in people(changed)
    assert (ERASED in people(changed)) == any(part.startswith("<@U1") and part != "<@U12>" for part in parts)
    assert changed.replace(f"<@{ERASED}>", "") == "".join(
        part for part in parts if part not in ("<@U1>", "<@U1|ana>")
    )
