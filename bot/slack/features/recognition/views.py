"""Views of recognitions with text: the shout-out, and notes to the giver."""

from collections.abc import Mapping

from bot.domain.commands.thanks_signs import is_spoken_thanks
from bot.domain.ids import UserId
from bot.domain.recognition import ExclusionReason, RecognitionView, Source
from bot.domain.values import Values
from bot.slack.features.endorsement.views import ENDORSE
from bot.slack.features.recognition.edit_views import EDIT
from bot.slack.features.recognition.recipient_views import shout_out_menu
from bot.slack.ui.inline import (
    ChannelSpan,
    LinkSpan,
    Names,
    Spans,
    TextSpan,
    capitalize_start,
    fill,
    join_mentions,
    join_user_names,
    slash_command,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage, Quote
from bot.slack.ui.phrases import (
    credit_lines_with_mentions,
    endorsement_parts,
    join_recipient_mentions,
    join_recipients,
    value_names,
)

UNDO = "undo"
"""The action that withdraws a recognition."""


def build_shout_out(
    language: Language, names: Names, values: Values, recognition: RecognitionView
) -> Message:
    """Render a recognition for its channel, with mentions of givers and recipients.

    A short line names them, so that the text leads; it says "thanks" only if the text doesn't. The top-level
    text, which is also the notification, says it in a sentence.
    """
    _ = language.gettext
    quote = Quote(text_spans(language, names, recognition.text))
    parts: list[Part] = []
    if recognition.source is Source.SHORTCUT and recognition.permalink:
        parts.append(line((LinkSpan(recognition.permalink, _("What it is about")),)))
    parts += (
        Passage(tuple(credit_lines_with_mentions(language, names, credit))) for credit in recognition.credits
    )
    parts += endorsement_parts(language, names, recognition)
    parts.append(
        Buttons((Button(_("Me too"), ENDORSE, recognition.id),), shout_out_menu(language, recognition))
    )
    is_thanking = is_spoken_thanks(recognition.text)
    named = {
        "giver": join_mentions(language, recognition.givers),
        "recipients": join_recipient_mentions(language, recognition),
        "values": value_names(language, values.sort_keys(recognition.values)),
    }
    heading = _heading_spans(language, named, is_thanking=is_thanking)
    notification = _notification_spans(language, named, is_thanking=is_thanking)
    return build_message(
        [Passage((Line(heading), quote)), *parts], spoken=[Passage((Line(notification), quote)), *parts]
    )


def _heading_spans(language: Language, named: Mapping[str, Spans], *, is_thanking: bool) -> Spans:
    """Return giver, recipients and the values: "From @Ana to @Maya · 🤝 collaboration"."""
    _ = language.gettext
    sentence = _("From {giver} to {recipients}") if is_thanking else _("{giver} thanks {recipients}")
    users = capitalize_start(language, fill(sentence, **named))
    return (*users, TextSpan(" · "), *named["values"]) if named["values"] else users


def _notification_spans(language: Language, named: Mapping[str, Spans], *, is_thanking: bool) -> Spans:
    """Return the same as a sentence, for notifications and screen readers."""
    _ = language.gettext
    if is_thanking and named["values"]:
        sentence = _("From {giver} to {recipients}, for {values}:")
    elif is_thanking:
        sentence = _("From {giver} to {recipients}:")
    elif named["values"]:
        sentence = _("{giver} thanks {recipients} for {values}:")
    else:
        sentence = _("{giver} thanks {recipients}:")
    return capitalize_start(language, fill(sentence, **named))


def undo_button(language: Language, recognition: RecognitionView) -> Button:
    """Build the button that withdraws this recognition."""
    return Button(language.gettext("Undo"), UNDO, recognition.id)


def edit_button(language: Language, recognition: RecognitionView) -> Button:
    """Build the button that opens the form with the text of this recognition."""
    return Button(language.gettext("Edit"), EDIT, recognition.id)


def exclusion_notes(language: Language, names: Names, users: Mapping[UserId, ExclusionReason]) -> list[Spans]:
    """Say who was named and gets nothing, and why; one sentence for each reason."""
    _ = language.gettext
    sentences = {
        ExclusionReason.SELF: _(
            "You were among those named; thanks here go to others, so you were left out."
        ),
        ExclusionReason.BOT: _("{people}: an app can't be thanked, so that part was left out."),
        ExclusionReason.DEACTIVATED: _("{people}: this account is deactivated, so nothing was sent there."),
        ExclusionReason.UNREACHABLE: _(
            "{people}: I can't write in private to people of other organisations."
        ),
        ExclusionReason.DECLINED: _(
            "{people}: thanks can't be delivered there, so nothing was saved for them."
        ),
    }
    return [
        fill(
            sentence,
            people=join_user_names(
                language, names, [p for p, exclusion in users.items() if exclusion is reason]
            ),
        )
        for reason, sentence in sentences.items()
        if reason in users.values()
    ]


def direct_message_note(language: Language) -> Spans:
    """Say that a recognition given in a direct or group message stays private."""
    return fill(language.gettext("Thanks given in a direct or group message stay private."))


def unread_group_note(language: Language) -> Spans:
    """Say that the members of a user group or channel could not be read."""
    return fill(
        language.gettext("I couldn't read who is in that group or channel, so its members are left out.")
    )


def withdrawal_message(
    language: Language, names: Names, recognition: RecognitionView, *, out_of_reach: bool
) -> Message:
    """Confirm what was withdrawn."""
    _ = language.gettext
    sentence = _("Your thanks to {recipients} is taken back.")
    parts: list[Part] = [
        Passage(
            (
                Line(fill(sentence, recipients=join_recipients(language, names, recognition))),
                Quote(text_spans(language, names, recognition.text)),
            )
        )
    ]
    if out_of_reach:
        parts.append(
            line(
                fill(
                    _("I'm not in {channel}, so I can't remove the message there."),
                    channel=ChannelSpan(recognition.channel),
                )
            )
        )
    return build_message(parts)


def other_recipients_message(language: Language, names: Names, recognition: RecognitionView) -> Message:
    """Say that the latest recognition went to other users than those named, so it stays."""
    sentence = language.gettext(
        "Your latest thanks went to {people}, so I undid nothing. {undo} takes that one back; "
        "my Home has all you gave."
    )
    users = join_recipients(language, names, recognition)
    return build_message([line(fill(sentence, people=users, undo=slash_command(language, "undo")))])


def nothing_to_undo_message(language: Language) -> Message:
    """Say that there is nothing to withdraw, or that it is withdrawn already."""
    return build_message([line(fill(language.gettext("There's nothing left to undo.")))])


def withdrawn_message(language: Language) -> Message:
    """Answer a button of a recognition that was withdrawn."""
    return build_message(
        [line(fill(language.gettext("This thanks was taken back, so nothing was changed.")))]
    )


def posted_through_you_note(language: Language) -> Spans:
    """Explain why a shout-out in a read-only channel is posted as the giver, and what follows."""
    return fill(
        language.gettext(
            "I'm not allowed to post in this channel, so your thanks went out through you. I may not be able "
            "to change it later."
        )
    )


def invite_note(language: Language) -> Spans:
    """Explain how to invite the bot to this channel."""
    return fill(
        language.gettext(
            "I'm not in this channel yet. Type {invite} here and I can post and tidy up properly."
        ),
        invite=TextSpan("/invite @Hearten", code=True),
    )


def invite_there_note(language: Language) -> Spans:
    """Explain how to invite the bot to a channel other than the reader's current one."""
    sentence = language.gettext(
        "I'm not in that channel yet. Type {invite} there and I can post and tidy up properly."
    )
    return fill(sentence, invite=TextSpan("/invite @Hearten", code=True))
