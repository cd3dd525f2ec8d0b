"""Who changed which setting, in words, for all admins."""

from collections.abc import Sequence

from bot.domain.circle import CircleSource
from bot.domain.mentions import escape
from bot.domain.user import ERASED
from bot.domain.workspace_settings import SettingChange, SettingValue
from bot.slack.features.settings.views import CHANGE, CHANGES
from bot.slack.ui.inline import ChannelSpan, Names, Spans, TextSpan, fill, named, opening, words
from bot.slack.ui.language import Language
from bot.slack.ui.message import Button, Buttons, Line, Message, Part, Passage, line, message
from bot.slack.ui.phrases import shortened
from bot.usecases.workspace_settings import MAX_CHANGES_PER_PAGE

MAX_PER_VALUE = 300
"""Characters of what something was or is."""


def page(
    language: Language, names: Names, found: Sequence[SettingChange], *, zone: str, is_first: bool
) -> Message:
    """A page of changes, newest first. Where there are more, `found` has one more than the page shows."""
    _ = language.gettext
    if not found:
        parts: list[Part] = [line(fill(_("Nothing has been changed yet.")))]
    else:
        shown = found[:MAX_CHANGES_PER_PAGE]
        lines = tuple(Line(_told(language, names, one, zone)) for one in shown)
        parts = [line(fill(_("What was changed in the settings, the latest first:"))), Passage(lines)]
    buttons = []
    if not is_first:
        buttons.append(Button(_("The latest"), CHANGES, ""))
    if len(found) > MAX_CHANGES_PER_PAGE:
        buttons.append(Button(_("Older"), f"{CHANGES}:older", found[MAX_CHANGES_PER_PAGE - 1].id))
    buttons.append(Button(_("Change settings"), CHANGE, CHANGE))
    return message([*parts, Buttons(tuple(buttons))])


def people_in(found: Sequence[SettingChange]) -> set[str]:
    """Everybody whom these changes name."""
    users = {one.user for one in found}
    for one in found:
        if one.what in ("admin", "lead"):
            users.add(one.about)
        if one.what == "lead":
            users |= {id_ for state in (one.before, one.after) for id_ in _named_members(state)}
    return users - {ERASED}


def _told(language: Language, names: Names, change: SettingChange, zone: str) -> Spans:
    """One change: who, what, and the day in the reader's zone."""
    _ = language.gettext
    sentence, places = _sentence(language, names, change)
    who = named(language, names, [change.user])
    told = fill(sentence, who=who, **places)
    return (*opening(language, told), TextSpan(f" · {language.date(change.at, zone)}"))


def _sentence(
    language: Language, names: Names, change: SettingChange
) -> tuple[str, dict[str, Spans | TextSpan | ChannelSpan | str]]:
    _ = language.gettext
    before, after = change.before, change.after
    states: dict[str, Spans | TextSpan | ChannelSpan | str] = {
        "before": _plain(language, before),
        "after": _plain(language, after),
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
                else _("{who} let everybody in a channel set up its digest")
            ), {}
        case "language":
            languages = {"before": language.name_of(str(before)), "after": language.name_of(str(after))}
            return _("{who} changed the language of public messages from {before} to {after}"), {**languages}
        case "values_asked":
            return (
                _("{who} let the form ask for a value")
                if after
                else _("{who} let the form leave values open")
            ), {}
        case "shout_outs_in" if after:
            return _("{who} let shout-outs stand in {channel}"), {"channel": ChannelSpan(str(after))}
        case "shout_outs_in":
            return _("{who} let shout-outs stand where somebody thanks"), {}
        case "admin":
            user = named(language, names, [change.about])
            return (
                _("{who} let {person} change the settings, too")
                if after
                else _("{who} no longer lets {person} change the settings")
            ), {"person": user}
        case "lead":
            return _lead(language, names, change)
        case "value":
            return _value(language, change)
        case "merged_value":
            merged = {"value": _name(before), "into": _name(after)}
            return _("{who} made the value “{value}” a part of “{into}”"), {**merged}
        case "reported":
            return _reported(language, change)
        case "values":
            return _("{who} put the values in another order"), {}
    name = f"{change.what} {change.about}".strip()
    return _("{who} changed “{name}” from “{before}” to “{after}”"), {**states, "name": shortened(name)}


