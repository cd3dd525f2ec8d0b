"""Every message and form in each language: complete, within Slack's limits, and without English."""

import json
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from bot.practice.checks.blocks import check_blocks
from bot.practice.checks.views import check_home, check_view
from bot.slack.ui.language import available_tags, language
from bot.slack.ui.modal import replace_view
from tests.slack.longest import lengthen
from tests.slack.showing import assert_complete
from tests.slack.test_blocks import VIEWS
from tests.slack.test_catalogues import PLACE, catalogue, forms
from tests.slack.test_german import list_texts
from tests.slack.test_longest import COMMAND, MODULES, SUBMISSION, VIEW, assert_acknowledged, list_examples
from tests.slack.ui.test_modal import FORMS
from tests.slack.views_of_home import HOMES

TAGS = [tag for tag in available_tags() if tag not in ("en", "de")]
"""German has snapshots of everything, see `test_german`."""
MIN_WORDS = 4
"""Words by which an English sentence is known: fewer could be of a colleague's text."""


@pytest.fixture(params=TAGS)
def spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    """Render the examples in a language."""
    english = vars(language("en"))
    before = english.copy()
    english.update(vars(language(request.param)))
    yield
    english.update(before)


@pytest.fixture
def longest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make all examples as long as possible, in letters of six bytes."""
    for module in MODULES:
        for name, example in list_examples(module):
            monkeypatch.setattr(module, name, lengthen(example, "感謝"))


@cache
def english_beginnings() -> frozenset[tuple[str, ...]]:
    """Return how the parts between the places of English sentences begin."""
    found: set[tuple[str, ...]] = set()
    for message in catalogue("de"):
        parts = (part.split() for form in forms(message.id) for part in PLACE.split(form))
        found |= {tuple(words[:MIN_WORDS]) for words in parts if len(words) >= MIN_WORDS}
    return frozenset(found)


def assert_no_english(name: str, texts: Iterable[str]) -> None:
    for words in map(str.split, texts):
        starts = zip(*(words[n:] for n in range(MIN_WORDS)), strict=False)
        assert english_beginnings().isdisjoint(starts), (name, words[:20])


@pytest.mark.usefixtures("spoken", "longest")
async def test_longest_messages_are_valid() -> None:
    for name, render in VIEWS.items():
        message = render()
        assert_complete(message, begins_otherwise=name.startswith("direct"))
        check_blocks(json.loads(json.dumps(message["blocks"])))
        assert len(message["text"].encode()) <= 3_800, name
        assert_no_english(name, list_texts(message["blocks"]))
        await assert_acknowledged(COMMAND, {"response_type": "ephemeral", **message})


@pytest.mark.usefixtures("spoken", "longest")
async def test_longest_forms_and_homes_are_valid() -> None:
    for name, render in [*FORMS.items(), *HOMES.items()]:
        view = render()
        assert_no_english(name, list_texts(view))
        if "type" not in view:
            await assert_acknowledged(SUBMISSION, view)
            continue
        assert len(json.dumps(view)) <= VIEW, name
        (check_home if view["type"] == "home" else check_view)(json.loads(json.dumps(view)))
        if view["type"] == "modal":
            await assert_acknowledged(SUBMISSION, replace_view(view))
