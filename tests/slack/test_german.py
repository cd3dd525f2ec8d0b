"""Every message and form in German: its snapshot, and Slack's limits."""

from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.practice.checks.views import check_home, check_view
from bot.slack.ui.language import language
from tests.slack.showing import assert_complete, assert_harmless
from tests.slack.test_blocks import VIEWS
from tests.slack.ui.test_modal import FORMS
from tests.slack.views_of_home import HOMES


@pytest.fixture
def german() -> Iterator[None]:
    """Render the examples in German."""
    english = vars(language("en"))
    before = english.copy()
    english.update(vars(language("de")))
    yield
    english.update(before)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", VIEWS)
def test_message_in_german_equals_its_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    message = VIEWS[name]()
    assert_complete(message, begins_otherwise=name.startswith("direct"))
    assert_harmless(message)
    assert message["text"] == snapshot


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", FORMS)
def test_form_in_german_equals_its_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    view = FORMS[name]()
    if view.get("type") == "modal":
        check_view(view)
    assert list(list_texts(view)) == snapshot


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", HOMES)
def test_home_in_german_equals_its_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    view = HOMES[name]()
    check_home(view)
    assert list(list_texts(view)) == snapshot


def list_texts(value: Any) -> Iterator[str]:
    """Yield the texts of a form in order."""
    match value:
        case {"type": "plain_text" | "mrkdwn" | "text", "text": str(text)}:
            yield text
        case {"errors": dict(errors)}:
            yield from errors.values()
        case dict():
            for part in value.values():
                yield from list_texts(part)
        case list():
            for part in value:
                yield from list_texts(part)
