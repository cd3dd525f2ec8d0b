"""Which calls go through the proxy of the environment."""

import os

import pytest

from bot.slack.api.proxy import find_proxy

PROXY = "http://proxy.example.org:3128"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_slack_is_called_through_the_proxy(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, PROXY)
    for url in (
        "https://slack.com/api/",
        "https://hooks.slack.com/commands/T1/2/3",
        "https://files.slack.com/upload/v1/abc",
        "wss://wss-primary.slack.com/link/?ticket=1",
    ):
        assert find_proxy(url) == PROXY


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:3000/api/",
        "ws://127.0.0.1:3000/link",
        "https://localhost/api/",
        "http://[::1]:3000/api/",
        "https://slack.internal.example.org/api/",
    ],
)
def test_loopback_and_exceptions_are_called_directly(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    for variable in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(variable, PROXY)
    monkeypatch.setenv("NO_PROXY", ".internal.example.org")
    assert find_proxy(url) is None


def test_without_proxy_all_hosts_are_called_directly() -> None:
    assert find_proxy("https://slack.com/api/") is None
