"""The pasts of companies that speak another language: the bot understands each command."""

from datetime import date

import pytest

from bot.domain.commands.command import GiveCommand, LeadsChangeCommand, PreferenceCommand
from bot.domain.commands.digest_command import DigestOnCommand
from bot.domain.commands.parser import parse
from bot.domain.commands.settings_command import PublicLanguageCommand
from bot.domain.values import FIRST_VALUES, Values
from bot.practice.scenes import STORIES, Command, story_text
from bot.practice.seed import read_seed
from bot.practice.typed_text import as_command
from bot.slack.ui.language import language
from bot.slack.ui.value_translations import translate_values

TAGS = sorted(file.name.removesuffix(".txt") for file in STORIES.iterdir() if file.name.endswith(".txt"))
LEAST_THANKS = 15


@pytest.mark.parametrize("tag", TAGS)
def test_each_command_of_a_story_is_understood(tag: str) -> None:
    seed = read_seed(story_text("/kudos", tag), ("/kudos",), date(2026, 11, 25))
    workspace, values = seed.found_company(), translate_values(language(tag), Values(FIRST_VALUES))
    meanings = [
        parse(as_command(workspace, workspace.person(scene.who).id, scene.act.text), values)
        for scene in seed.scenes
        if isinstance(scene.act, Command)
    ]
    thanks = [meaning for meaning in meanings if isinstance(meaning, GiveCommand)]
    others = [meaning for meaning in meanings if not isinstance(meaning, GiveCommand)]
    assert [type(other) for other in others] == [
        PublicLanguageCommand,
        DigestOnCommand,
        LeadsChangeCommand,
        PreferenceCommand,
    ]
    assert [other.tag.casefold() for other in others if isinstance(other, PublicLanguageCommand)] == [
        tag.casefold()
    ]
    assert len(thanks) >= LEAST_THANKS
    assert {value for gift in thanks for value in gift.values} == {value.key for value in FIRST_VALUES}
    assert not any(gift.unresolved_names or gift.near_values for gift in thanks)
