"""What the environment says, read."""

import pytest

from bot.errors import InvalidSettingsError
from bot.settings import OwnSettings, Secret, Settings


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
    with pytest.raises(InvalidSettingsError, match="Should be names such as /kudos,/shoutout"):
        Settings.from_environment()


@pytest.mark.parametrize("around", ["{}\n", " {}", "\t{} \r\n", '"{}"', "'{}'", '"{} "'])
def test_blanks_and_quotes_around_a_value_are_stripped(monkeypatch: pytest.MonkeyPatch, around: str) -> None:
    monkeypatch.setenv("SLACK_SIGNING_SECRET", around.format("secret"))
    monkeypatch.setenv("DATABASE_URL", around.format("postgresql://hearten@localhost/hearten"))
    monkeypatch.setenv("PORT", around.format("4000"))
    monkeypatch.setenv("HEARTEN_LOG_LEVEL", around.format("INFO"))
    found = Settings.from_environment()
    assert found.signing_secret is not None
    assert found.signing_secret.value == "secret"
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
        ("70000", "Should be a whole number from 0 to 65535"),
        ("-1", "Should be a whole number from 0 to 65535"),
        ("abc", "Should be a whole number from 0 to 65535"),
    ],
)
def test_invalid_metrics_port_is_refused(monkeypatch: pytest.MonkeyPatch, typed: str, complaint: str) -> None:
    monkeypatch.setenv("PORT", "4000")
    monkeypatch.setenv("HEARTEN_METRICS_PORT", typed)
    with pytest.raises(InvalidSettingsError, match=complaint) as caught:
        Settings.from_environment()
    assert list(caught.value.problems) == ["HEARTEN_METRICS_PORT"]


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


@pytest.mark.parametrize("typed", ["-1", "61", "nan", "soon", " "])
def test_invalid_interval_is_refused(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("HEARTEN_POST_INTERVAL", typed)
    with pytest.raises(InvalidSettingsError, match="Should be a number from 0 to 60"):
        Settings.from_environment()


@pytest.mark.parametrize(
    ("variable", "typed"),
    [
        *(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", typed)
            for typed in ("collector:4318", "ftp://hush", "https://", "http://[")
        ),
        *(
            ("SENTRY_DSN", typed)
            for typed in ("hush", "https://sentry.example/1", "https://hush@sentry.example/")
        ),
    ],
)
def test_address_without_what_it_needs_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, typed: str
) -> None:
    monkeypatch.setenv(variable, typed)
    with pytest.raises(InvalidSettingsError) as caught:
        Settings.from_environment()
    assert list(caught.value.problems) == [variable]
    # It may hold a key.
    assert "hush" not in str(caught.value)


def test_each_wrong_variable_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTEN_LOG_LEVEL", "loud")
    monkeypatch.setenv("DATABASE_URL", "mysql://hearten:hush@db.example.org/hearten")
    monkeypatch.setenv("HEARTEN_POST_INTERVAL", "0.5")
    with pytest.raises(InvalidSettingsError) as caught:
        Settings.from_environment()
    assert str(caught.value).splitlines() == [
        "HEARTEN_LOG_LEVEL: Should be debug, info, warning or error",
        "DATABASE_URL: Should be like sqlite:///hearten.db or postgresql://user:password@host/database",
    ]


def test_secrets_are_not_shown() -> None:
    settings = Settings(bot_token=Secret("xoxb-1"), signing_secret=Secret("hush"))
    assert "xoxb" not in repr(settings)
    assert "hush" not in f"{settings} {settings.signing_secret}"


KEY = "w7Lk0Ww8l2c9o3m1eR5tYb6uXn4sQv0zAaBbCcDdEe8="
FOR_MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "secret",
    "HEARTEN_ENCRYPTION_KEYS": f" '{KEY}', {KEY} ,",
    "SLACK_SIGNING_SECRET": "secret",
}


def set_environment(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name in (*FOR_MANY, "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_settings_of_many_workspaces(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, FOR_MANY)
    settings = Settings.from_environment()
    assert settings.serves_many
    assert settings.missing == ()
    assert [key.value for key in settings.encryption_keys] == [KEY, KEY]
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("lacking", "missing"),
    [
        ("SLACK_CLIENT_ID", "SLACK_CLIENT_ID"),
        ("SLACK_CLIENT_SECRET", "SLACK_CLIENT_SECRET"),
        ("HEARTEN_ENCRYPTION_KEYS", "HEARTEN_ENCRYPTION_KEYS"),
        ("SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"),
    ],
)
def test_what_many_workspaces_lack_is_named(
    monkeypatch: pytest.MonkeyPatch, lacking: str, missing: str
) -> None:
    set_environment(monkeypatch, {name: value for name, value in FOR_MANY.items() if name != lacking})
    assert Settings.from_environment().missing == (missing,)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-1", "Is for many workspaces, and SLACK_BOT_TOKEN for one"),
        ("HEARTEN_ENCRYPTION_KEYS", KEY[:-2], "as `hearten new-key` prints them"),
        ("HEARTEN_ENCRYPTION_KEYS", f"{KEY},short", "as `hearten new-key` prints them"),
    ],
)
def test_wrong_settings_of_many_workspaces_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, complaint: str
) -> None:
    set_environment(monkeypatch, {**FOR_MANY, name: value})
    with pytest.raises(InvalidSettingsError, match=complaint) as refused:
        Settings.from_environment()
    assert value not in str(refused.value)
