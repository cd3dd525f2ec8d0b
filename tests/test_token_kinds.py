"""The kinds of secrets, and what an operator can do about a refusal."""

import pytest

from bot.token_kinds import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    SIGNING_SECRET,
    advice,
    wrong_form,
    wrong_kind,
)

HEX = "8f742231b10e8888abcd1234567885a5"
BOT, APP = "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcBrzbqgy", "xapp-1-A0123-1-abc"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        (BOT_TOKEN, BOT, ""),
        (APP_TOKEN, APP, ""),
        (SIGNING_SECRET, HEX, ""),
        # A stand-in for Slack may have secrets of any form.
        (BOT_TOKEN, "something-else", ""),
        (SIGNING_SECRET, "8f742231b10e8888abcd99yyyzzz85a5", ""),
        (BOT_TOKEN, APP, "that is what belongs in SLACK_APP_TOKEN"),
        (APP_TOKEN, BOT, "that is what belongs in SLACK_BOT_TOKEN"),
        (SIGNING_SECRET, BOT, "that is what belongs in SLACK_BOT_TOKEN"),
        (SIGNING_SECRET, APP, "that is what belongs in SLACK_APP_TOKEN"),
        (BOT_TOKEN, HEX, "that is what belongs in SLACK_SIGNING_SECRET"),
        (APP_TOKEN, HEX, "that is what belongs in SLACK_SIGNING_SECRET"),
        (BOT_TOKEN, "xoxp-1-2-3-abc", "that is a user token"),
        (APP_TOKEN, "xoxp-1-2-3-abc", "that is a user token"),
        (BOT_TOKEN, "xoxe.xoxp-1-abc", "that is a user token that expires"),
        (BOT_TOKEN, "xoxe.xoxb-1-abc", "that is a bot token that expires"),
        (BOT_TOKEN, "xoxe-1-abc", "that is a refresh token"),
        (BOT_TOKEN, "xoxc-1-abc", "that is a token of a browser's session"),
        (BOT_TOKEN, "xoxd-abc", "that is a cookie of a browser's session"),
        (BOT_TOKEN, "https://hooks.slack.com/services/T/B/x", "that is the address of a webhook"),
        (SIGNING_SECRET, "1234567890.1234567890", "that is what belongs in SLACK_CLIENT_ID"),
        (APP_TOKEN, "A0123456789", "that is an app ID"),
        (CLIENT_ID, "1234567890.1234567890", ""),
        (CLIENT_ID, "A0123456789", "that is an app ID"),
        (CLIENT_ID, HEX, "that is what belongs in SLACK_SIGNING_SECRET"),
        (CLIENT_SECRET, HEX, ""),
        (CLIENT_SECRET, "1234567890.1234567890", "that is what belongs in SLACK_CLIENT_ID"),
        (CLIENT_SECRET, BOT, "that is what belongs in SLACK_BOT_TOKEN"),
        (BOT_TOKEN, f"Bearer {BOT}", "it holds something that no secret has"),
        (BOT_TOKEN, "xoxb-1-2\n3", "it holds something that no secret has"),
        (APP_TOKEN, "xapp-1-A-2-ä", "it holds something that no secret has"),
        (SIGNING_SECRET, f"“{HEX}”", "it holds something that no secret has"),
        (BOT_TOKEN, "xoxb-...", "only a placeholder"),
        (BOT_TOKEN, "xoxb-your-token", "only a placeholder"),
        (APP_TOKEN, "xapp-…", "only a placeholder"),
        (APP_TOKEN, "xapp-", "only a placeholder"),
        (BOT_TOKEN, "xoxb-<token>", "only a placeholder"),
        (BOT_TOKEN, "xoxb-xxxxxxx", "only a placeholder"),
    ],
)
def test_wrong_kind_is_named(variable: str, value: str, said: str) -> None:
    sentence = wrong_kind(variable, value)
    assert sentence.startswith(said)
    assert bool(sentence) == bool(said)
    assert value not in sentence or value in ("xapp-", "xapp-…")


@pytest.mark.parametrize(
    ("variable", "value", "error", "said"),
    [
        (BOT_TOKEN, BOT, "invalid_auth", "Bot User OAuth Token"),
        (APP_TOKEN, APP, "invalid_auth", "App-Level Token"),
        (BOT_TOKEN, APP, "not_allowed_token_type", "belongs in SLACK_APP_TOKEN"),
        (BOT_TOKEN, BOT, "account_inactive", "reinstall the app"),
        (BOT_TOKEN, BOT, "token_revoked", "reinstall the app"),
        (BOT_TOKEN, BOT, "token_expired", "turn rotation off"),
        (BOT_TOKEN, BOT, "two_factor_setup_required", "an admin of the Slack workspace"),
        (APP_TOKEN, APP, "missing_scope", "connections:write"),
        (BOT_TOKEN, BOT, "some_new_error", "start again"),
    ],
)
def test_advice_for_a_refusal(variable: str, value: str, error: str, said: str) -> None:
    assert said in advice(variable, value, error)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        (BOT_TOKEN, BOT, ""),
        (APP_TOKEN, APP, ""),
        (SIGNING_SECRET, HEX, ""),
        (BOT_TOKEN, APP, "that is what belongs in SLACK_APP_TOKEN"),
        (BOT_TOKEN, "", "that has another form: here belongs the Bot User OAuth Token"),
        (APP_TOKEN, "secret", "that has another form: here belongs an App-Level Token"),
        (SIGNING_SECRET, HEX[:-1], "that has another form: here belongs the Signing Secret (32 digits"),
        (CLIENT_ID, "1.2", ""),
        (CLIENT_ID, "1234567890", "that has another form: here belongs the Client ID (two numbers"),
        (CLIENT_SECRET, HEX, ""),
        (CLIENT_SECRET, HEX[1:], "that has another form: here belongs the Client Secret (32 digits"),
        (SIGNING_SECRET, HEX.upper(), "that has another form: here belongs the Signing Secret (32 digits"),
    ],
)
def test_typed_secret_needs_the_form_that_slack_gives(variable: str, value: str, said: str) -> None:
    sentence = wrong_form(variable, value)
    assert sentence.startswith(said)
    assert bool(sentence) == bool(said)
