"""Sentences use the configured name of the slash command."""

from collections.abc import Iterator

import pytest

from bot.slack.ui.language import language
from tests.slack.test_blocks import VIEWS
from tests.slack.ui.test_modal import FORMS
from tests.slack.views_of_home import HOMES


@pytest.fixture
def renamed_command() -> Iterator[None]:
    """Call the command /thanks in the examples."""
    english = vars(language("en"))
    before = english["command_name"]
    english["command_name"] = "/thanks"
    yield
    english["command_name"] = before


@pytest.mark.usefixtures("renamed_command")
def test_sentences_use_configured_command_name() -> None:
    texts = {name: str(make()) for name, make in {**VIEWS, **FORMS, **HOMES}.items()}
    # What somebody typed is given back as typed.
    wrong = {name for name, text in texts.items() if "/kudos" in text.split("You typed:")[0]}
    assert wrong == set()
    assert sum("/thanks" in text for text in texts.values()) > 40
