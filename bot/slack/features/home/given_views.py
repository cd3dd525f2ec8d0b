"""What a user gave and received, on their Home, with what they can do about each."""

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from bot.domain.ids import UserId
from bot.domain.recognition import RecognitionView, Source
from bot.domain.user import User
from bot.domain.values import Values
from bot.slack.features.endorsement.comment_views import comment_button, comment_label
from bot.slack.features.endorsement.views import COMMENT
from bot.slack.features.recognition.added_value_views import add_values_button
from bot.slack.features.recognition.dated_recognition import Faces, render_text_first
from bot.slack.features.recognition.recipient_views import received_menu, reply_button
from bot.slack.features.recognition.views import edit_button, undo_button
from bot.slack.ui.inline import (
    ChannelSpan,
    LinkSpan,
    Names,
    Spans,
    TextSpan,
    fill,
    join_user_names,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import line
from bot.slack.ui.parts import Button, Buttons, Heading, Line, Part, Passage, Quote
from bot.slack.ui.phrases import join_recipients, recipients_label
from bot.usecases.withdrawals import WithdrawalResult


def build_given(
    language: Language, names: Names, faces: Faces, values: Values, recognition: RecognitionView, user: User
) -> list[Part]:
    """Build a recognition that the user gave; of other givers it only says that they gave it, too."""
    zone = user.timezone
    text_parts = render_text_first(
        language, names, faces, values, recognition, user.id, zone, pictured=recognition.recipients
    )
    return [
        *text_parts,
        _button_row(
            language, names, recognition, user, _given_buttons(language, values, recognition, user.id)
        ),
    ]


def build_received(
    language: Language, names: Names, faces: Faces, values: Values, recognition: RecognitionView, user: User
) -> list[Part]:
    """Build a recognition that the user received, with the reply, and a menu of actions."""
    zone = user.timezone
    text_parts = render_text_first(
        language, names, faces, values, recognition, user.id, zone, pictured=recognition.givers
    )
    has_replied = any(reply.by == user.id for reply in recognition.replies)
    reply = reply_button(language, names, recognition)
    spoken = language.gettext("{button}, {date}")
    day = language.date(recognition.created_at, zone)
    reply = replace(reply, spoken=spoken.format(button=reply.label, date=day))
    return [
        *text_parts,
        Buttons(() if has_replied else (reply,), received_menu(language, recognition, can_reply=False)),
    ]


def _button_row(
    language: Language, names: Names, recognition: RecognitionView, user: User, buttons: Iterable[Button]
) -> Buttons:
    """Return buttons with labels for screen readers, which say the recipients and the day."""
    users = recipients_label(language, names, recognition)
    about = {
        "date": language.date(recognition.endorsed_at or recognition.created_at, user.timezone),
        "people": users,
    }
    sentence = language.gettext("{button}, {date}: {people}")
    return Buttons(
        tuple(replace(button, spoken=sentence.format(button=button.label, **about)) for button in buttons)
    )


def _given_buttons(
    language: Language, values: Values, recognition: RecognitionView, reader: UserId
) -> tuple[Button, ...]:
    _ = language.gettext
    if recognition.source is Source.REACTION:
        question = _("I forget it, and your words go. The emoji stays on the message until you remove it.")
        return comment_button(language, recognition, reader), _undo_button(language, recognition, question)
    question = _("It goes from here and, as far as I can reach it, from Slack.")
    others = [value for value in values.all if value.key not in recognition.values]
    more = (add_values_button(language, recognition),) if others else ()
    return edit_button(language, recognition), *more, _undo_button(language, recognition, question)


def _undo_button(language: Language, recognition: RecognitionView, question: str) -> Button:
    """Return an undo button that asks first, because many are below each other."""
    _ = language.gettext
    confirm = (_("Take this thanks back?"), question, _("Take it back"), _("Keep it"))
    return replace(undo_button(language, recognition), confirm=confirm)


def build_endorsed(
    language: Language, names: Names, recognitions: Iterable[RecognitionView], user: User
) -> list[Part]:
    """Return recognitions that the user endorsed; nothing if there are none."""
    _ = language.gettext
    parts: list[Part] = []
    for recognition in recognitions:
        own_comments = [comment.text for comment in recognition.comments if comment.user == user.id]
        sentence = fill(
            _("You have joined {givers} in thanking {recipients}."),
            givers=join_user_names(language, names, recognition.givers),
            recipients=join_recipients(language, names, recognition),
        )
        day = language.date(recognition.endorsed_at or recognition.created_at, user.timezone)
        day_span = TextSpan(f"{day} · ", italic=True)
        spans: Spans = (day_span, *sentence, TextSpan(" · "), ChannelSpan(recognition.channel))
        if recognition.permalink:
            spans = (*spans, TextSpan(" · "), LinkSpan(recognition.permalink, _("see it")))
        quotes = [Quote(text_spans(language, names, comment_text)) for comment_text in own_comments]
        parts.append(Passage((*quotes, Line(spans))))
        say_more = Button(comment_label(language, has_comment=bool(own_comments)), COMMENT, recognition.id)
        question = _("This removes your “Me too” and your words. The others' thanks stays.")
        confirm = (_("Undo your “Me too”?"), question, _("Take it back"), _("Keep it"))
        undo = replace(undo_button(language, recognition), confirm=confirm)
        parts.append(_button_row(language, names, recognition, user, (say_more, undo)))
    return [Heading(_("Where you joined in")), *parts] if parts else []


def withdrawal_note(language: Language, withdrawn: WithdrawalResult) -> Spans:
    """Say what became of a withdrawal."""
    _ = language.gettext
    match withdrawn:
        case WithdrawalResult.NOTHING:
            return fill(_("There's nothing left to undo."))
        case WithdrawalResult.WORDS:
            return fill(_("Taken back. Your thanks is gone."))
        case WithdrawalResult.WORDS_OUT_OF_REACH:
            return fill(_("Removed. A copy is in a channel that I'm not in; I can't remove that one."))
        case WithdrawalResult.EMOJI:
            return fill(_("Taken back. Your emoji stays on the message until you remove it there."))
        case WithdrawalResult.VOICE:
            return fill(_("Undone. Your “Me too” is no longer there."))
        case refusal:
            assert_never(refusal)


def empty_note(language: Language) -> list[Part]:
    """Say that nothing was given yet."""
    sentence = language.gettext("Nothing here yet. If someone comes to mind, one sentence is enough.")
    return [line(fill(sentence))]
