"""Every message that Hearten shows: as it was agreed, as Slack takes it, and as a screen reader reads it."""

import inspect
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.domain.commands.meaning import NotUnderstood
from bot.domain.commands.parsing import parse
from bot.domain.digest import group_by_value
from bot.domain.mentions import parse_markup, unescape, write_markup
from bot.domain.recognition import Credit, RefusalReason, Reply
from bot.domain.visibility import ThanksPreference
from bot.domain.words import clean
from bot.slack.blocks import (
    answering,
    appointing,
    conversing,
    digest,
    direct,
    export,
    forgetting,
    giving,
    guidance,
    history,
    joining,
    leads,
    open_to_leads,
    orders,
    privacy,
    refusing,
    reporting,
    undelivered,
    whole_digest,
)
from bot.slack.blocks import settings as settings_page
from bot.slack.blocks import weekly as weekly_blocks
from bot.slack.blocks.document import Message
from bot.slack.blocks.typed_recognition import Typed
from bot.usecases.contents import Answered, Direct, Gathered, WeeklyDigest
from tests.domain.typing import everything
from tests.slack import (
    views,
    views_of_answering,
    views_of_control,
    views_of_conversing,
    views_of_digests,
    views_of_export,
    views_of_leads,
    views_of_settings,
    views_of_voices,
)
from tests.slack.showing import assert_harmless, assert_shown_whole, pinged
from tests.slack.views import (
    ANA,
    DIGEST,
    EN,
    JOINED,
    LI,
    MAYA,
    NAMES,
    REACTION,
    STORY,
    VALUES,
    after_choosing,
    confirmation,
    direct_message,
    own_page,
    page,
    preview,
    weekly,
)

VIEWS = {
    **views.VIEWS,
    **views_of_leads.VIEWS,
    **views_of_export.VIEWS,
    **views_of_control.VIEWS,
    **views_of_answering.VIEWS,
    **views_of_digests.VIEWS,
    **views_of_conversing.VIEWS,
    **views_of_settings.VIEWS,
    **views_of_voices.VIEWS,
}


@pytest.mark.parametrize("name", VIEWS)
def test_each_message_is_as_it_was_agreed(name: str, snapshot: SnapshotAssertion) -> None:
    shown = VIEWS[name]()
    assert_shown_whole(shown, begins_otherwise=name.startswith("direct"))
    assert_harmless(shown)
    assert shown == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize(
    "module",
    [
        *(answering, appointing, conversing, digest, direct, export, forgetting, giving, guidance, history),
        *(joining, leads, open_to_leads, orders, privacy, refusing, reporting, settings_page, undelivered),
        *(weekly_blocks, whole_digest),
    ],
)
def test_no_message_is_without_an_example(module: ModuleType) -> None:
    used = {name for view in VIEWS.values() for name in _names(view)}
    for name, function in inspect.getmembers(module, inspect.isfunction):
        is_message = inspect.signature(function).return_annotation is Message
        if function.__module__ == module.__name__ and is_message and not name.startswith("_"):
            assert name in used, f"{module.__name__}.{name}"


def _names(view: object) -> set[str]:
    """The names that an example and what it calls here use."""
    code = getattr(view, "__code__", None)
    if code is None:
        return set()
    closure = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
    nested = {name for inner in closure for name in _names(inner)}
    helpers = (
        confirmation,
        weekly,
        views_of_digests.made,
        views_of_digests.page_of_all,
        page,
        preview,
        direct_message,
        own_page,
        after_choosing,
        views_of_leads.whole,
        views_of_leads.listing,
    )
    called = {
        name for helper in helpers if helper.__name__ in code.co_names for name in helper.__code__.co_names
    }
    return {*code.co_names, *nested, *called}


def test_only_those_whom_it_is_about_are_pinged() -> None:
    for name, view in VIEWS.items():
        is_shout_out = name.startswith("shout-out")
        assert pinged(view()) == ({ANA, LI, MAYA} if is_shout_out else set()), name


hostile_words = everything.map(lambda text: clean(write_markup(parse_markup(text)))).filter(bool)
hostile_names = st.fixed_dictionaries(dict.fromkeys(NAMES, everything.map(clean)))


@settings(max_examples=150, deadline=None)
@given(text=hostile_words, names=hostile_names)
def test_whatever_was_typed_does_no_harm_when_shown_again(text: str, names: dict[str, str]) -> None:
    story = replace(STORY, words=text, credits=(Credit(MAYA, LI, text),))
    joined = replace(JOINED, words=text, replies=(Reply(MAYA, text, STORY.created_at),))
    in_channel = giving.shout_out(EN, names, VALUES, replace(joined, credits=story.credits))
    elsewhere = [
        confirmation(story, names=names),
        giving.taken_back(EN, names, story, out_of_reach=True),
        direct.gathered(EN, names, VALUES, Gathered(MAYA, (joined, REACTION))),
        direct.thanked(
            EN, names, VALUES, Direct(story, is_first=True, wish=ThanksPreference.PUBLICLY, reader=LI)
        ),
        answering.answered(EN, names, Answered(joined, joined.replies[0])),
        direct.gathered(EN, names, VALUES, Gathered(MAYA, (story, joined), frozenset([story.id, joined.id]))),
        confirmation(replace(story, is_private=True), names=names, unwritten=[MAYA]),
        history.page(
            EN,
            names,
            VALUES,
            (story, joined),
            reader=MAYA,
            zone="UTC",
            title=history.title(EN),
            older=None,
        ),
        weekly_blocks.weekly(
            EN, names, VALUES, WeeklyDigest(DIGEST, group_by_value([story, joined], VALUES))
        ),
    ]
    to_recipient = direct.thanked(
        EN, names, VALUES, Direct(joined, is_first=False, wish=ThanksPreference.PUBLICLY, reader=MAYA)
    )
    assert_shown_whole(to_recipient, begins_otherwise=True)
    assert pinged(in_channel) == {ANA, LI, MAYA}
    for shown in [*elsewhere, to_recipient]:
        assert pinged(shown) == set()
        assert_harmless(shown)
    for shown in [in_channel, *elsewhere]:
        assert_shown_whole(shown)
    assert_harmless(in_channel)


@settings(max_examples=150, deadline=None)
@given(typed=everything)
def test_whatever_was_not_understood_is_given_back_harmlessly(typed: str) -> None:
    meaning = parse(f"history {typed}", VALUES)
    answers = [
        refusing.nobody_named(EN, Typed(name="maya"), f"/kudos {typed}"),
        refusing.refusal(EN, NAMES, RefusalReason.NO_WORDS, {}, f"/kudos {typed}"),
    ]
    if isinstance(meaning, NotUnderstood):
        answers.append(guidance.not_understood(EN, meaning, f"/kudos history {typed}"))
    for shown in answers:
        assert pinged(shown) == set()
        assert_shown_whole(shown)
        assert_harmless(shown)


def test_a_refused_command_comes_back_as_it_was_typed() -> None:
    typed = f"/kudos  <@{MAYA}|maya> in <#C1|design> for <!subteam^S1|@backend> &lt;3 &amp; 🎉 "
    shown = refusing.nobody_named(EN, Typed(), typed)
    assert "/kudos  @maya in #design for @backend <3 & 🎉 " in unescape(shown["text"])


def test_a_link_shows_where_it_leads() -> None:
    story = replace(
        STORY, words="see <https://evil.example|https://bank.example> and <https://a.example|a.example>"
    )
    shown = giving.shout_out(EN, NAMES, VALUES, story)
    assert "https://bank.example <https://evil.example>" in shown["text"]
    assert "and <https://a.example>" in shown["text"]
