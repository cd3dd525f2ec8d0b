"""Payloads are read or refused, whatever is in them."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ChannelId, UserId
from bot.errors import InvalidPayloadError
from bot.slack.payloads.commands import SlashCommand, read_command
from bot.slack.payloads.conversation_type import ConversationType
from bot.slack.payloads.events import ReactionEvent, read_event
from bot.slack.payloads.fields import MAX_ID
from bot.slack.payloads.interactions import Press, ResponseUrl, read_press, read_shortcut
from bot.slack.payloads.messages import MessageChangedEvent, UserMessage
from bot.slack.payloads.submissions import read_submission

ANA = UserId("U1")
DESIGN = ChannelId("C1")

COMMAND: dict[str, Any] = {
    "token": "verification",
    "api_app_id": "A1",
    "team_id": "T1",
    "team_domain": "brightside",
    "enterprise_id": "E1",
    "enterprise_name": "Grid",
    "channel_id": "C1",
    "channel_name": "design",
    "user_id": "U1",
    "user_name": "ana",
    "command": "/kudos",
    "text": "<@U2|maya> thanks",
    "response_url": "https://hooks.slack.com/commands/1",
    "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    "is_enterprise_install": "false",
}
REACTION: dict[str, Any] = {
    "token": "verification",
    "team_id": "T1",
    "enterprise_id": None,
    "api_app_id": "A1",
    "event": {
        "type": "reaction_added",
        "user": "U1",
        "item": {"type": "message", "channel": "C1", "ts": "1732528800.000100"},
        "reaction": "handshake::skin-tone-3",
        "item_user": "U2",
        "event_ts": "1732528801.000200",
    },
    "type": "event_callback",
    "event_id": "Ev1",
    "event_time": 1732528801,
    "authorizations": [{"enterprise_id": None, "team_id": "T1", "user_id": "UBOT", "is_bot": True}],
    "is_ext_shared_channel": False,
    "event_context": "4-…",
}
PRESS: dict[str, Any] = {
    "type": "block_actions",
    "enterprise": None,
    "team": {"id": "T1", "domain": "brightside"},
    "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
    "api_app_id": "A1",
    "container": {"type": "message", "message_ts": "1732528800.000100", "channel_id": "C1"},
    "trigger_id": "1.2.3",
    "channel": {"id": "C1", "name": "design"},
    "message": {"type": "message", "text": "…"},
    "response_url": "https://hooks.slack.com/actions/1",
    "actions": [
        {"type": "button", "action_id": "undo", "block_id": "x", "value": "0199", "action_ts": "1732528802.1"}
    ],
}
PRESS_ON_HOME: dict[str, Any] = {
    **{key: value for key, value in PRESS.items() if key not in ("channel", "message", "response_url")},
    "container": {"type": "view", "view_id": "V1"},
    "view": {"id": "V1", "type": "home", "private_metadata": "{}", "hash": "1.2", "blocks": []},
}

FIELDS: dict[str, dict[str, Any]] = {
    "note": {"type": "plain_text_input", "value": "a sentence"},
    "how": {"type": "static_select", "selected_option": {"value": "given", "text": {"text": "Given"}}},
    "since": {"type": "datepicker", "selected_date": "2026-11-01"},
    "at": {"type": "timepicker", "selected_time": "15:30"},
    "who": {"type": "users_select", "selected_user": None},
    "where": {"type": "conversations_select", "selected_conversation": "C1"},
    "values": {"type": "multi_static_select", "selected_options": [{"value": "a"}, {"value": "b"}]},
    "people": {"type": "multi_users_select", "selected_users": ["U1", "U2", "U1"]},
    "channels": {"type": "multi_conversations_select", "selected_conversations": ["C1"]},
    "words": {"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": []}},
}
SUBMISSION: dict[str, Any] = {
    "type": "view_submission",
    "team": {"id": "T1", "domain": "brightside"},
    "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
    "trigger_id": "1.2.3",
    "view": {
        "id": "V1",
        "callback_id": "ask",
        "private_metadata": "about",
        "hash": "1.2",
        "state": {"values": {name: {name: entry} for name, entry in FIELDS.items()}},
    },
}

SHORTCUT: dict[str, Any] = {
    "type": "message_action",
    "callback_id": "recognise",
    "trigger_id": "1.2.3",
    "team": {"id": "T1", "domain": "brightside"},
    "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
    "channel": {"id": "C1", "name": "design"},
    "message_ts": "1732528800.000100",
    "message": {"type": "message", "user": "U2", "ts": "1732528800.000100", "text": "…"},
    "response_url": "https://hooks.slack.com/app/1",
}

SAID: dict[str, Any] = {
    "token": "verification",
    "team_id": "T1",
    "api_app_id": "A1",
    "event": {
        "type": "app_mention",
        "user": "U1",
        "ts": "1732528800.000100",
        "client_msg_id": "5d1a1c6e-0f6e-4a33-9d0e-0e1f3f0f7a11",
        "text": "<@UBOT> thanks <@U2>",
        "team": "T1",
        "thread_ts": "1732528700.000100",
        "parent_user_id": "U2",
        "blocks": [{"type": "rich_text", "block_id": "x", "elements": []}],
        "channel": "C1",
        "event_ts": "1732528800.000100",
    },
    "type": "event_callback",
    "event_id": "Ev2",
    "event_time": 1732528800,
}

Reader = Callable[[Any], SlashCommand | ReactionEvent | Press]
SHAPES: list[tuple[Reader, dict[str, Any]]] = [
    (read_command, COMMAND),
    (read_event, REACTION),
    (read_press, PRESS),
    (read_press, PRESS_ON_HOME),
]


def test_mention_is_read() -> None:
    assert read_event(SAID) == UserMessage(
        text="<@UBOT> thanks <@U2>",
        user=ANA,
        channel=DESIGN,
        ts="1732528800.000100",
        thread_ts="1732528700.000100",
        event_id="Ev2",
        subtype="",
        conversation=ConversationType.OTHER,
        is_by_app=False,
        is_edited=False,
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"thread_ts": "1732528800.000100"}, {"thread_ts": ""}),
        ({"type": "message", "channel": "D1", "channel_type": "im"}, {"is_direct": True}),
        ({"channel": "D1"}, {"is_direct": True}),
        ({"channel": "C1", "channel_type": "im"}, {"is_direct": True}),
        ({"channel": "D1", "channel_type": "app_home"}, {"is_direct": True}),
        *(
            (
                {"channel": channel, "channel_type": "mpim"},
                {"is_direct": False, "conversation": ConversationType.GROUP},
            )
            for channel in ("C1", "G1", "D1")
        ),
        *(
            (
                {"channel": channel, "channel_type": kind},
                {"is_direct": False, "conversation": ConversationType.OTHER},
            )
            for channel, kind in (("C1", "channel"), ("G1", "group"), ("D1", "group"))
        ),
        ({"bot_id": "B1"}, {"is_by_app": True}),
        ({"edited": {"user": "U1", "ts": "1732528900.000000"}}, {"is_edited": True}),
        ({"user": None, "text": None, "subtype": "bot_message"}, {"user": "", "text": ""}),
    ],
    ids=str,
)
def test_message_fields_are_read(more: dict[str, Any], said: dict[str, Any]) -> None:
    found = read_event({**SAID, "event": {**SAID["event"], **more}})
    assert {name: getattr(found, name) for name in said} == said


@pytest.mark.parametrize("field", ["channel", "ts"])
def test_message_without_location_is_refused(field: str) -> None:
    with pytest.raises(InvalidPayloadError, match=field):
        read_event({**SAID, "event": {**SAID["event"], field: None}})
    with pytest.raises(InvalidPayloadError, match="text"):
        read_event({**SAID, "event": {**SAID["event"], "text": ["thanks"]}})


def test_press_on_home_has_no_message() -> None:
    pressed = read_press(PRESS_ON_HOME)
    assert pressed.is_on_home
    assert (pressed.view_id, pressed.context) == ("V1", "{}")
    assert (pressed.channel, pressed.response_url) == ("", "")
    assert not read_press(PRESS).is_on_home


def test_command_is_read() -> None:
    assert read_command(COMMAND) == SlashCommand(
        name="/kudos",
        text="<@U2|maya> thanks",
        user=ANA,
        channel=DESIGN,
        channel_name="design",
        trigger_id="13345224609.738474920.8088930838d88f008e0",
        response_url="https://hooks.slack.com/commands/1",
    )


def test_command_may_lack_its_text() -> None:
    bare = {name: value for name, value in COMMAND.items() if name != "text"}
    assert read_command(bare).text == read_command({**COMMAND, "text": ""}).text == ""


def test_reaction_is_read() -> None:
    read = read_event(REACTION)
    assert read == ReactionEvent(
        kind="reaction_added",
        user=ANA,
        item_user=UserId("U2"),
        item_type="message",
        channel=DESIGN,
        message_ts="1732528800.000100",
        emoji="handshake::skin-tone-3",
        event_id="Ev1",
        event_ts="1732528801.000200",
    )
    removed = deepcopy(REACTION)
    removed["event"]["type"] = "reaction_removed"
    assert not read_event(removed).is_added


def test_reaction_to_webhook_message_has_no_author() -> None:
    by_webhook = deepcopy(REACTION)
    del by_webhook["event"]["item_user"]
    assert read_event(by_webhook).item_user == ""


def test_reaction_to_file_has_no_location() -> None:
    on_file = deepcopy(REACTION)
    on_file["event"]["item"] = {"type": "file", "file": "F1"}
    read = read_event(on_file)
    assert (read.item_type, read.channel, read.message_ts) == ("file", "", "")


def test_press_is_read() -> None:
    assert read_press(PRESS) == Press(
        action="undo",
        value="0199",
        user=ANA,
        channel=DESIGN,
        message_ts="1732528800.000100",
        response_url=ResponseUrl("https://hooks.slack.com/actions/1"),
        trigger_id="1.2.3",
    )


@pytest.mark.parametrize(
    ("name", "conversation"),
    [
        ("directmessage", ConversationType.DIRECT),
        ("mpdm-ana--maya--li-1", ConversationType.GROUP),
        ("privategroup", ConversationType.OTHER),
        ("design", ConversationType.OTHER),
        ("", ConversationType.OTHER),
    ],
)
@pytest.mark.parametrize("channel", ["C1", "G1", "D1"])
def test_channel_names_mark_direct_and_group_messages(
    name: str, conversation: ConversationType, channel: str
) -> None:
    place = {"id": channel, "name": name}
    typed = read_command({**COMMAND, "channel_id": channel, "channel_name": name})
    assert typed.conversation is conversation
    assert read_press({**PRESS, "channel": place}).conversation is conversation
    assert read_shortcut({**SHORTCUT, "channel": place}).conversation is conversation


def test_menu_value_is_in_the_chosen_option() -> None:
    option = {"text": {"type": "plain_text", "text": "…"}, "value": "0199"}
    chosen = {"type": "overflow", "action_id": "more", "block_id": "x", "selected_option": option}
    assert read_press({**PRESS, "actions": [chosen]}).value == "0199"


def test_message_shortcut_is_read() -> None:
    read = read_shortcut(SHORTCUT)
    assert (read.name, read.user, read.author) == ("recognise", "U1", "U2")
    assert (read.channel, read.message_ts) == ("C1", "1732528800.000100")
    by_webhook = deepcopy(SHORTCUT)
    del by_webhook["message"]["user"]
    assert read_shortcut(by_webhook).author == ""


def test_global_shortcut_has_no_location() -> None:
    plain = {name: SHORTCUT[name] for name in ("callback_id", "trigger_id", "team", "user")}
    read = read_shortcut({**plain, "type": "shortcut"})
    assert (read.channel, read.message_ts, read.author, read.response_url) == ("", "", "", "")


@pytest.mark.parametrize("name", ["callback_id", "trigger_id", "user", "message", "channel"])
def test_shortcut_without_required_field_is_refused(name: str) -> None:
    wrong: Any
    for wrong in (None, 7, True, [], "", {}):
        with pytest.raises(InvalidPayloadError):
            read_shortcut({**SHORTCUT, name: wrong})


def test_submission_has_response_urls_by_channel() -> None:
    given = {"block_id": "where", "action_id": "where", "channel_id": "C1", "response_url": "https://x"}
    assert read_submission({**SUBMISSION, "response_urls": [given]}).response_urls == {"C1": "https://x"}
    nothing: Any
    for nothing in (None, []):
        assert read_submission({**SUBMISSION, "response_urls": nothing}).response_urls == {}
    wrong: Any
    for wrong in ("C1", {"C1": "https://x"}, ["C1"], [{**given, "channel_id": 7}], [{"channel_id": "C1"}]):
        with pytest.raises(InvalidPayloadError):
            read_submission({**SUBMISSION, "response_urls": wrong})


def test_submission_fields_are_read() -> None:
    sent = read_submission(SUBMISSION)
    assert (sent.view, sent.form, sent.user, sent.context) == ("V1", "ask", "U1", "about")
    assert sent.typed("note") == "a sentence"
    assert sent.typed("how") == "given"
    assert sent.typed("since") == "2026-11-01"
    assert sent.typed("at") == "15:30"
    assert sent.typed("who") == sent.typed("nothing") == ""
    assert sent.typed("where") == "C1"
    assert sent.selected("values") == ("a", "b")
    assert sent.selected("people") == ("U1", "U2")
    assert sent.selected("channels") == ("C1",)
    assert sent.selected("nothing") == ()
    assert sent.rich("words") == {"type": "rich_text", "elements": []}
    assert sent.rich("nothing") == {}


@pytest.mark.parametrize("name", ["user", "view"])
def test_submission_without_required_field_is_refused(name: str) -> None:
    wrong: Any
    for wrong in (None, 7, [], "", {}):
        with pytest.raises(InvalidPayloadError):
            read_submission({**SUBMISSION, name: wrong})


@given(st.data())
def test_changed_submission_is_read_or_refused(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list(paths(SUBMISSION))))
    strange = st.one_of(st.none(), st.integers(), st.text(), st.lists(st.none()), st.just({}), st.booleans())
    with contextlib.suppress(InvalidPayloadError):
        sent = read_submission(changed(SUBMISSION, path, data.draw(strange)))
        for name in FIELDS:
            with contextlib.suppress(InvalidPayloadError):
                assert isinstance(sent.typed(name), str)
            with contextlib.suppress(InvalidPayloadError):
                assert all(isinstance(one, str) for one in sent.selected(name))
            assert isinstance(sent.rich(name), dict)


@pytest.mark.parametrize(
    ("read", "shape", "path"),
    [
        *((read_command, COMMAND, (name,)) for name in ("command", "user_id", "channel_id", "trigger_id")),
        (read_event, REACTION, ("event",)),
        (read_event, REACTION, ("event_id",)),
        *(
            (read_event, REACTION, ("event", name))
            for name in ("type", "user", "item", "reaction", "event_ts")
        ),
        *((read_event, REACTION, ("event", "item", name)) for name in ("type", "channel", "ts")),
        *((read_press, PRESS, (name,)) for name in ("user", "actions")),
        (read_press, PRESS, ("user", "id")),
        (read_press, PRESS, ("actions", 0)),
        (read_press, PRESS, ("actions", 0, "action_id")),
    ],
)
def test_payload_without_required_field_is_refused(
    read: Reader, shape: dict[str, Any], path: tuple[Any, ...]
) -> None:
    wrong: Any
    for wrong in (None, 7, True, [], "", {}, 1.5):
        with pytest.raises(InvalidPayloadError):
            read(changed(shape, path, wrong))
    with pytest.raises(InvalidPayloadError):
        read(without(shape, path))


@pytest.mark.parametrize("container", [None, 7, [], "", "C1"])
def test_press_without_container_is_refused(container: object) -> None:
    with pytest.raises(InvalidPayloadError, match="container"):
        read_press({**PRESS, "container": container})


def test_refusal_names_field_not_content() -> None:
    with pytest.raises(InvalidPayloadError, match=r"^text$"):
        read_command({**COMMAND, "text": ["secret"]})


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every part of a payload."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key)
        yield from paths(part, (*path, key))


def changed(shape: dict[str, Any], path: tuple[Any, ...], value: Any) -> Any:
    copy = deepcopy(shape)
    place: Any = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


def without(shape: dict[str, Any], path: tuple[Any, ...]) -> Any:
    copy = deepcopy(shape)
    place: Any = copy
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    return copy


anything_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(SHAPES), st.data())
def test_changed_payload_is_read_or_refused(
    shape: tuple[Reader, dict[str, Any]], data: st.DataObject
) -> None:
    read, payload = shape
    for _ in range(data.draw(st.integers(1, 3))):
        left = list(paths(payload))
        if not left:
            break
        path = data.draw(st.sampled_from(left))
        if data.draw(st.booleans()):
            payload = without(payload, path)
        else:
            payload = changed(payload, path, data.draw(anything_json))
    try:
        found = read(payload)
    except InvalidPayloadError:
        return
    kinds: dict[str, type] = {"is_added": bool, "view": Mapping}
    for name in found.__struct_fields__:
        assert isinstance(getattr(found, name), kinds.get(name, str))
    assert found.user


@given(st.data())
def test_changed_message_is_read_or_refused(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list(paths(SAID))))
    with contextlib.suppress(InvalidPayloadError):
        found = read_event(changed(SAID, path, data.draw(anything_json)))
        assert isinstance(found, UserMessage)
        assert all(isinstance(getattr(found, name), str | bool) for name in found.__struct_fields__)
        assert found.channel
        assert found.ts


@given(st.sampled_from([read for read, _ in SHAPES]), st.dictionaries(st.text(max_size=8), anything_json))
def test_other_json_is_refused(read: Reader, payload: dict[str, Any]) -> None:
    with pytest.raises(InvalidPayloadError):
        read(payload)


@pytest.mark.parametrize("name", ["channel_id", "response_url", "user_id"])
def test_long_ids_and_urls_are_refused(name: str) -> None:
    with pytest.raises(InvalidPayloadError):
        read_command({**COMMAND, name: "x" * (MAX_ID + 1)})
    assert read_command({**COMMAND, name: "x" * MAX_ID})


CHANGED: dict[str, Any] = {
    "event_id": "Ev3",
    "event": {
        "type": "message",
        "subtype": "message_changed",
        "channel": "D1",
        "channel_type": "im",
        "message": {
            "user": "U1",
            "ts": "1732528800.000100",
            "text": "thanks a lot",
            "edited": {"user": "U1"},
        },
        "previous_message": {"user": "U1", "ts": "1732528800.000100", "text": "thanks"},
    },
}


def test_changed_message_has_its_text_before() -> None:
    change = read_event(CHANGED)
    assert isinstance(change, MessageChangedEvent)
    assert (change.message.text, change.previous_text) == ("thanks a lot", "thanks")
    assert (change.message.is_direct, change.message.is_edited, change.is_deleted) == (True, True, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"subtype": "message_deleted", "message": None, "deleted_ts": "1732528800.000100"},
        {"message": {"subtype": "tombstone", "user": "USLACKBOT", "ts": "1732528800.000100"}},
    ],
    ids=str,
)
def test_deleted_message_is_as_it_was(fields: dict[str, Any]) -> None:
    change = read_event({**CHANGED, "event": {**CHANGED["event"], **fields}})
    assert isinstance(change, MessageChangedEvent)
    assert change.is_deleted
    assert (change.message.user, change.message.text) == ("U1", "thanks")


def test_change_without_author_is_nothing() -> None:
    by_webhook = {**CHANGED["event"], "message": {"ts": "1732528800.000100", "text": "thanks"}}
    assert read_event({**CHANGED, "event": by_webhook}) is None


@pytest.mark.parametrize("name", ["message", "previous_message"])
@pytest.mark.parametrize("wrong", [7, [], "text", {"user": 7}])
def test_malformed_change_is_refused(name: str, wrong: object) -> None:
    with pytest.raises(InvalidPayloadError, match=name):
        read_event({**CHANGED, "event": {**CHANGED["event"], name: wrong}})
