"""What somebody gave and received, on their Home: each thing with all that they can do about it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from bot.domain.recognition import RecognitionView, Source
from bot.domain.user import User
from bot.domain.values import Values
from bot.slack.features.endorsement.comment_views import add_words_button, words_label
from bot.slack.features.endorsement.views import ADD_WORDS
from bot.slack.features.recognition.added_value_views import add_values_button
from bot.slack.features.recognition.dated_recognition import Faces, render_text_first
from bot.slack.features.recognition.recipient_views import received_menu, reply_button
from bot.slack.features.recognition.views import edit_button, undo_button
from bot.slack.ui.inline import ChannelSpan, LinkSpan, Names, Spans, TextSpan, fill, named, plain, words
from bot.slack.ui.language import Language
from bot.slack.ui.message import Button, Buttons, Heading, Line, Part, Passage, Quote, line
from bot.usecases.withdrawals import WithdrawalResult


def given(
    language: Language, names: Names, faces: Faces, values: Values, recognition: RecognitionView, user: User
) -> list[Part]:
    """Render a thanks that somebody gave, in words or by emoji; of others only that they gave it, too."""
    zone = user.timezone
    shown = render_text_first(
        language, names, faces, values, recognition, user.id, zone, pictured=recognition.recipients
    )
    return [*shown, _row(language, names, recognition, user, _about(language, values, recognition, user.id))]


def received(
    language: Language, names: Names, faces: Faces, values: Values, recognition: RecognitionView, user: User
) -> list[Part]:
    """Render a thanks that somebody received, with the reply, and in a menu what else they can do."""
    zone = user.timezone
    shown = render_text_first(
        language, names, faces, values, recognition, user.id, zone, pictured=recognition.givers
    )
    has_replied = any(reply.by == user.id for reply in recognition.replies)
    reply = reply_button(language, names, recognition)
    spoken = language.gettext("{button}, {date}")
    when = language.date(recognition.created_at, zone)
    reply = replace(reply, spoken=spoken.format(button=reply.label, date=when))
    return [
        *shown,
        Buttons(() if has_replied else (reply,), received_menu(language, recognition, can_reply=False)),
    ]


def _row(
    language: Language, names: Names, recognition: RecognitionView, user: User, buttons: Iterable[Button]
) -> Buttons:
    """Many buttons here look alike: to screen readers each tells whom and what day it is about."""
    users = plain(named(language, names, recognition.recipients))
    about = {
        "date": language.date(recognition.endorsed_at or recognition.created_at, user.timezone),
        "people": users,
    }
    sentence = language.gettext("{button}, {date}: {people}")
    return Buttons(tuple(replace(one, spoken=sentence.format(button=one.label, **about)) for one in buttons))


def _about(
    language: Language, values: Values, recognition: RecognitionView, reader: str
) -> tuple[Button, ...]:
    _ = language.gettext
    if recognition.source is Source.REACTION:
        question = _("I forget it, and your words go. The emoji stays on the message until you remove it.")
        return add_words_button(language, recognition, reader), _undo(language, recognition, question)
    question = _("It goes from here and, as far as I can reach it, from Slack.")
    others = [value for value in values.all if value.key not in recognition.values]
    more = (add_values_button(language, recognition),) if others else ()
    return edit_button(language, recognition), *more, _undo(language, recognition, question)


def _undo(language: Language, recognition: RecognitionView, question: str) -> Button:
    """Asks first: here many stand below each other."""
    _ = language.gettext
    confirm = (_("Take this thanks back?"), question, _("Take it back"), _("Keep it"))
    return replace(undo_button(language, recognition), confirm=confirm)


def joined(
    language: Language, names: Names, recognitions: Iterable[RecognitionView], user: User
) -> list[Part]:
    """Thanks of others that somebody joined in; nothing where there are none."""
    _ = language.gettext
    parts: list[Part] = []
    for told in recognitions:
        own = [one.text for one in told.comments if one.user == user.id]
        sentence = fill(
            _("You have joined {givers} in thanking {recipients}."),
            givers=named(language, names, told.givers),
            recipients=named(language, names, told.recipients),
        )
        day = language.date(told.endorsed_at or told.created_at, user.timezone)
        when = TextSpan(f"{day} · ", italic=True)
        spans: Spans = (when, *sentence, TextSpan(" · "), ChannelSpan(told.channel))
        if told.permalink:
            spans = (*spans, TextSpan(" · "), LinkSpan(told.permalink, _("see it")))
        quotes = [Quote(words(language, names, said)) for said in own]
        parts.append(Passage((*quotes, Line(spans))))
        say_more = Button(words_label(language, has_words=bool(own)), ADD_WORDS, told.id)
        question = _("Your voice and your words go. The thanks of the others stays.")
        confirm = (_("Take your voice back?"), question, _("Take it back"), _("Keep it"))
        undo = replace(undo_button(language, told), confirm=confirm)
        parts.append(_row(language, names, told, user, (say_more, undo)))
    return [Heading(_("Where you joined in")), *parts] if parts else []


def taken_back(language: Language, taken: WithdrawalResult) -> Spans:
    """What became of taking something back."""
    _ = language.gettext
    match taken:
        case WithdrawalResult.NOTHING:
            return fill(_("There is nothing left to take back."))
        case WithdrawalResult.WORDS:
            return fill(_("Taken back. Your thanks is gone."))
        case WithdrawalResult.WORDS_OUT_OF_REACH:
            return fill(_("Taken back. A copy stands in a channel that I'm not in; that one I can't remove."))
        case WithdrawalResult.EMOJI:
            return fill(_("Taken back. Your emoji stays on the message until you remove it there."))
        case WithdrawalResult.VOICE:
            return fill(_("Taken back. Your voice is no longer there."))
        case other:
            assert_never(other)


def nothing_given(language: Language) -> list[Part]:
    """There is nothing yet."""
    sentence = language.gettext("Nothing here yet. If someone comes to mind, one sentence is enough.")
    return [line(fill(sentence))]
