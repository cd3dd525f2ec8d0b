"""The question that a giver answers before anything is sent."""

from bot.domain import mentions
from bot.domain.ids import UserId
from bot.domain.pending_recognition import PendingDecision, PendingQuestion, PendingRecognition, hide_names
from bot.domain.recognition import HiddenNames
from bot.domain.values import Values
from bot.slack.ui.inline import ChannelSpan, Names, Spans, fill, join_user_names, sort_names, text_spans
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, NoteLine, Part, Passage, Quote
from bot.slack.ui.phrases import join_names_and_teams, value_names

NO_VALUES = Values(())
ANSWER = "answer-question"
"""The action; followed by `:` and the `PendingDecision`."""
REWORD = "reword-question"
"""The action that opens the form for other words, and the form's name."""


def build_question(
    language: Language,
    names: Names,
    pending: PendingRecognition,
    hidden: HiddenNames,
    values: Values = NO_VALUES,
) -> Message:
    """Build the question; `hidden` are the names that the channel must not show.

    `values` are those of the workspace: a workflow may have chosen some.

    The sentences must not reveal why a name is hidden: only its owner may say so.
    """
    match pending.question:
        case PendingQuestion.STEP if not hidden.users:
            return build_message(_step_parts(language, names, pending, values))
        case PendingQuestion.NAMES | PendingQuestion.STEP:
            return build_message(_hidden_names_parts(language, names, pending, hidden))
        case _:
            return build_message(_anonymity_parts(language, names, pending))


def _hidden_names_parts(
    language: Language, names: Names, pending: PendingRecognition, hidden: HiddenNames
) -> list[Part]:
    _ = language.gettext
    first = language.ngettext(
        "Your words name {people}. I can't show that name in a channel, so nothing was sent yet.",
        "Your words name {people}. I can't show those names in a channel, so nothing was sent yet.",
        len(hidden.users),
    )
    without = language.ngettext("Post without the name", "Post without the names", len(hidden.users))
    text = hide_names(pending.text, hidden.users)
    question = (
        _("Post it like this, or send your own words privately to {recipients}?")
        if pending.fits_privately
        else _("Post it like this?")
    )
    is_of_workflow = pending.question is PendingQuestion.STEP
    origin = _("A workflow that you used thanks {recipients} in your name, in {channel}.")
    return [
        *([line(_fill_step(language, names, pending, origin))] if is_of_workflow else []),
        line(fill(first, people=join_user_names(language, names, hidden.users))),
        Passage(
            (
                Line(
                    fill(
                        question,
                        recipients=join_names_and_teams(
                            language, sort_names(language, names, pending.users), pending.teams
                        ),
                    )
                ),
                Quote(text_spans(language, names, text)),
            )
        ),
        Buttons(
            (
                _button(without, PendingDecision.WITHOUT_NAMES, pending),
                *(
                    [_button(_("Send privately"), PendingDecision.PRIVATELY, pending)]
                    if pending.fits_privately
                    else []
                ),
                *([_reword_button(language, pending)] if is_of_workflow else []),
                _button(_("Don't send"), PendingDecision.CANCEL, pending),
            )
        ),
    ]


def _step_parts(language: Language, names: Names, pending: PendingRecognition, values: Values) -> list[Part]:
    _ = language.gettext
    chosen = value_names(language, values.sort_keys(pending.values))
    question = _("A workflow that you used thanks {recipients} in your name. May I post it in {channel}?")
    no_value = _("“{value}” isn't one of the values here, so I left it out.")
    return [
        Passage(
            (
                Line(_fill_step(language, names, pending, question)),
                Quote(text_spans(language, names, pending.text)),
            )
        ),
        *([NoteLine(chosen)] if chosen else []),
        *([NoteLine(fill(no_value, value=pending.unknown_value))] if pending.unknown_value else []),
        Buttons(
            (
                _button(_("Post it"), PendingDecision.POST, pending),
                _button(_("Send privately"), PendingDecision.PRIVATELY, pending),
                _reword_button(language, pending),
                _button(_("Don't send"), PendingDecision.CANCEL, pending),
            )
        ),
        NoteLine(fill(_("Nothing is sent before you choose. After a day I forget it."))),
    ]


def _fill_step(language: Language, names: Names, pending: PendingRecognition, sentence: str) -> Spans:
    return fill(
        sentence,
        recipients=join_names_and_teams(language, sort_names(language, names, pending.users), pending.teams),
        channel=ChannelSpan(pending.channel),
    )


def _anonymity_parts(language: Language, names: Names, pending: PendingRecognition) -> list[Part]:
    _ = language.gettext
    sentence = _("Thanks here carry your name, so nothing was sent yet. Send it privately to {recipients}?")
    return [
        Passage(
            (
                Line(
                    fill(
                        sentence,
                        recipients=join_names_and_teams(
                            language, sort_names(language, names, pending.users), pending.teams
                        ),
                    )
                ),
                Quote(text_spans(language, names, pending.text)),
            )
        ),
        Buttons(
            (
                _button(_("Send privately"), PendingDecision.PRIVATELY, pending),
                _button(_("Don't send"), PendingDecision.CANCEL, pending),
            )
        ),
    ]


def _reword_button(language: Language, pending: PendingRecognition) -> Button:
    return Button(language.gettext("Change the words"), REWORD, pending.deduplication_key)


def _button(label: str, decision: PendingDecision, pending: PendingRecognition) -> Button:
    return Button(label, f"{ANSWER}:{decision}", pending.deduplication_key)


def collect_users(pending: PendingRecognition) -> set[UserId]:
    """Return the users the question may name."""
    return {*pending.users, *mentions.find_mentioned_users(pending.text)}


def cancellation_message(language: Language) -> Message:
    """Confirm that nothing was sent, as the giver decided."""
    return build_message([line(fill(language.gettext("Nothing was sent or saved.")))])


def expired_message(language: Language) -> Message:
    """Say that the question is no longer there to answer."""
    sentence = language.gettext("I no longer have that thanks, and nothing was sent. Please write it again.")
    return build_message([line(fill(sentence))])
