"""Messages that say why a recognition was not recorded, and repeat what was typed."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.domain.ids import UserId
from bot.domain.message_text import MAX_TEXT_LENGTH
from bot.domain.recognition import MAX_RECIPIENTS, ExclusionReason, RefusalReason
from bot.domain.team import MAX_TEAM_SIZE
from bot.slack.features.recognition.edit_views import no_additions_sentence
from bot.slack.features.recognition.typed_recognition import (
    Missing,
    TypedRecognition,
    doubt_sentence,
    name_notes,
)
from bot.slack.features.recognition.views import exclusion_notes
from bot.slack.ui.inline import Names, Spans, fill, join_user_names, slash_command, text_spans
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage, Quote
from bot.slack.ui.phrases import shorten_typed

MAX_REPEATED = 8_000
"""Characters of a refused command that are repeated."""

EXAMPLE = "@maya thanks for staying with that bug until it was gone #problem-solving"


def form_failure_message(language: Language) -> Message:
    """Say that the form did not open in time."""
    sentence = language.gettext("The form didn't open just now, and nothing was changed. Please try again.")
    return build_message([line(fill(sentence))])


def save_failure_message(language: Language, typed: str) -> Message:
    """Say that a command was not saved, and repeat what was typed: Slack never sends it again."""
    sentence = language.gettext(
        "I couldn't save this just now, and nothing was posted. Please try again in a minute."
    )
    return build_message([line(fill(sentence)), *repeat_typed(language, typed)])


def uncertain_save_message(language: Language, typed: str) -> Message:
    """Say that a command may have been saved or not, and repeat what was typed."""
    sentence = language.gettext(
        "I lost my database for a moment, so I can't tell whether this was saved. "
        "Please check before you send it again."
    )
    return build_message([line(fill(sentence)), *repeat_typed(language, typed)])


def answer_failure_message(language: Language) -> Message:
    """Say that a request was saved although its answer could not be made."""
    sentence = language.gettext(
        "That's saved, but something went wrong while I answered. There's no need to send it again."
    )
    return build_message([line(fill(sentence))])


def build_refusal(
    language: Language,
    names: Names,
    reason: RefusalReason,
    users: Mapping[UserId, ExclusionReason],
    typed: str,
    buttons: Sequence[Button] = (),
) -> Message:
    """Say why nothing was recorded, and what to type or press instead; repeat what was typed."""
    _ = language.gettext
    match reason:
        case RefusalReason.NO_RECIPIENTS if set(users.values()) == {ExclusionReason.SELF}:
            sentences = [
                fill(
                    _(
                        "Thanks here go to others, so nothing was sent. Did someone help you? "
                        "They would love to hear it."
                    )
                )
            ]
        case RefusalReason.NO_RECIPIENTS:
            sentences = _no_recipient_sentences(language, names, users)
        case RefusalReason.NO_TEXT:
            sentence = _(
                "One sentence more, please: what was it for? Nothing was sent yet. For example: {example}"
            )
            sentences = [fill(sentence, example=slash_command(language, EXAMPLE))]
        case RefusalReason.TEXT_TOO_LONG:
            sentence = _("That's longer than {most} characters, so nothing was sent.")
            sentences = [fill(sentence, most=language.number(MAX_TEXT_LENGTH))]
        case RefusalReason.TOO_OFTEN:
            sentence = _(
                "That is more thanks in an hour than I can pass on, so this one wasn't sent. Please send it "
                "again a little later."
            )
            sentences = [fill(sentence)]
        case RefusalReason.NO_ADDITIONS:
            sentences = [fill(no_additions_sentence(language))]
        case RefusalReason.TOO_LARGE_TEAM:
            sentence = _(
                "I can thank a team of up to {most} people, so nothing was sent. Is there a smaller one?"
            )
            sentences = [fill(sentence, most=language.number(MAX_TEAM_SIZE))]
        case RefusalReason.TEAM_IN_PRIVATE:
            sentence = _(
                "Privately I can thank up to {most} people, so nothing was sent. In a channel, I can thank "
                "the whole team in your name."
            )
            sentences = [fill(sentence, most=str(MAX_RECIPIENTS))]
        case RefusalReason.TOO_MANY_RECIPIENTS:
            sentence = _(
                "I can thank up to {most} people at once, and nothing was sent. Could you name fewer?"
            )
            sentences = [fill(sentence, most=str(MAX_RECIPIENTS))]
    return build_message(
        [*(line(spans) for spans in sentences), *repeat_typed(language, typed, names), *_button_row(buttons)]
    )


def _no_recipient_sentences(
    language: Language, names: Names, users: Mapping[UserId, ExclusionReason]
) -> list[Spans]:
    """Say why none of those who were named can be thanked, and once that nothing was sent."""
    _ = language.gettext
    sentences = {
        ExclusionReason.BOT: _("{people}: an app can't be thanked, so nothing was sent."),
        ExclusionReason.DEACTIVATED: _("{people}: this account is deactivated, so nothing was sent."),
        ExclusionReason.DECLINED: _(
            "{people}: thanks can't be delivered there, so nothing was sent or saved."
        ),
    }
    reasons = set(users.values())
    if len(reasons) == 1 and (sentence := sentences.get(reasons.pop())):
        return [fill(sentence, people=join_user_names(language, names, list(users)))]
    return [*exclusion_notes(language, names, users), fill(_("So nothing was sent."))]


def empty_group_message(language: Language, typed: str, *, is_known: bool) -> Message:
    """Say that a user group or channel has no members to thank."""
    sentence = (
        language.gettext(
            "No one else is in that group or channel, so nothing was sent. Could you name someone?"
        )
        if is_known
        else language.gettext(
            "I couldn't read who is in that group or channel, so nothing was sent. Could you name them?"
        )
    )
    return build_message([line(fill(sentence)), *repeat_typed(language, typed)])


def no_recipients_message(
    language: Language, incomplete: TypedRecognition, typed: str, buttons: Sequence[Button] = ()
) -> Message:
    """Say that the text names no recipients."""
    _ = language.gettext
    typed_name = incomplete.name
    if notes := name_notes(language, incomplete):
        return build_message([*map(line, notes), *repeat_typed(language, typed), *_button_row(buttons)])
    if typed_name:
        sentence = _(
            "I couldn't tell who “@{name}” is, so nothing was sent. Please choose the name from the list "
            "that Slack shows after “@”."
        )
    else:
        sentence = _("Who would you like to thank? Nothing was sent yet. For example: {example}")
    opening = fill(sentence, name=shorten_typed(typed_name), example=slash_command(language, EXAMPLE))
    return build_message([line(opening), *repeat_typed(language, typed), *_button_row(buttons)])


def doubt_message(
    language: Language, missing: Missing, typed: str, buttons: Sequence[Button] = ()
) -> Message:
    """Say why the giver is asked to check what may be a recognition."""
    sentence = fill("{sentence}", sentence=doubt_sentence(language, missing))
    return build_message([line(sentence), *repeat_typed(language, typed), *_button_row(buttons)])


def _button_row(buttons: Sequence[Button]) -> list[Part]:
    return [Buttons(tuple(buttons))] if buttons else []


def repeat_typed(language: Language, typed: str, names: Names = MappingProxyType({})) -> list[Part]:
    """Return what was typed, as Slack markup to copy; nothing for "".

    `names` are those of users whose mention came without a name.
    """
    if not typed:
        return []
    labelled = _LABELLED.sub(_replace_mention, typed[: 2 * MAX_REPEATED])
    text = labelled if len(labelled) <= MAX_REPEATED else labelled[:MAX_REPEATED] + "…"
    quote = Quote(text_spans(language, names, text))
    return [Passage((Line(fill(language.gettext("You typed:"))), quote))]


_LABELLED = re.compile(r"<(?P<sign>[@#]|!subteam\^)[A-Z0-9]+\|@?(?P<label>[^<>]+)>")


def _replace_mention(mention: re.Match[str]) -> str:
    """Return a mention as the name that Slack sent with it, without a look-up."""
    return ("#" if mention["sign"] == "#" else "@") + mention["label"]
