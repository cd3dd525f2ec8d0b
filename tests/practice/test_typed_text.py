"""What becomes of the text that a person types."""

from __future__ import annotations

import pytest

from bot.practice.company import ANA, JONAS, TOM, brightside
from bot.practice.typed_text import as_command, as_message


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@maya thanks", "<@U0MAYA001|maya> thanks"),
        ("@MAYA, thanks", "<@U0MAYA001|maya>, thanks"),
        ("@li thanks", "<@U0LIWEI01|li> thanks"),
        ("@Li Wei thanks", "<@U0LIWEI01|li> thanks"),
        ("@maya@li", "<@U0MAYA001|maya>@li"),
        ("@mayall and @nobody", "@mayall and @nobody"),
        ("ana@maya.example", "ana@maya.example"),
        ("@erik too", "<@U0ERIK001|erik> too"),
        ("@backend team", "<!subteam^S0BACKEND|@backend> team"),
        ("@here @channel @everyone", "<!here> <!channel> <!everyone>"),
        ("in #design", "in <#C0DESIGN1|design>"),
        ("in #leads", "in #leads"),
        ("#collaboration", "#collaboration"),
        ("#problem-solving", "#problem-solving"),
        ("<@U0MAYA001>", "&lt;@U0MAYA001&gt;"),
        ("a & b < c", "a &amp; b &lt; c"),
        ("see https://a.example/x?y=1&z=2.", "see <https://a.example/x?y=1&amp;z=2>."),
        ("", ""),
        ("“thanks” 💡", "“thanks” 💡"),
    ],
)
def test_command_text_is_escaped(typed: str, sent: str) -> None:
    assert as_command(brightside(), ANA.id, typed) == sent


def test_only_visible_channels_are_linked() -> None:
    workspace = brightside()
    assert as_command(workspace, JONAS.id, "#leads") == "<#C0LEADS01|leads>"
    assert as_command(workspace, TOM.id, "#general") == "#general"


def test_messages_mention_by_id_only() -> None:
    assert as_message(brightside(), ANA.id, "@maya in #design & @backend") == (
        "<@U0MAYA001> in <#C0DESIGN1|design> &amp; <!subteam^S0BACKEND|@backend>"
    )
