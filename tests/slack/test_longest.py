"""Every message and view at its longest is valid, by every transport.

The sentences are the longest of all languages. `test_languages` checks each language with ordinary texts.
"""

import json
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache, partial
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest
from slack_bolt.response import BoltResponse

from bot.practice.checks.blocks import check_blocks
from bot.practice.checks.views import check_home, check_view
from bot.slack.context import Context
from bot.slack.outbound.long_responses import LongResponses, frame_size
from bot.slack.ui.language import available_tags, language
from bot.slack.ui.modal import replace_view
from tests.slack import (
    views,
    views_of_cards,
    views_of_conversation,
    views_of_copies,
    views_of_digest_requests,
    views_of_digests,
    views_of_endorsements,
    views_of_export,
    views_of_history_form,
    views_of_home,
    views_of_keepsakes,
    views_of_leads,
    views_of_recipients,
    views_of_recognition_forms,
    views_of_settings,
    views_of_teams,
    views_of_values,
)
from tests.slack.longest import lengthen
from tests.slack.test_blocks import VIEWS
from tests.slack.ui.test_modal import FORMS
from tests.slack.views_of_home import HOMES

MODULES = (
    views,
    views_of_cards,
    views_of_recipients,
    views_of_history_form,
    views_of_recognition_forms,
    views_of_conversation,
    views_of_copies,
    views_of_digest_requests,
    views_of_digests,
    views_of_export,
    views_of_keepsakes,
    views_of_home,
    views_of_leads,
    views_of_settings,
    views_of_teams,
    views_of_values,
    views_of_endorsements,
)
LETTERS = {"japanese": "感謝", "emoji": "🎉", "escaped": "&<>"}
FRAME = 16_000
VIEW = 250_000
"""Bytes of a view."""


class LongestSentences:
    """A catalogue that has the longest translation of each sentence."""

    def __init__(self, measure: Callable[[str], int]) -> None:
        # The English language is changed later, so that this needs a copy.
        languages = [copy(language(tag)) for tag in available_tags()]

        def find_longest(method: str, *arguments: Any) -> str:
            said: list[str] = [getattr(one, method)(*arguments) for one in languages]
            return max(said, key=measure)

        find_longest_once = cache(find_longest)
        self.gettext = partial(find_longest_once, "gettext")
        self.ngettext = partial(find_longest_once, "ngettext")
        self.pgettext = partial(find_longest_once, "pgettext")


def measure_bytes(text: str) -> int:
    """Return how many bytes a text takes in a frame of Socket Mode."""
    return len(json.dumps(text))


@pytest.fixture(
    params=[(len, "japanese"), (len, "escaped"), (measure_bytes, "japanese"), (measure_bytes, "emoji")],
    ids=["letters-japanese", "letters-escaped", "bytes-japanese", "bytes-emoji"],
)
def longest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make all sentences and examples as long as possible."""
    measure, letters = request.param
    for module in MODULES:
        for name, example in list_examples(module):
            monkeypatch.setattr(module, name, lengthen(example, LETTERS[letters]))
    catalogue: Any = LongestSentences(measure)
    honorific = language("ja").honorific
    changed = {"_catalogue": catalogue, "gettext": catalogue.gettext, "honorific": honorific}
    english = vars(language("en"))
    before = english.copy()
    english.update(changed)
    yield
    english.update(before)


def list_examples(module: ModuleType) -> list[tuple[str, Any]]:
    """Return the examples of a module, by name."""
    return [
        (name, value) for name, value in vars(module).items() if name.isupper() and name not in REGISTRIES
    ]


REGISTRIES = {"VIEWS", "FORMS", "HOMES", "EN"}


class Slack:
    """A context that sends nothing: only acknowledgements are checked."""

    def __init__(self) -> None:
        self.background_tasks = SimpleNamespace(start=self._start)
        self.started = 0

    def _start(self, work: Any) -> None:
        work.close()
        self.started += 1

    async def find_workspace(self, _: object) -> None:
        return None

    async def reader(self, *_: object) -> Any:
        return SimpleNamespace(language=language("de"))


async def assert_acknowledged(payload: dict[str, Any], answer: dict[str, Any]) -> None:
    """Check that the acknowledgement is small, and that the rest is sent in another way."""
    slack = Slack()
    whole = BoltResponse(status=200, body=answer)
    sent = await LongResponses(cast(Context, slack)).fit(payload, whole)
    assert frame_size(sent) <= FRAME
    assert frame_size(sent) == frame_size(whole) or slack.started or "errors" in answer


@pytest.mark.usefixtures("longest")
async def test_longest_messages_are_valid() -> None:
    for name, render in VIEWS.items():
        message = render()
        blocks = json.loads(json.dumps(message["blocks"]))
        assert 0 < len(blocks) <= 50, name
        check_blocks(blocks)
        assert len(message["text"].encode()) <= 3_800, name
        await assert_acknowledged(COMMAND, {"response_type": "ephemeral", **message})


@pytest.mark.usefixtures("longest")
async def test_longest_forms_and_homes_are_valid() -> None:
    for name, render in [*FORMS.items(), *HOMES.items()]:
        view = render()
        if "type" not in view:
            await assert_acknowledged(SUBMISSION, view)
            continue
        assert len(json.dumps(view)) <= VIEW, name
        assert len(view.get("private_metadata", "")) <= 3_000, name
        assert len(view["blocks"]) <= 100, name
        (check_home if view["type"] == "home" else check_view)(json.loads(json.dumps(view)))
        if view["type"] == "modal":
            await assert_acknowledged(SUBMISSION, replace_view(view))


COMMAND = {"command": "/kudos", "text": "", "user_id": "U1", "channel_id": "C1", "response_url": "https://a"}
SUBMISSION = {"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1"}}
