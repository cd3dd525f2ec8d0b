"""Events other than messages and reactions."""

from typing import Any

import pytest

from bot.domain.ids import NO_CHANNEL, NO_USER, ChannelId, StepId, UserId
from bot.errors import InvalidPayloadError
from bot.slack.manifest import EVENTS, ORGANISATION_EVENTS
from bot.slack.payloads import events
from bot.slack.payloads.events import (
    AppUninstalledEvent,
    ChannelEvent,
    ChannelIdChangedEvent,
    GroupMembersChangedEvent,
    HomeOpenedEvent,
    MembershipEvent,
    TeamAccessRevokedEvent,
    TokensRevokedEvent,
    UserChangeEvent,
    read_event,
)
from bot.slack.payloads.workflow_steps import StepEvent

ANA = UserId("U1")
DESIGN = ChannelId("C1")

USER = {"id": "U1", "name": "ana", "tz": "Europe/Berlin"}
READ: list[tuple[str, dict[str, Any], object]] = [
    (
        "member_joined_channel",
        {"channel": "C1", "user": "U1"},
        MembershipEvent(DESIGN, ANA),
    ),
    (
        "member_joined_channel",
        {"channel": "C1", "user": "U1", "inviter": "U2"},
        MembershipEvent(DESIGN, ANA, UserId("U2")),
    ),
    ("member_left_channel", {"channel": "C1", "user": "U1"}, MembershipEvent(DESIGN, ANA)),
    ("channel_archive", {"channel": "C1", "user": "U1"}, ChannelEvent(DESIGN)),
    ("group_left", {"channel": "G1"}, ChannelEvent(ChannelId("G1"))),
    (
        "channel_id_changed",
        {"old_channel_id": "G1", "new_channel_id": "C1"},
        ChannelIdChangedEvent(ChannelId("G1"), DESIGN),
    ),
    ("subteam_members_changed", {"subteam_id": "S1"}, GroupMembersChangedEvent("S1")),
    ("app_home_opened", {"user": "U1", "tab": "home"}, HomeOpenedEvent(ANA, "home")),
    ("user_change", {"user": USER}, UserChangeEvent("U1", USER)),
    ("tokens_revoked", {"tokens": {"bot": ["UBOT"]}}, TokensRevokedEvent({"bot": ["UBOT"]})),
    ("app_uninstalled", {}, AppUninstalledEvent()),
    ("team_access_revoked", {"team_ids": ["T1", "T2"]}, TeamAccessRevokedEvent(("T1", "T2"))),
    (
        "function_executed",
        {
            "function": {"callback_id": "thank"},
            "function_execution_id": "Fx1",
            "inputs": {
                "giver": {"id": "U1", "secret": "s"},
                "people": ["U2", "U2", 7, ""],
                "words": "thanks",
                "value": "trust",
                "channel": "C1",
            },
        },
        StepEvent("thank", StepId("Fx1"), ANA, (UserId("U2"),), "thanks", "trust", DESIGN),
    ),
    (
        "function_executed",
        {
            "function": {"callback_id": "thank"},
            "function_execution_id": "Fx1",
            "inputs": {"giver": "U1", "people": "U2", "words": 7, "channel": "C" * 600},
        },
        StepEvent("thank", StepId("Fx1"), NO_USER, (UserId("U2"),), "", "", NO_CHANNEL),
    ),
]
MALFORMED: list[tuple[str, dict[str, Any]]] = [
    ("member_joined_channel", {"channel": "C1"}),
    ("member_joined_channel", {"channel": "C1", "user": "U1", "inviter": ["U2"]}),
    ("channel_archive", {"channel": {"id": "C1"}}),
    ("channel_archive", {"channel": ""}),
    ("channel_id_changed", {"old_channel_id": "G1"}),
    ("subteam_members_changed", {"subteam_id": 7}),
    ("app_home_opened", {"user": "U1"}),
    ("user_change", {"user": "U1"}),
    ("user_change", {"user": {"name": "ana"}}),
    ("tokens_revoked", {}),
    ("tokens_revoked", {"tokens": ["UBOT"]}),
    ("function_executed", {"function": {"callback_id": "thank"}}),
    ("function_executed", {"function": {"callback_id": "thank"}, "function_execution_id": "F" * 33}),
    ("function_executed", {"function": {}, "function_execution_id": "Fx1"}),
    ("unheard_of", {}),
]


def payload(kind: object, fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "event_callback", "event_id": "Ev1", "event": {"type": kind, **fields}}


@pytest.mark.parametrize(("kind", "fields", "event"), READ)
def test_event_is_read(kind: str, fields: dict[str, Any], event: object) -> None:
    assert read_event(payload(kind, fields)) == event


@pytest.mark.parametrize(("kind", "fields"), MALFORMED, ids=str)
def test_malformed_event_is_refused(kind: str, fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidPayloadError):
        read_event(payload(kind, fields))


@pytest.mark.parametrize("kind", [None, 7, [], {}])
def test_event_without_type_is_refused(kind: object) -> None:
    with pytest.raises(InvalidPayloadError, match=r"event\.type"):
        read_event(payload(kind, {}))


def test_revoked_user_tokens_are_not_about_the_bot() -> None:
    assert read_event(payload("tokens_revoked", {"tokens": {"bot": ["UBOT"]}})).is_about_bot
    assert not read_event(payload("tokens_revoked", {"tokens": {"oauth": ["U1"], "bot": []}})).is_about_bot


def test_each_event_of_the_manifest_is_read() -> None:
    # No app subscribes to the event of a step: Slack sends it to those that have one.
    subscribed = (*EVENTS, *ORGANISATION_EVENTS, "function_executed")
    assert {event.partition(".")[0] for event in subscribed} == set(events._READERS)
