"""Every message and form in German: as its readers read it, and as Slack takes it."""

from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.practice.checks.views import check_home, check_view
from bot.slack.ui.language import language
from tests.slack.showing import assert_harmless, assert_shown_whole
from tests.slack.test_blocks import VIEWS
from tests.slack.ui.test_modal import FORMS
from tests.slack.views_of_home import HOMES


@pytest.fixture
def german() -> Iterator[None]:
    """The examples are made for English; for a while that is German."""
    english = vars(language("en"))
    before = english.copy()
    english.update(vars(language("de")))
    yield
    english.update(before)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", VIEWS)
def test_each_message(name: str, snapshot: SnapshotAssertion) -> None:
    shown = VIEWS[name]()
    assert_shown_whole(shown, begins_otherwise=name.startswith("direct"))
    assert_harmless(shown)
    assert shown["text"] == snapshot


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", FORMS)
def test_each_form(name: str, snapshot: SnapshotAssertion) -> None:
    shown = FORMS[name]()
    if shown.get("type") == "modal":
        check_view(shown)
    assert list(said(shown)) == snapshot


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", HOMES)
def test_each_home(name: str, snapshot: SnapshotAssertion) -> None:
    shown = HOMES[name]()
    check_home(shown)
    assert list(said(shown)) == snapshot


def said(shown: Any) -> Iterator[str]:
    """What stands in a form, in its order."""
    match shown:
        case {"type": "plain_text" | "mrkdwn" | "text", "text": str(text)}:
            yield text
        case {"errors": dict(errors)}:
            yield from errors.values()
        case dict():
            for part in shown.values():
                yield from said(part)
        case list():
            for part in shown:
                yield from said(part)
