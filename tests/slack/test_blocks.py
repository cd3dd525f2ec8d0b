"""Every message: its snapshot, Slack's limits, and what a screen reader reads."""

import inspect
from functools import partial
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion

from bot.domain.commands.parse_error import ParseError
from bot.domain.commands.parser import parse
from bot.domain.digest import group_by_value
from bot.domain.ids import UserId
from bot.domain.mentions import parse_markup, unescape, write_markup
from bot.domain.message_text import clean_text
from bot.domain.recognition import Credit, RefusalReason, Reply
from bot.domain.visibility import ThanksPreference
from bot.slack.features.conversation import views as conversation_views
from bot.slack.features.daily_summary import views as daily_summary_views
from bot.slack.features.digest import copy_views, look_views, page_views, several_views, weekly_message
from bot.slack.features.digest import views as digest_views
from bot.slack.features.endorsement import views as endorsement_views
from bot.slack.features.erasure import views as erasure_views
from bot.slack.features.export import views as export_views
from bot.slack.features.help import order_views
from bot.slack.features.help import views as help_views
from bot.slack.features.history import views as history_views
from bot.slack.features.leads import appointment_views, open_to_leads_views
from bot.slack.features.leads import views as leads_views
from bot.slack.features.preferences import views as preferences_views
from bot.slack.features.recognition import (
    direct_message as direct_message_module,
)
from bot.slack.features.recognition import (
    recipient_views,
    refusal_views,
)
from bot.slack.features.recognition import (
    views as recognition_views,
)
from bot.slack.features.recognition.typed_recognition import TypedRecognition
from bot.slack.features.reports import views as reports_views
from bot.slack.features.settings import views as settings_views
from bot.slack.outbound import undelivered_message
from bot.slack.ui.message import Message
from bot.usecases.message_contents import (
    DailySummaryContent,
    DirectMessageContent,
    ReplyContent,
    WeeklyDigestContent,
)
from tests.domain.commands.typing import everything
from tests.slack import (
    views,
    views_of_cards,
    views_of_conversation,
    views_of_copies,
    views_of_digest_requests,
    views_of_digests,
    views_of_endorsements,
    views_of_export,
    views_of_keepsakes,
    views_of_leads,
    views_of_recipients,
    views_of_recognition_forms,
    views_of_settings,
    views_of_teams,
)
from tests.slack.showing import assert_complete, assert_harmless, find_mentioned
from tests.slack.view_snapshots import ViewSnapshotExtension
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
    confirmation,
    direct_message,
    own_page,
    page,
    preferences_page_after,
    preview,
    weekly,
)

VIEWS = {
    **views.VIEWS,
    **views_of_leads.VIEWS,
    **views_of_export.VIEWS,
    **views_of_keepsakes.VIEWS,
    **views_of_recognition_forms.VIEWS,
    **views_of_recipients.VIEWS,
    **views_of_copies.VIEWS,
    **views_of_digest_requests.VIEWS,
    **views_of_digests.VIEWS,
    **views_of_cards.VIEWS,
    **views_of_conversation.VIEWS,
    **views_of_settings.VIEWS,
    **views_of_teams.VIEWS,
    **views_of_endorsements.VIEWS,
}


@pytest.mark.parametrize("name", VIEWS)
def test_message_equals_its_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    message = VIEWS[name]()
    assert_complete(message, begins_otherwise=name.startswith("direct"))
    assert_harmless(message)
    assert message == snapshot(extension_class=ViewSnapshotExtension)


@pytest.mark.parametrize(
    "module",
    [
        *(
            recipient_views,
            appointment_views,
            conversation_views,
            digest_views,
            look_views,
            copy_views,
            several_views,
            direct_message_module,
            export_views,
            erasure_views,
            recognition_views,
            help_views,
            history_views,
        ),
        *(
            endorsement_views,
            leads_views,
            open_to_leads_views,
            order_views,
            preferences_views,
            refusal_views,
            reports_views,
            settings_views,
            undelivered_message,
        ),
        *(weekly_message, page_views),
    ],
)
def test_each_message_has_an_example(module: ModuleType) -> None:
    used = {name for view in VIEWS.values() for name in _names(view)}
    for name, function in inspect.getmembers(module, inspect.isfunction):
        is_message = inspect.signature(function).return_annotation is Message
        if function.__module__ == module.__name__ and is_message and not name.startswith("_"):
            assert name in used, f"{module.__name__}.{name}"


