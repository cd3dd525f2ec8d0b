"""What the environment says, read."""

import pytest
from pydantic import ValidationError

from bot.settings import Settings


@pytest.mark.parametrize(
    ("typed", "commands"),
    [
        ("/thanks", ("/thanks",)),
        (" thanks , /Merci ,,", ("/thanks", "/merci")),
        ("/kudos,/kudos", ("/kudos",)),
        ("", ("/kudos", "/shoutout")),
    ],
)
def test_names_of_commands(monkeypatch: pytest.MonkeyPatch, typed: str, commands: tuple[str, ...]) -> None:
    monkeypatch.setenv("HEARTEN_COMMANDS", typed)
    assert Settings().commands == commands


@pytest.mark.parametrize("typed", ["/two words", ",", "/" + 32 * "x", "/a/b"])
def test_what_is_no_name_of_a_command(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("HEARTEN_COMMANDS", typed)
    with pytest.raises(ValidationError, match="Should be names such as /kudos,/shoutout"):
        Settings()
