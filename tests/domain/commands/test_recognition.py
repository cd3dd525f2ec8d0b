"""The grammar of a thanks."""

import pytest

from bot.domain.commands.command import Doubt, DoubtfulGiveCommand, GiveCommand, GiveWithoutNames, NearMiss
from bot.domain.commands.parser import find_unnamed_channels, parse
from bot.domain.ids import ChannelId
from tests.domain.commands.typing import VALUES


def give(text: str, channel_names: dict[ChannelId, str] | None = None) -> GiveCommand:
    """Return how it is read as thanks, though the giver may be asked first whether it is any."""
    meaning = parse(text, VALUES, channel_names)
    if isinstance(meaning, DoubtfulGiveCommand) and meaning.doubt is Doubt.NO_THANKS:
        return meaning.command
    assert isinstance(meaning, GiveCommand), meaning
    return meaning


@pytest.mark.parametrize(
    ("text", "people", "words"),
    [
        ("<@U1|maya> thanks", ("U1",), "thanks"),
        ("<@U1>: thanks", ("U1",), "thanks"),
        ("<@U1> <@U2> thanks", ("U1", "U2"), "thanks"),
        ("<@U1>, <@U2> and <@U3> thanks", ("U1", "U2", "U3"), "thanks"),
        ("<@U1> &amp; <@U2> + <@U3>,thanks", ("U1", "U2", "U3"), "thanks"),
        ("<@U1> AND <@U1> thanks", ("U1",), "thanks"),
        ("<@U1><@U2>thanks", ("U1", "U2"), "thanks"),
        ("and <@U1> thanks", ("U1",), "thanks"),
        ("<@U1> android work", ("U1",), "android work"),
        ("<@U1> andand <@U2> thanks", ("U1",), "andand <@U2> thanks"),
        ("<@U1> and thanks", ("U1",), "and thanks"),
        ("<@U1> thanks for helping <@U2|li>", ("U1",), "thanks for helping <@U2>"),
        ("thanks <@U1|maya> and <@U2>", ("U1", "U2"), ""),
        ("great work <@U1|maya> and <@U2>", ("U1", "U2"), "great work <@U1> and <@U2>"),
        ("<!here> thanks <@U1>", ("U1",), ""),
        ("<@U1>\nthanks\n  for all", ("U1",), "thanks\n  for all"),
        ("<@U1>", ("U1",), ""),
        ("<@U1> 🎉", ("U1",), "🎉"),
    ],
)
def test_names_may_be_first_or_anywhere(text: str, people: tuple[str, ...], words: str) -> None:
    meaning = give(text)
    assert (meaning.users, meaning.text, meaning.groups, meaning.is_private) == (people, words, (), False)


def test_groups_are_named_beside_users() -> None:
    meaning = give("<!subteam^S1|@backend> and <@U1> for the night shift <!subteam^S2|@ops>")
    assert (meaning.groups, meaning.users) == (("S1",), ("U1",))
    assert meaning.text == "for the night shift <!subteam^S2|@ops>"


@pytest.mark.parametrize(
    ("text", "values", "words"),
    [
        ("<@U1> great work #collaboration", ("collaboration",), "great work"),
        ("<@U1> #collaboration great work", ("collaboration",), "great work"),
        ("#collaboration <@U1> great work", ("collaboration",), "great work"),
        ("<@U1> #Teamwork great #IDEA work", ("collaboration", "creativity"), "great #IDEA work"),
        ("<@U1> great work #problem solving", ("problem-solving",), "great work"),
        ("<@U1> #Problem-Solving, great", ("problem-solving",), "great"),
        ("<@U1> great #problem_solving work", ("problem-solving",), "great #problem_solving work"),
        ("<@U1> work #creative #teamwork", ("creativity", "collaboration"), "work"),
        ("<@U1> work <#C1|collaboration>", ("collaboration",), "work"),
        ("<@U1> as <#C1|collaboration> says", ("collaboration",), "as #collaboration says"),
        ("<@U1> in <#C2|design> today", (), "in <#C2|design> today"),
        (
            "<@U1> great :handshake::skin-tone-3: work",
            ("collaboration",),
            "great :handshake::skin-tone-3: work",
        ),
        ("<@U1> great 🤝🏽 work 💡", ("collaboration", "creativity"), "great 🤝🏽 work 💡"),
        ("<@U1> our #1 and C# and a#collab", (), "our #1 and C# and a#collab"),
        ("<@U1> both #collab and :handshake:", ("collaboration",), "both #collab and :handshake:"),
    ],
)
def test_values_and_their_rest_in_the_text(text: str, values: tuple[str, ...], words: str) -> None:
    meaning = give(text)
    assert (meaning.values, meaning.text, meaning.near_values) == (values, words, ())


def test_missing_channel_name_is_filled_in() -> None:
    assert find_unnamed_channels("<#C1> <#C2|x> <#C1|> <#C3|>") == ("C1", "C3")
    assert give("<@U1> great <#C1|>", {ChannelId("C1"): "collaboration"}).values == ("collaboration",)
    assert give("<@U1> great <#C1>").text == "great <#C1>"


def test_near_miss_stays_in_the_text() -> None:
    meaning = give("<@U1> great work #creativty")
    assert meaning.text == "great work #creativty"
    assert meaning.values == ()
    assert meaning.near_values == (NearMiss("creativty", "creativity"),)


def test_unknown_tag_stays_in_the_text() -> None:
    meaning = give("<@U1> great work #friyay")
    assert (meaning.text, meaning.near_values) == ("great work #friyay", ())


@pytest.mark.parametrize("text", ["quietly <@U1> thanks", "Quietly, <@U1> thanks", " QUIETLY\n<@U1> thanks"])
def test_private_recognition(text: str) -> None:
    meaning = give(text)
    assert (meaning.is_private, meaning.users, meaning.text) == (True, ("U1",), "thanks")


def test_quietly_inside_the_text_is_a_word() -> None:
    meaning = give("<@U1> for the quiet week that you quietly fixed")
    assert (meaning.is_private, meaning.text) == (False, "for the quiet week that you quietly fixed")
    assert not give("quietlyish <@U1>").is_private


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("thanks", ""),
        ("@maya thanks", "maya"),
        ("thanks @maya.lee!", "maya.lee"),
        ("&lt;@U1&gt; thanks", "U1"),
        ("mail a@b.example", ""),
        ("<!here> thanks", ""),
        ("quietly thanks", ""),
        ("🎉", ""),
    ],
)
def test_text_without_names_has_no_recipients(text: str, name: str) -> None:
    meaning = parse(text, VALUES)
    assert isinstance(meaning, GiveWithoutNames)
    assert meaning.typed_name == name


def test_text_without_names_is_passed_to_the_form() -> None:
    meaning = parse("quietly thanks for the sketches &amp; all #creativity", VALUES)
    assert meaning == GiveWithoutNames(
        "", "thanks for the sketches &amp; all", ("creativity",), is_private=True
    )