def _names(view: object) -> set[str]:
    """The names that an example and what it calls here use."""
    if isinstance(view, partial):
        return {view.func.__name__, *_names(view.func)}
    code = getattr(view, "__code__", None)
    if code is None:
        return set()
    closure = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
    nested = {name for inner in closure for name in _names(inner)}
    helpers = (
        confirmation,
        weekly,
        views_of_digests.setup,
        views_of_digests.full_page,
        page,
        preview,
        direct_message,
        own_page,
        preferences_page_after,
        views_of_leads.whole,
        views_of_leads.leads_list,
    )
    called = {
        name for helper in helpers if helper.__name__ in code.co_names for name in helper.__code__.co_names
    }
    return {*code.co_names, *nested, *called}


def test_messages_mention_only_expected_users() -> None:
    for name, view in VIEWS.items():
        expected = {ANA, LI, MAYA} if name.startswith("shout-out") else set()
        if name in ("shout-out to a team", "shout-out to a channel"):
            expected = {ANA}
        if name == "card given in a channel":
            expected = {MAYA}
        assert find_mentioned(view()) == expected, name


hostile_words = everything.map(lambda text: clean_text(write_markup(parse_markup(text)))).filter(bool)
hostile_names = st.fixed_dictionaries(dict.fromkeys(NAMES, everything.map(clean_text)))


@settings(max_examples=150)
@given(text=hostile_words, names=hostile_names)
def test_any_text_is_shown_harmlessly(text: str, names: dict[UserId, str]) -> None:
    recognition = replace(STORY, text=text, credits=(Credit(MAYA, LI, text),))
    endorsed = replace(JOINED, text=text, replies=(Reply(MAYA, text, STORY.created_at),))
    in_channel = recognition_views.build_shout_out(
        EN, names, VALUES, replace(endorsed, credits=recognition.credits)
    )
    elsewhere = [
        confirmation(recognition, names=names),
        recognition_views.withdrawal_message(EN, names, recognition, out_of_reach=True),
        daily_summary_views.build_daily_summary(
            EN, names, VALUES, DailySummaryContent(MAYA, (endorsed, REACTION))
        ),
        direct_message_module.build_direct_message(
            EN,
            names,
            VALUES,
            DirectMessageContent(recognition, is_first=True, preference=ThanksPreference.PUBLICLY, reader=LI),
        ),
        recipient_views.build_reply_message(EN, names, ReplyContent(endorsed, endorsed.replies[0])),
        daily_summary_views.build_daily_summary(
            EN,
            names,
            VALUES,
            DailySummaryContent(MAYA, (recognition, endorsed), frozenset([recognition.id, endorsed.id])),
        ),
        confirmation(replace(recognition, is_private=True), names=names, without_messages=[MAYA]),
        history_views.build_page(
            EN,
            names,
            VALUES,
            (recognition, endorsed),
            reader=MAYA,
            zone="UTC",
            title=history_views.build_title(EN),
            older=None,
        ),
        weekly_message.build_digest(
            EN, names, VALUES, WeeklyDigestContent(DIGEST, group_by_value([recognition, endorsed], VALUES))
        ),
    ]
    to_recipient = direct_message_module.build_direct_message(
        EN,
        names,
        VALUES,
        DirectMessageContent(endorsed, is_first=False, preference=ThanksPreference.PUBLICLY, reader=MAYA),
    )
    assert_complete(to_recipient, begins_otherwise=True)
    assert find_mentioned(in_channel) == {ANA, LI, MAYA}
    for message in [*elsewhere, to_recipient]:
        assert find_mentioned(message) == set()
        assert_harmless(message)
    for message in [in_channel, *elsewhere]:
        assert_complete(message)
    assert_harmless(in_channel)


@settings(max_examples=150)
@given(typed=everything)
def test_any_refused_text_is_repeated_harmlessly(typed: str) -> None:
    command = parse(f"history {typed}", VALUES)
    answers = [
        refusal_views.no_recipients_message(EN, TypedRecognition(name="maya"), f"/kudos {typed}"),
        refusal_views.build_refusal(EN, NAMES, RefusalReason.NO_TEXT, {}, f"/kudos {typed}"),
    ]
    if isinstance(command, ParseError):
        answers.append(help_views.error_message(EN, command, f"/kudos history {typed}"))
    for message in answers:
        assert find_mentioned(message) == set()
        assert_complete(message)
        assert_harmless(message)


def test_refused_command_is_repeated() -> None:
    typed = f"/kudos  <@{MAYA}|maya> in <#C1|design> for <!subteam^S1|@backend> &lt;3 &amp; 🎉 "
    message = refusal_views.no_recipients_message(EN, TypedRecognition(), typed)
    assert "/kudos  @maya in #design for @backend <3 & 🎉 " in unescape(message["text"])


def test_link_shows_its_address() -> None:
    recognition = replace(
        STORY, text="see <https://evil.example|https://bank.example> and <https://a.example|a.example>"
    )
    message = recognition_views.build_shout_out(EN, NAMES, VALUES, recognition)
    assert "https://bank.example <https://evil.example>" in message["text"]
    assert "and <https://a.example>" in message["text"]
