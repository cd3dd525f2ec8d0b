"""What the environment says, read."""

import pytest
from pydantic import ValidationError

from bot.settings import OwnSettings, Settings


@pytest.mark.parametrize(
    ("typed", "commands"),
    [
        ("/thanks", ("/thanks",)),
        (" thanks , /Merci ,,", ("/thanks", "/merci")),
        ("/kudos,/kudos", ("/kudos",)),
        ('"/thanks,/merci"', ("/thanks", "/merci")),
        ("", ("/kudos", "/shoutout")),
    ],
)
def test_command_names_are_normalized(
    monkeypatch: pytest.MonkeyPatch, typed: str, commands: tuple[str, ...]
) -> None:
    monkeypatch.setenv("HEARTEN_COMMANDS", typed)
    assert Settings.from_environment().commands == commands


@pytest.mark.parametrize("typed", ["/two words", ",", "/" + 32 * "x", "/a/b"])
def test_invalid_command_names_are_refused(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("HEARTEN_COMMANDS", typed)
    with pytest.raises(ValidationError, match="Should be names such as /kudos,/shoutout"):
        Settings.from_environment()


@pytest.mark.parametrize("around", ["{}\n", " {}", "\t{} \r\n", '"{}"', "'{}'", '"{} "'])
def test_blanks_and_quotes_around_a_value_are_stripped(monkeypatch: pytest.MonkeyPatch, around: str) -> None:
    monkeypatch.setenv("SLACK_SIGNING_SECRET", around.format("secret"))
    monkeypatch.setenv("DATABASE_URL", around.format("postgresql://hearten@localhost/hearten"))
    monkeypatch.setenv("PORT", around.format("4000"))
    monkeypatch.setenv("HEARTEN_LOG_LEVEL", around.format("INFO"))
    found = Settings.from_environment()
    assert found.signing_secret is not None
    assert found.signing_secret.get_secret_value() == "secret"
    assert found.database_url == "postgresql://hearten@localhost/hearten"
    assert (found.port, found.log_level) == (4000, "info")


def test_blank_token_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", " ")
    assert Settings.from_environment().app_token is None


@pytest.mark.parametrize(
    ("typed", "port"), [("", None), (" ", None), ("9100", 9_100), ("0", 0), ("'9100'", 9_100)]
)
def test_metrics_port(monkeypatch: pytest.MonkeyPatch, typed: str, port: int | None) -> None:
    monkeypatch.setenv("HEARTEN_METRICS_PORT", typed)
    assert Settings.from_environment().metrics_port == port


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("4000", "Should be another port than PORT"),
        ("70000", "less than or equal to 65535"),
        ("abc", "integer"),
    ],
)
def test_invalid_metrics_port_is_refused(monkeypatch: pytest.MonkeyPatch, typed: str, complaint: str) -> None:
    monkeypatch.setenv("PORT", "4000")
    monkeypatch.setenv("HEARTEN_METRICS_PORT", typed)
    with pytest.raises(ValidationError, match=complaint) as caught:
        Settings.from_environment()
    assert caught.value.errors()[0]["loc"] == ("HEARTEN_METRICS_PORT",)


@pytest.mark.parametrize("scheme", ["postgres", "POSTGRES", "Postgresql"])
def test_postgres_scheme_is_accepted(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://hearten:hush@db.example.org/postgres")
    assert Settings.from_environment().database_url == "postgresql://hearten:hush@db.example.org/postgres"


@pytest.mark.parametrize("name", ["PORT", "Port", "port"])
def test_variable_names_can_have_lower_case_letters(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "4000")
    assert Settings.from_environment().port == 4000


def test_arguments_replace_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    monkeypatch.setenv("HEARTEN_POST_INTERVAL", "7")
    assert Settings(host="127.0.0.1").post_interval == 1


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("WARN", "warning"),
        (" 'Fatal'\n", "error"),
        ("critical", "error"),
        ("TRACE", "debug"),
        ("Error", "error"),
    ],
)
def test_log_level_aliases(monkeypatch: pytest.MonkeyPatch, typed: str, level: str) -> None:
    monkeypatch.setenv("HEARTEN_LOG_LEVEL", typed)
    assert OwnSettings.from_environment().log_level == level
