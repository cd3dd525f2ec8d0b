"""Cards in other languages: until when, for whom, and an occasion that stays as it is typed."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.card_deadline import Deadline
from bot.domain.commands.card import NAMES, CardCommand
from bot.domain.commands.native_cards import translate_card
from bot.domain.commands.native_words import load_languages
from bot.domain.commands.parser import parse
from bot.domain.commands.vocabulary import fold_text
from bot.domain.ids import UserId
from tests.domain.commands.typing import VALUES

FRIDAY = Deadline(weekday=4, at=time(16))


@pytest.mark.parametrize(
    ("typed", "deadline", "occasion"),
    [
        ("carte <@U1> jusqu'à vendredi 16:00 pour ton départ", FRIDAY, "pour ton départ"),
        ("carte pour <@U1> jusqu’à vendredi 16 h", FRIDAY, ""),
        ("card <@U1> jusqu'à vendredi 16 h pour le départ", FRIDAY, "pour le départ"),
        (
            "carte <@U1> jusqu'au 12 mars 2027 à midi",
            Deadline(day=12, month=3, year=2027, at=time(12)),
            "",
        ),
        ("carte <@U1> jusqu'à vendredi la fête", Deadline(weekday=4), "la fête"),
        ("carte <@U1> jusqu'à après-demain", Deadline(days_ahead=2), ""),
        ("carte <@U1> pour aller jusqu'à Rome", None, "pour aller jusqu'à Rome"),
        ("carte <@U1> jusqu'à vendredi 25:00", None, "jusqu'à vendredi 25:00"),
        ("tarjeta <@U1> hasta el viernes a las 16:00 por tu despedida", FRIDAY, "por tu despedida"),
        ("tarjeta para <@U1> hasta el viernes a las 4 de la tarde", FRIDAY, ""),
        ("cartão para <@U1> até sexta-feira às 16h pela sua despedida", FRIDAY, "pela sua despedida"),
        ("カード <@U1>さんへ 金曜日16時まで 送別会", FRIDAY, "送別会"),
        ("寄せ書き <@U1> 送別会 金曜 16:00までに", FRIDAY, "送別会"),
        ("カード <@U1> 12月4日16時30分まで", Deadline(day=4, month=12, at=time(16, 30)), ""),
        ("karte für <@U1> bis freitag 16 uhr zum Abschied", FRIDAY, "zum Abschied"),
    ],
)
def test_card_is_read_in_each_language(typed: str, deadline: Deadline | None, occasion: str) -> None:
    command = parse(typed, VALUES)
    assert isinstance(command, CardCommand)
    assert (command.users, command.deadline, command.occasion) == ((UserId("U1"),), deadline, occasion)


@pytest.mark.parametrize(
    "typed",
    [
        "carte en privé <@U1> jusqu'à demain",
        "carte pour <@U1> en privé jusqu'à demain 9h30",
        "cartão em particular para <@U1> até amanhã",
    ],
)
def test_card_is_private_in_each_language(typed: str) -> None:
    command = parse(typed, VALUES)
    assert isinstance(command, CardCommand)
    assert (command.is_private, command.occasion) == (True, "")


def test_names_of_cards_are_those_of_all_languages() -> None:
    named = {
        fold_text(name) for one in load_languages() for name, means in one.names.items() if means == "card"
    }
    assert {"card", *(name for name in named if " " not in name)} == NAMES


@given(
    st.lists(st.sampled_from(["jusqu'à", "vendredi", "16:00", "et", "pour", "<@U1>", "まで", "até", "la"]))
)
def test_any_words_can_be_read(words: list[str]) -> None:
    for native in load_languages():
        translated = translate_card(" ".join(words), native)
        assert translated.count("<@U1>") == words.count("<@U1>")
