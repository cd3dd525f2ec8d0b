"""What remains of a recognition when a user who has a part in it is erased."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.erasure import ErasureExtent, ErasureFate, decide_fate, erase_mentions
from bot.domain.ids import UserId
from bot.domain.mentions import find_mentioned_users
from bot.domain.user import ERASED
from bot.domain.visibility import Visibility

PUBLIC, PRIVATE = Visibility.PUBLIC, Visibility.PRIVATE


@pytest.mark.parametrize(
    ("givers", "recipients", "becomes"),
    [
        (["ANA"], {"LI": PUBLIC}, ErasureFate.DELETE),
        (["ANA"], {"LI": PRIVATE}, ErasureFate.DELETE),
        (["ANA", "TOM"], {"LI": PUBLIC}, ErasureFate.REMOVE_USER),
        (["LI"], {"ANA": PUBLIC}, ErasureFate.ANONYMIZE),
        (["LI"], {"ANA": Visibility.CHANNEL}, ErasureFate.ANONYMIZE),
        (["LI"], {"ANA": PRIVATE}, ErasureFate.DELETE),
        (["LI"], {"ANA": PRIVATE, "TOM": PUBLIC}, ErasureFate.REMOVE_USER),
        (["LI"], {"TOM": PUBLIC}, ErasureFate.ANONYMIZE),
        ([], {"ANA": PRIVATE}, ErasureFate.DELETE),
    ],
)
def test_full_erasure_covers_what_ana_wrote_and_got_alone(
    givers: list[UserId], recipients: dict[UserId, Visibility], becomes: ErasureFate
) -> None:
    assert decide_fate(ErasureExtent.EVERYTHING, UserId("ANA"), givers, recipients) is becomes
    assert decide_fate(ErasureExtent.NAME, UserId("ANA"), givers, recipients) is ErasureFate.ANONYMIZE


@given(st.lists(st.sampled_from(["<@U1>", "<@U1|ana>", "<@U12>", " and ", "@ana", "&lt;@U1&gt;"])))
def test_only_the_mention_is_erased_from_a_text(parts: list[str]) -> None:
    changed = erase_mentions("".join(parts), UserId("U1"))
    assert "U1" not in find_mentioned_users(changed)
    assert (ERASED in find_mentioned_users(changed)) == any(
        part.startswith("<@U1") and part != "<@U12>" for part in parts
    )
    assert changed.replace(f"<@{ERASED}>", "") == "".join(
        part for part in parts if part not in ("<@U1>", "<@U1|ana>")
    )
