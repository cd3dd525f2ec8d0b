"""The history of the settings, for all admins."""

from collections.abc import Sequence

from bot.domain.circle import CircleSource
from bot.domain.ids import UserId
from bot.domain.mentions import escape
from bot.domain.user import ERASED
from bot.domain.workspace_settings import SettingChange, SettingValue
from bot.slack.features.settings.views import CHANGE, CHANGES
from bot.slack.ui.inline import (
    ChannelSpan,
    Names,
    Spans,
    TextSpan,
    capitalize_start,
    fill,
    join_user_names,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage
from bot.slack.ui.phrases import shorten_typed
from bot.usecases.workspace_settings import MAX_CHANGES_PER_PAGE

MAX_PER_VALUE = 300
"""Characters of an old or new state."""


def build_page(
    language: Language, names: Names, changes: Sequence[SettingChange], *, zone: str, is_first: bool
) -> Message:
    """Build a page of changes, newest first; `changes` has one more than a page if there are more."""
    _ = language.gettext
    if not changes:
        parts: list[Part] = [line(fill(_("Nothing has been changed yet.")))]
    else:
        page_changes = changes[:MAX_CHANGES_PER_PAGE]
        lines = tuple(
            Line(_change_spans(language, names, setting_change, zone)) for setting_change in page_changes
        )
        parts = [line(fill(_("What was changed in the settings, the latest first:"))), Passage(lines)]
    buttons = []
    if not is_first:
        buttons.append(Button(_("The latest"), CHANGES, ""))
    if len(changes) > MAX_CHANGES_PER_PAGE:
        buttons.append(Button(_("Older"), f"{CHANGES}:older", changes[MAX_CHANGES_PER_PAGE - 1].id))
    buttons.append(Button(_("Change settings"), CHANGE, CHANGE))
    return build_message([*parts, Buttons(tuple(buttons))])


def collect_users(changes: Sequence[SettingChange]) -> set[UserId]:
    """Return the users that these changes name."""
    users = {change.user for change in changes}
    for change in changes:
        if change.what in ("admin", "lead"):
            users.add(UserId(change.about))
        if change.what == "lead":
            users |= {id_ for state in (change.before, change.after) for id_ in _named_members(state)}
    return users - {ERASED}


def _change_spans(language: Language, names: Names, change: SettingChange, zone: str) -> Spans:
    """Return one change: user, sentence, and the day in the reader's zone."""
    _ = language.gettext
    sentence, places = _change_sentence(language, names, change)
    user_spans = join_user_names(language, names, [change.user])
    filled = fill(sentence, who=user_spans, **places)
    return (*capitalize_start(language, filled), TextSpan(f" · {language.date(change.at, zone)}"))


def _change_sentence(
    language: Language, names: Names, change: SettingChange
) -> tuple[str, dict[str, Spans | TextSpan | ChannelSpan | str]]:
    _ = language.gettext
    before, after = change.before, change.after
    states: dict[str, Spans | TextSpan | ChannelSpan | str] = {
        "before": _plain_state(language, before),
        "after": _plain_state(language, after),
    }
    match change.what:
        case "months":
            return _("{who} changed the months that thanks are kept from {before} to {after}"), states
        case "deactivated_days":
            return _("{who} changed the days until a name goes from {before} to {after}"), states
        case "leads_are_on":
            return (
                _("{who} let leads ask about their people again")
                if after
                else _("{who} switched off that leads can ask about their people")
            ), {}
        case "digests_by":
            return (
                _("{who} let only admins set up digests")
                if after == "admins"
                else _("{who} let everyone in a channel set up its digest")
            ), {}
        case "language":
            languages = {
                "before": language.language_name(str(before)),
                "after": language.language_name(str(after)),
            }
            return _("{who} changed the language of public messages from {before} to {after}"), {**languages}
        case "values_asked":
            return (
                _("{who} let the form ask for a value")
                if after
                else _("{who} let the form leave values open")
            ), {}
        case "shout_outs_in" if after:
            return _("{who} set shout-outs to be posted in {channel}"), {"channel": ChannelSpan(str(after))}
        case "shout_outs_in":
            return _("{who} set shout-outs to be posted where someone gives thanks"), {}
        case "admin":
            user = join_user_names(language, names, [UserId(change.about)])
            return (
                _("{who} let {person} change the settings, too")
                if after
                else _("{who} no longer lets {person} change the settings")
            ), {"person": user}
        case "lead":
            return _lead_sentence(language, names, change)
        case "value":
            return _value_sentence(language, change)
        case "merged_value":
            merged = {"value": _value_name(before), "into": _value_name(after)}
            return _("{who} made the value “{value}” a part of “{into}”"), {**merged}
        case "reported":
            return _report_sentence(language, change)
        case "values":
            return _("{who} put the values in another order"), {}
    name = f"{change.what} {change.about}".strip()
    return _("{who} changed “{name}” from “{before}” to “{after}”"), {**states, "name": shorten_typed(name)}


def _report_sentence(
    language: Language, change: SettingChange
) -> tuple[str, dict[str, Spans | TextSpan | ChannelSpan | str]]:
    """Return an admin's decision about a reported recognition, and its channel."""
    _ = language.gettext
    channel = str(change.before[0]) if isinstance(change.before, list) and change.before else ""
    sentence = (
        _("{who} withdrew a thanks in {channel} that someone had reported")
        if change.after == "withdrawn"
        else _("{who} looked at a thanks in {channel} that someone had reported, and left it up")
    )
    return sentence, {"channel": ChannelSpan(channel)}


def _lead_sentence(
    language: Language, names: Names, change: SettingChange
) -> tuple[str, dict[str, Spans | TextSpan | ChannelSpan | str]]:
    _ = language.gettext
    lead = join_user_names(language, names, [UserId(change.about)])
    before, after = (_circle_span(language, names, state) for state in (change.before, change.after))
    if not change.after:
        return _("{who} let {lead} no longer care for {before}"), {"lead": lead, "before": before}
    if not change.before:
        return _("{who} let {lead} care for {after}"), {"lead": lead, "after": after}
    places: dict[str, Spans | TextSpan | ChannelSpan | str] = {"lead": lead, "before": before, "after": after}
    return _("{who} let {lead} care for {after}, before that for {before}"), places


def _circle_span(language: Language, names: Names, state: SettingValue) -> Spans | ChannelSpan | TextSpan:
    """Return a circle as it was stored: its source, and its id or members."""
    match state:
        case [CircleSource.CHANNEL, channel, *_]:
            return ChannelSpan(channel)
        case [CircleSource.GROUP, group, *handle]:
            return TextSpan(f"@{next(iter(handle), '') or group}")
        case [CircleSource.NAMED, *users] if users:
            return join_user_names(language, names, map(UserId, users))
    return TextSpan(language.gettext("no one"))


def _named_members(state: SettingValue) -> list[UserId]:
    match state:
        case [CircleSource.NAMED, *users]:
            return [UserId(user) for user in users]
    return []


def _value_sentence(
    language: Language, change: SettingChange
) -> tuple[str, dict[str, Spans | TextSpan | ChannelSpan | str]]:
    _ = language.gettext
    value = _value_name(change.before) or _value_name(change.after) or shorten_typed(change.about)
    if change.before is None:
        return _("{who} made the value “{value}” available"), {"value": value}
    if change.after is None:
        return _("{who} made the value “{value}” unavailable"), {"value": value}
    # Unchanged parts are left out.
    old, new = _differences(change.before, change.after)
    sentence = _("{who} changed the value “{value}” from “{before}” to “{after}”")
    # Emoji names in a state become emoji.
    states = {
        name: text_spans(language, {}, escape(_plain_state(language, state)))
        for name, state in (("before", old), ("after", new))
    }
    return sentence, {**states, "value": value}


def _differences(before: SettingValue, after: SettingValue) -> tuple[SettingValue, SettingValue]:
    """Return the parts of two states of a value that differ."""
    match before, after:
        case list(), list() if len(before) == len(after):
            pairs = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
            return [old for old, _ in pairs], [new for _, new in pairs]
    return before, after


def _value_name(state: SettingValue) -> str:
    """Return a value's name, which comes first in its state."""
    match state:
        case [str(name), *_] if name:
            return shorten_typed(name)
    return ""


def _plain_state(language: Language, state: SettingValue) -> str:
    """Return a stored state as text."""
    _ = language.gettext
    match state:
        case None | "" | []:
            text = _("nothing")
        case list() if not any(state):
            text = _("nothing")
        case True:
            text = _("on")
        case False:
            text = _("off")
        case list():
            text = " · ".join(str(part) for part in state if part not in (None, ""))
        case _:
            text = str(state)
    return text if len(text) <= MAX_PER_VALUE else text[:MAX_PER_VALUE] + "…"
