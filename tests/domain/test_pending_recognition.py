"""A hidden name is replaced in the language of the text."""

import pytest

from bot.domain.ids import UserId
from bot.domain.pending_recognition import hide_names


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("thanks for the map, also to <@U1>", "thanks for the map, also to <@U0>"),
        ("danke für alles, auch an <@U1>", "danke für alles, auch an jemand aus dem Team"),
        (
            "Danke für die Hilfe von <@U1|li> und <@U2>",
            "Danke für die Hilfe von jemand aus dem Team und <@U2>",
        ),
        ("merci pour tout, aussi à <@U1>", "merci pour tout, aussi à quelqu'un de l'équipe"),
        ("gracias por todo, también a <@U1>", "gracias por todo, también a alguien del equipo"),
        ("obrigado por tudo, também a <@U1>", "obrigado por tudo, também a alguém da equipe"),
        ("<@U1>さんにも感謝します", "チームの誰かさんにも感謝します"),
        ("<@U1>", "<@U0>"),
        ("<@U2> rocks", "<@U2> rocks"),
    ],
)
def test_hidden_names_are_replaced_in_the_language_of_the_text(text: str, shown: str) -> None:
    assert hide_names(text, [UserId("U1")]) == shown
