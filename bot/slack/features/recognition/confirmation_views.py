"""The private answer to a giver: where their recognition goes, and who gets it how."""

from collections.abc import Iterable, Sequence

from bot.domain.commands.command import NearMiss
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.recipient_groups import RecipientGroups, ShoutOutState
from bot.domain.recognition import RecognitionView
from bot.domain.team import Team
from bot.domain.values import Value, Values
from bot.slack.features.recognition.views import edit_button, undo_button
from bot.slack.ui.inline import (
    ChannelSpan,
    Names,
    Spans,
    TextSpan,
    capitalize_start,
    fill,
    join_user_names,
    slash_command,
    sort_names,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage, Quote, Select
from bot.slack.ui.phrases import join_names_and_teams, shorten_typed, value_names
from bot.slack.ui.value_translations import translate_value

ADD_VALUE = "add-value"
"""The action that adds a value: a button, with `:` and the value's key after it and the recognition's id as
its value, or a menu, whose options are as `value_option` writes them."""
MAX_OFFERED = 20
"""Values in the menu, and as buttons. The form for editing has all of them."""
MAX_BUTTONS = 22
"""Buttons beside Undo, Edit and the menu: Slack takes 25 in a row."""


def build_confirmation(
    language: Language,
    names: Names,
    values: Values,
    recognition: RecognitionView,
    *,
    state: ShoutOutState,
    groups: RecipientGroups,
    shows_values: bool = False,
    details: Sequence[Spans] = (),
    near: Sequence[NearMiss] = (),
    more_buttons: Sequence[Button] = (),
) -> Message:
    """Say what happens to a giver's recognition; Undo comes first.

    The text is repeated only if no shout-out shows it, and so are the values unless `shows_values`.
    """
    _ = language.gettext
    sentences = describe_reach(language, names, recognition.channel, state, groups, recognition.teams)
    first = Line(_join_sentences(sentences))
    is_shown = state in (ShoutOutState.COMING, ShoutOutState.POSTED)
    quote = () if is_shown else (Quote(text_spans(language, names, recognition.text)),)
    parts: list[Part] = [Passage((first, *quote))]
    carried = values.sort_keys(recognition.values)
    if carried and (shows_values or not is_shown):
        parts.append(line(fill(_("Thanked for {values}."), values=value_names(language, carried))))
    parts += (line(detail) for detail in details)
    near_values = _near_values(values, near, carried)
    for value, typed in near_values.items():
        sentence = _("“#{typed}” stays in your words. Did you mean {value}?")
        parts.append(line(fill(sentence, typed=shorten_typed(typed), value=value_names(language, [value]))))
    buttons = [*more_buttons, *(_value_button(language, recognition, value) for value in near_values)][
        :MAX_BUTTONS
    ]
    others = [value for value in values.all if value not in carried and value not in near_values]
    parts.append(
        Buttons(
            (undo_button(language, recognition), edit_button(language, recognition), *buttons),
            _value_menu(language, recognition, others[:MAX_OFFERED]),
        )
    )
    return build_message(parts)


def describe_reach(
    language: Language,
    names: Names,
    channel: ChannelId,
    state: ShoutOutState,
    groups: RecipientGroups,
    teams: Sequence[Team] = (),
) -> list[Spans]:
    """Return sentences that name each recipient once, with how the recognition reaches them.

    What is said of `teams` is the same whatever their members wish.
    """
    _, ngettext = language.gettext, language.ngettext
    sentences: list[Spans] = []
    channel_span, history = ChannelSpan(channel), slash_command(language, "history")

    def add_sentence(sentence: str, users: Sequence[UserId], teams: Sequence[Team] = ()) -> None:
        people = join_names_and_teams(language, sort_names(language, names, users), teams)
        filled = fill(sentence, people=people, channel=channel_span, history=history)
        sentences.append(capitalize_start(language, filled))

    if state is not ShoutOutState.NONE:
        # Where a team finds what is not in the channel is said below.
        shown = () if state is ShoutOutState.MISSING else teams
        # "Thanks for someone" means nothing.
        is_named = bool(shown) or any(names.get(user) for user in groups.in_channel)
        add_sentence(_shout_out_sentence(language, state, is_named=is_named), groups.in_channel, shown)
    if teams and state is not ShoutOutState.NONE:
        add_sentence(
            ngettext(
                "The team's members find it in their {history}, and no one is notified.",
                "The teams' members find it in their {history}, and no one is notified.",
                len(teams),
            ),
            (),
        )
    if users := groups.absent:
        add_sentence(
            ngettext(
                "{people} isn't in that channel and gets it in a message.",
                "{people} aren't in that channel and get it in a message.",
                len(users),
            ),
            users,
        )
    if users := groups.absent_without_messages:
        add_sentence(
            ngettext(
                "{people} isn't in that channel and can read it in {history}.",
                "{people} aren't in that channel and can read it in {history}.",
                len(users),
            ),
            users,
        )
    if users := groups.absent_foreign:
        add_sentence(
            ngettext(
                "{people} isn't in that channel, and I can't write to people of other organisations.",
                "{people} aren't in that channel, and I can't write to people of other organisations.",
                len(users),
            ),
            users,
        )
    if users := groups.private:
        add_sentence(ngettext("{people} gets it privately.", "{people} get it privately.", len(users)), users)
    if users := groups.private_without_messages:
        add_sentence(_("{people} can read it privately in {history}."), users)
    return sentences


def _shout_out_sentence(language: Language, state: ShoutOutState, *, is_named: bool) -> str:
    _ = language.gettext
    match state:
        case ShoutOutState.COMING:
            return (
                _("I'll post this in {channel} for {people}.")
                if is_named
                else _("I'll post this in {channel}.")
            )
        case ShoutOutState.POSTED:
            return _("Posted in {channel} for {people}.") if is_named else _("Posted in {channel}.")
        case _:
            return (
                _("This isn't in {channel}. {people} can read it in {history}.")
                if is_named
                else _("This isn't in {channel}.")
            )


def _join_sentences(sentences: Iterable[Spans]) -> Spans:
    """Return sentences as one paragraph."""
    spans: Spans = ()
    for sentence in sentences:
        spans = (*spans, TextSpan(" "), *sentence) if spans else sentence
    return spans


def value_option(recognition: RecognitionId, key: str) -> str:
    """Return the value of an option that adds the value `key` to a recognition."""
    return f"{recognition}:{key}"


def _value_menu(
    language: Language, recognition: RecognitionView, values_to_offer: Sequence[Value]
) -> Select | None:
    if not values_to_offer:
        return None
    options = tuple(
        (_label(language, value), value_option(recognition.id, value.key)) for value in values_to_offer
    )
    return Select(ADD_VALUE, language.gettext("Add a value"), options)


def _value_button(language: Language, recognition: RecognitionView, value: Value) -> Button:
    label = language.gettext("Add {value}").format(value=_label(language, value))
    return Button(label, f"{ADD_VALUE}:{value.key}", recognition.id)


def _label(language: Language, value: Value) -> str:
    value = translate_value(language, value)
    return f"{value.character or f':{value.emoji}:'} {value.name}"


def _near_values(values: Values, near: Sequence[NearMiss], carried: Sequence[Value]) -> dict[Value, str]:
    """Return the values that were nearly named, with what was typed; at most `MAX_OFFERED`."""
    near_values: dict[Value, str] = {}
    for miss in near:
        if (value := values.get(miss.value)) and value not in carried and len(near_values) < MAX_OFFERED:
            near_values.setdefault(value, miss.typed)
    return near_values


def mentioned_note(language: Language, names: Names, users: Sequence[UserId]) -> list[Spans]:
    """Say who is named in the text without being thanked; nothing if there are none."""
    if not users:
        return []
    sentence = language.ngettext("{people} is only mentioned.", "{people} are only mentioned.", len(users))
    return [fill(sentence, people=join_user_names(language, names, users))]
