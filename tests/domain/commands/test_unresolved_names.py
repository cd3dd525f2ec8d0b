"""Names that Slack made no mention of, and broadcasts, are taken out of the names at the start."""

import pytest

from bot.domain.commands.command import GiveCommand, GiveWithoutNames
from bot.domain.commands.parser import parse
from bot.domain.commands.unresolved_names import find_unresolved_names
from bot.domain.mentions import parse_markup, write_markup
from bot.domain.values import FIRST_VALUES, Values


@pytest.mark.parametrize(
    ("typed", "left", "names"),
    [
        ("<@U1> @jose.nunez thanks", "<@U1> thanks", ["jose.nunez"]),
        ("@jose.nunez <@U1> thanks", "<@U1> thanks", ["jose.nunez"]),
        ("@jose.nunez and <@U1> thanks", "<@U1> thanks", ["jose.nunez"]),
        ("<@U1> and @jose thanks for x", "<@U1> thanks for x", ["jose"]),
        ("<@U1> und @José danke", "<@U1> danke", ["José"]),
        ("<@U1>, @tom + <@U2> thanks", "<@U1> + <@U2> thanks", ["tom"]),
        ("@a, @b & <@U1>, @c: great", "<@U1>: great", ["a", "b", "c"]),
        ("<!subteam^S1> @tom thanks", "<!subteam^S1> thanks", ["tom"]),
        ("thanks @jose and <@U1> for x", "thanks <@U1> for x", ["jose"]),
        ("a big thank you to @jose and <@U1>", "a big thank you to <@U1>", ["jose"]),
        ("quietly @jose <@U1> x", "quietly <@U1> x", ["jose"]),
        ("＠jose thanks for x", "thanks for x", ["jose"]),
        ("<@U1> and ＠jose.nunez thanks", "<@U1> thanks", ["jose.nunez"]),
        ("<@U1> @José Núñez thanks for x", "<@U1> thanks for x", ["José Núñez"]),
        ("<@U1> @José Núñez García, @Li Wei danke", "<@U1> danke", ["José Núñez García", "Li Wei"]),
        ("@Ana-Maria O'Neill for x", "for x", ["Ana-Maria O'Neill"]),
        ("<@U1> @José Great work", "<@U1> Great work", ["José"]),
        ("<@U1> @Maria Super Arbeit", "<@U1> Super Arbeit", ["Maria"]),
        ("<@U1> @José Heute war toll", "<@U1> Heute war toll", ["José"]),
        ("<@U1>\n@jo\nthanks", "<@U1>\nthanks", ["jo"]),
        ("<@U1> @jo. Great", "<@U1>. Great", ["jo"]),
        ("<@U1>, @山田さん ありがとう", "<@U1> ありがとう", ["山田さん"]),
        ("@nobody thanks for the calm", "thanks for the calm", ["nobody"]),
        ("thanks to @nobody for the calm", "thanks for the calm", ["nobody"]),
        ("danke an @nobody für die Ruhe", "danke für die Ruhe", ["nobody"]),
        ("@nobody", "", ["nobody"]),
        # Behind the names an at sign is a word like others.
        ("<@U1> thanks, also to @tom", "<@U1> thanks, also to @tom", []),
        ("<@U1>: thanks for @handle", "<@U1>: thanks for @handle", []),
        ("<@U1> for the mail to jose@example.com", "<@U1> for the mail to jose@example.com", []),
        ("<@U1> jose@example.com thanks", "<@U1> jose@example.com thanks", []),
        ("<@U1> thanks", "<@U1> thanks", []),
        ("I told @jose about <@U1>", "I told @jose about <@U1>", []),
        ("", "", []),
    ],
)
def test_unresolved_names_are_found_at_the_start(typed: str, left: str, names: list[str]) -> None:
    found = find_unresolved_names(parse_markup(typed))
    assert (write_markup(found.parts), list(found.names), found.broadcast) == (left, names, "")


@pytest.mark.parametrize(
    ("typed", "broadcast", "words"),
    [
        ("<!here> thanks for the week", "here", "thanks for the week"),
        ("<!channel|channel> thanks", "channel", "thanks"),
        ("<!everyone>", "everyone", ""),
        ("@here thanks for the week", "here", "thanks for the week"),
        ("@channel: thanks", "channel", "thanks"),
        ("@everyone danke", "everyone", "danke"),
        ("@Alle danke", "Alle", "danke"),
        ("thanks <!here> for the week", "here", "thanks for the week"),
        ("what a week <!here>", "here", "what a week @here"),
    ],
)
def test_whole_channel_is_no_recipient(typed: str, broadcast: str, words: str) -> None:
    found = parse(typed, Values(FIRST_VALUES))
    assert isinstance(found, GiveWithoutNames)
    assert (found.broadcast, found.text, found.unresolved_names) == (broadcast, words, ())


def test_broadcast_among_names_is_reported() -> None:
    found = parse("<@U1> <!here> @jo thanks", Values(FIRST_VALUES))
    assert isinstance(found, GiveCommand)
    assert (found.users, found.text) == (("U1",), "thanks")
    assert (found.broadcast, found.unresolved_names) == ("here", ("jo",))


@pytest.mark.parametrize("piece", ["and ", "@a ", "-", "<@U1> ", "@here ", "thanks "])
def test_long_texts_are_read_quickly(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    assert len(write_markup(find_unresolved_names(parse_markup(text)).parts)) <= len(text) + 1
