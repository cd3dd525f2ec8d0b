"""Every message and form in each language: complete, within Slack's limits, and without English.

Those at their longest are in `test_longest`.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from bot.practice.checks.blocks import check_blocks
from bot.practice.checks.views import check_home, check_view
from bot.slack.ui.language import available_tags, language
from bot.slack.ui.modal import replace_view
from tests.slack.showing import assert_complete
from tests.slack.test_blocks import VIEWS
from tests.slack.test_catalogues import PLACE, catalogue, forms
from tests.slack.test_german import list_texts
from tests.slack.test_longest import COMMAND, SUBMISSION, VIEW, assert_acknowledged
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


@pytest.mark.usefixtures("spoken")
async def test_messages_are_valid() -> None:
    for name, render in VIEWS.items():
        message = render()
        assert_complete(message, begins_otherwise=name.startswith("direct"))
        check_blocks(json.loads(json.dumps(message["blocks"])))
        assert len(message["text"].encode()) <= 3_800, name
        assert_no_english(name, list_texts(message["blocks"]))
        await assert_acknowledged(COMMAND, {"response_type": "ephemeral", **message})


@pytest.mark.usefixtures("spoken")
async def test_forms_and_homes_are_valid() -> None:
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