def _reported(
    language: Language, change: SettingChange
) -> tuple[str, dict[str, Spans | TextSpan | ChannelSpan | str]]:
    """What an admin decided about a thanks that was reported, and in which channel it was."""
    _ = language.gettext
    channel = str(change.before[0]) if isinstance(change.before, list) and change.before else ""
    sentence = (
        _("{who} withdrew a thanks in {channel} that somebody had reported")
        if change.after == "withdrawn"
        else _("{who} looked at a thanks in {channel} that somebody had reported, and left it up")
    )
    return sentence, {"channel": ChannelSpan(channel)}


def _lead(
    language: Language, names: Names, change: SettingChange
) -> tuple[str, dict[str, Spans | TextSpan | ChannelSpan | str]]:
    _ = language.gettext
    lead = named(language, names, [change.about])
    before, after = (_circle(language, names, state) for state in (change.before, change.after))
    if not change.after:
        return _("{who} let {lead} no longer care for {before}"), {"lead": lead, "before": before}
    if not change.before:
        return _("{who} let {lead} care for {after}"), {"lead": lead, "after": after}
    places: dict[str, Spans | TextSpan | ChannelSpan | str] = {"lead": lead, "before": before, "after": after}
    return _("{who} let {lead} care for {after}, before that for {before}"), places


def _circle(language: Language, names: Names, state: SettingValue) -> Spans | ChannelSpan | TextSpan:
    """A circle as it was written down: its source, and which one or who."""
    match state:
        case [CircleSource.CHANNEL, channel, *_]:
            return ChannelSpan(channel)
        case [CircleSource.GROUP, group, *handle]:
            return TextSpan(f"@{next(iter(handle), '') or group}")
        case [CircleSource.NAMED, *users] if users:
            return named(language, names, users)
    return TextSpan(language.gettext("nobody"))


def _named_members(state: SettingValue) -> list[str]:
    match state:
        case [CircleSource.NAMED, *users]:
            return users
    return []


def _value(
    language: Language, change: SettingChange
) -> tuple[str, dict[str, Spans | TextSpan | ChannelSpan | str]]:
    _ = language.gettext
    value = _name(change.before) or _name(change.after) or shortened(change.about)
    if change.before is None:
        return _("{who} let the value “{value}” be given"), {"value": value}
    if change.after is None:
        return _("{who} let the value “{value}” be given no longer"), {"value": value}
    # What stays as it was is not told again.
    was, now = _differing(change.before, change.after)
    sentence = _("{who} changed the value “{value}” from “{before}” to “{after}”")
    # Its emoji are shown as such.
    states = {
        place: words(language, {}, escape(_plain(language, state)))
        for place, state in (("before", was), ("after", now))
    }
    return sentence, {**states, "value": value}


def _differing(before: SettingValue, after: SettingValue) -> tuple[SettingValue, SettingValue]:
    """What of two states of a value is not the same in both."""
    match before, after:
        case list(), list() if len(before) == len(after):
            pairs = [(was, now) for was, now in zip(before, after, strict=True) if was != now]
            return [was for was, _ in pairs], [now for _, now in pairs]
    return before, after


def _name(state: SettingValue) -> str:
    """What a value was or is called, which stands first."""
    match state:
        case [str(name), *_] if name:
            return shortened(name)
    return ""


def _plain(language: Language, state: SettingValue) -> str:
    """Something that was written down, however it looks."""
    _ = language.gettext
    match state:
        case None | "" | []:
            shown = _("nothing")
        case list() if not any(state):
            shown = _("nothing")
        case True:
            shown = _("on")
        case False:
            shown = _("off")
        case list():
            shown = " · ".join(str(one) for one in state if one not in (None, ""))
        case _:
            shown = str(state)
    return shown if len(shown) <= MAX_PER_VALUE else shown[:MAX_PER_VALUE] + "…"
