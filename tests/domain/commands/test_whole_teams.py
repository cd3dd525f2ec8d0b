"""Channels and user groups that are thanked as themselves."""

import pytest
from hypothesis import given

from bot.domain.commands.command import (
    DoubtfulGiveCommand,
    GiveCommand,
    GiveSeveralCommand,
    GiveWithoutNames,
    HistoryQuery,
)
from bot.domain.commands.parser import parse
from bot.domain.commands.whole_teams import find_whole_teams
from bot.domain.ids import ChannelId
from bot.domain.mentions import ChannelMention, GroupMention, Token, write_markup
from tests.domain.commands.typing import VALUES, tokens_of_slack

DESIGN, OPS, VALUE, GROUP = "<#C2|design>", "<#C3|ops>", "<#C1|collaboration>", "<!subteam^S1|@backend>"


@pytest.mark.parametrize(
    ("typed", "groups", "users", "words"),
    [
        (f"{DESIGN} thanks for the launch", "C2", "", "thanks for the launch"),
        ("<#C2> thanks for the launch", "C2", "", "thanks for the launch"),
        ("<#C2|> thanks for the launch", "C2", "", "thanks for the launch"),
        (f"thanks {DESIGN} for the launch", "C2", "", "thanks for the launch"),
        (f"a big thank you to the {DESIGN} team for the launch", "C2", "", "a big thank you for the launch"),
        (f"thanks to everyone in {DESIGN} for the launch", "C2", "", "thanks for the launch"),
        (f"everybody from the {DESIGN} channel, thanks for the launch", "C2", "", "thanks for the launch"),
        (f"all of {DESIGN}: thanks for the launch", "C2", "", "thanks for the launch"),
        (f"the whole {DESIGN} team did a great job", "C2", "", "did a great job"),
        (f"thanks for the launch, everyone in {DESIGN}!", "C2", "", f"thanks for the launch, {DESIGN}!"),
        (f"{DESIGN} and {OPS}: thanks for the launch", "C2 C3", "", "thanks for the launch"),
        (f"{DESIGN} {OPS} thanks for the launch", "C2 C3", "", "thanks for the launch"),
        (f"{DESIGN} and <@U1> thanks for the launch", "C2", "U1", "thanks for the launch"),
        (f"{DESIGN}, <@U1> thanks for the launch", "C2", "U1", "thanks for the launch"),
        (f"<@U1> and {DESIGN} thanks for the launch", "C2", "U1", "thanks for the launch"),
        (f"thanks <@U1> &amp; {DESIGN} for the launch", "C2", "U1", "thanks for the launch"),
        (f"everyone in {VALUE} thanks for the launch", "C1", "", "thanks for the launch"),
        (f"everyone in {GROUP} thanks for the launch", "S1", "", "thanks for the launch"),
        (f"{GROUP} as a team thanks for the launch", "S1", "", "thanks for the launch"),
        (f"<@U1> and the whole {GROUP} thanks for lunch", "S1", "U1", "thanks for lunch"),
        (f"{DESIGN} in {OPS} you helped so much, thanks", "C2", "", f"in {OPS} you helped so much, thanks"),
        (f"Danke an alle in {DESIGN} für den Start", "C2", "", "Danke für den Start"),
        (f"Danke an das ganze Team {DESIGN} für den Start", "C2", "", "Danke für den Start"),
        (f"{DESIGN} als Team: danke für den Start", "C2", "", "danke für den Start"),
        (f"merci à tous dans {DESIGN} pour le lancement", "C2", "", "merci pour le lancement"),
        (f"gracias a todos en {DESIGN} por la ayuda", "C2", "", "gracias por la ayuda"),
        (f"{DESIGN}のみんな、ありがとう", "C2", "", "ありがとう"),
    ],
)
def test_team_is_thanked_as_itself(typed: str, groups: str, users: str, words: str) -> None:
    meaning = parse(typed, VALUES)
    assert isinstance(meaning, GiveCommand), meaning
    assert (" ".join(meaning.groups), " ".join(meaning.users), meaning.text) == (groups, users, words)
    assert meaning.whole == set(meaning.groups)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        (f"<@U1> thanks for helping in {DESIGN}", ()),
        (f"<@U1> thanks for helping in {DESIGN} and {OPS}", ()),
        (f"<@U1> {DESIGN} was so much better, thanks", ()),
        (f"<@U1>, {DESIGN} was so much better, thanks", ()),
        (f"{DESIGN} <@U1> thanks for the launch", ()),
        (f"thanks <@U1> for {DESIGN}", ()),
        (f"thanks for {DESIGN}, <@U1>", ()),
        (f"<@U1> thanks for the launch {VALUE}", ("collaboration",)),
        (f"{VALUE} <@U1> thanks for the launch", ("collaboration",)),
        (f"<@U1> and {VALUE} thanks for the launch", ("collaboration",)),
    ],
)
def test_any_other_channel_is_a_word_or_a_value(typed: str, values: tuple[str, ...]) -> None:
    meaning = parse(typed, VALUES)
    gift = meaning.command if isinstance(meaning, DoubtfulGiveCommand) else meaning
    assert isinstance(gift, GiveCommand), meaning
    assert (gift.users, gift.groups, gift.whole, gift.values) == (("U1",), (), frozenset(), values)


def test_channel_called_like_a_value_is_the_value() -> None:
    meaning = parse("<#C1> thanks for the launch", VALUES, {ChannelId("C1"): "collaboration"})
    assert isinstance(meaning, GiveWithoutNames)
    assert (meaning.values, meaning.broadcast) == (("collaboration",), "channel")


def test_user_group_alone_is_left_to_its_size() -> None:
    meaning = parse(f"{GROUP} thanks for the launch", VALUES)
    assert isinstance(meaning, GiveCommand)
    assert (meaning.groups, meaning.whole) == (("S1",), frozenset())


def test_history_and_orders_keep_their_channels() -> None:
    for typed in (f"history {DESIGN}", f"{DESIGN} history", f"history {DESIGN} since monday"):
        meaning = parse(typed, VALUES)
        assert isinstance(meaning, HistoryQuery)
        assert meaning.channels == ("C2",)


def test_each_of_several_thanks_has_its_own_teams() -> None:
    meaning = parse(f"thanks {DESIGN} for the launch\nthanks {GROUP} for the night shift", VALUES)
    assert isinstance(meaning, GiveSeveralCommand)
    assert [one.groups for one in meaning.commands] == [("C2",), ("S1",)]
    assert [set(one.whole) for one in meaning.commands] == [{"C2"}, set()]


@given(tokens_of_slack)
def test_only_channels_and_groups_are_found_and_no_mention_is_lost(tokens: list[Token]) -> None:
    found = find_whole_teams(tokens, VALUES, {})
    references = [one for one in tokens if isinstance(one, ChannelMention | GroupMention)]
    assert found.ids <= {one.id for one in references}
    kept = [one for one in found.parts if isinstance(one, ChannelMention | GroupMention)]
    assert [write_markup([one]) for one in kept] == [write_markup([one]) for one in references]
