"""`hearten manifest`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests.cli.conftest import Invoke


def test_manifest_is_printed_as_json(invoke: Invoke) -> None:
    assert json.loads(invoke("manifest").stdout)["settings"]["socket_mode_enabled"] is True
    ended = invoke("manifest", "--url", "https://hearten.example.org/")
    assert ended.exit_code == 0
    assert "https://hearten.example.org/slack/events" in ended.stdout
    assert ".github/icon.png" in ended.stderr
    assert ".github" not in ended.stdout


def manifest_in(link: str) -> object:
    """Return the manifest that Slack's page of apps reads from a link."""
    address, _, query = link.partition("?")
    assert address == "https://api.slack.com/apps"
    fields = parse_qs(query, strict_parsing=True)
    assert fields.pop("new_app") == ["1"]
    (text,) = fields.pop("manifest_json")
    assert fields == {}
    return json.loads(text)


@pytest.mark.parametrize(
    ("options", "commands"),
    [
        ([], "/kudos,/shoutout"),
        (["--url", "https://hearten.example.org/a path?x=1&y=ü"], "/kudos"),
        ([], "/lob,/ありがとう,/merci-à-toi"),
        (
            ["--url", f"https://{'hearten.' * 25}example.org"],
            ",".join(f"/{n}{'thanks' * 5}" for n in range(5)),
        ),
    ],
)
def test_link_contains_the_manifest(invoke: Invoke, options: list[str], commands: str) -> None:
    settings = {"HEARTEN_COMMANDS": commands}
    printed = invoke("manifest", *options, **settings)
    link = invoke("manifest", "--link", *options, **settings)
    assert (printed.exit_code, link.exit_code) == (0, 0), (printed.stderr, link.stderr)
    (url,) = link.stdout.splitlines()
    assert manifest_in(url) == json.loads(printed.stdout)
    # Web servers usually refuse addresses of more than 8 kB; and no blank or bracket ends it in a text.
    assert len(url) < 8_000
    assert re.fullmatch(r"https://[\w.~%=&?/-]+", url, re.ASCII)


def test_readme_links_to_the_current_manifest(invoke: Invoke) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (link,) = re.findall(r"^\[create-app\]: (\S+)$", readme, re.MULTILINE)
    assert manifest_in(link) == json.loads(invoke("manifest").stdout)
    assert "][create-app]" in readme


@pytest.mark.parametrize("url", ["hearten.example.org", "http://hearten.example.org", ""])
def test_manifest_needs_an_https_url(invoke: Invoke, url: str) -> None:
    ended = invoke("manifest", "--url", url)
    assert ended.exit_code == 2
    assert "https://" in ended.stderr
