"""Where the slash command has another name, everything that Hearten says calls it so."""

from collections.abc import Iterator

import pytest

from bot.slack.ui.language import language
from tests.slack.test_blocks import VIEWS
from tests.slack.ui.test_modal import FORMS
from tests.slack.views_of_home import HOMES


@pytest.fixture
def renamed() -> Iterator[None]:
    """The examples are made with the usual name; for a while that is /thanks."""
    english = vars(language("en"))
    before = english["command_name"]
    english["command_name"] = "/thanks"
    yield
    english["command_name"] = before


@pytest.mark.usefixtures("renamed")
def test_everything_calls_it_by_its_name() -> None:
    said = {name: str(make()) for name, make in {**VIEWS, **FORMS, **HOMES}.items()}
    # What somebody typed is given back as typed.
    calls_it_otherwise = {name for name, text in said.items() if "/kudos" in text.split("You typed:")[0]}
    assert calls_it_otherwise == set()
    assert sum("/thanks" in text for text in said.values()) > 40
