"""What those who are thanked can do about it: the menu, the forms, and what givers read."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, PlainTextInputElement, SectionBlock

from bot.domain.recognition import RecognitionView, Source
from bot.domain.reply import MAX_REPLY_LENGTH, ReplyRefusal
from bot.domain.user import ERASED
from bot.domain.visibility import ThanksPreference
from bot.slack.features.reports.views import MORE, REPORT
from bot.slack.ui.inline import LinkSpan, Names, TextSpan, called, fill, named, opening, slash_command, words
from bot.slack.ui.language import Language
from bot.slack.ui.message import Button, Line, Menu, Message, Part, Passage, Quote, line, message
from bot.slack.ui.modal import View, field, form, notice
from bot.slack.ui.mrkdwn import text_object
from bot.usecases.message_contents import ReplyContent

REPLY = "reply"
SHARE = "share"
TAKE_DOWN = "take-down"
PRIVATELY = "privately"
"""What a button does, or an option of the menu; the first three are names of forms, too."""
WORDS = "words"
"""The field of the reply."""


def about_shout_out(language: Language, told: RecognitionView) -> Menu:
    """What can be done about a shout-out, for everybody who sees it: Slack shows all the same menu."""
    _ = language.gettext
    offered = [
        (_("Reply …"), REPLY),
        (_("Share the credit …"), SHARE),
        (_("Take it down …"), TAKE_DOWN),
        (_("This isn't okay …"), REPORT),
    ]
    return menu(told, offered)


def about_received(
    language: Language, told: RecognitionView, wish: ThanksPreference | None = None, *, can_reply: bool = True
) -> Menu:
    """What a recipient can do about a thanks; with their `wish`, how they are thanked, too.

    It offers no reply unless it `can_reply`: a button beside it does, or there is one already.
    """
    _ = language.gettext
    offered = [(_("Reply …"), REPLY)] if can_reply else []
    if is_shareable(told):
        offered.append((_("Share the credit …"), SHARE))
    offered.append((_("Take it down …"), TAKE_DOWN))
    if wish is ThanksPreference.PUBLICLY:
        offered.append((_("Privately from now on"), PRIVATELY))
    return menu(told, offered)


def menu(told: RecognitionView, offered: Sequence[tuple[str, str]]) -> Menu:
    """Return the menu about a recognition; `offered` are a label and what it does."""
    return Menu(MORE, tuple((label, f"{what}:{told.id}") for label, what in offered))


def is_shareable(told: RecognitionView) -> bool:
    """Whether a recipient is offered to share it. Whether they may is decided when they do."""
    return not told.is_private and told.source is not Source.REACTION


def reply_button(language: Language, names: Names, told: RecognitionView) -> Button:
    """Opens the reply to whoever gave it."""
    _ = language.gettext
    if len(told.givers) == 1 and ERASED not in told.givers:
        label = _("Reply to {giver} …").format(giver=called(language, names, told.givers[0]))
    else:
        label = _("Reply …")
    return Button(label, REPLY, told.id)


def replying(language: Language, names: Names, told: RecognitionView) -> View:
    """The reply to a thanks."""
    _ = language.gettext
    givers = named_plainly(language, names, told.givers)
    element = PlainTextInputElement(multiline=True, max_length=MAX_REPLY_LENGTH, focus_on_load=True)
    hint = _("I bring it in a direct message; nobody else reads it.")
    return form(
        REPLY,
        _("Reply"),
        [field(WORDS, _("Your words to {givers}").format(givers=givers), element, hint=hint)],
        submit=_("Send"),
        close=_("Cancel"),
        context=told.id,
    )


def named_plainly(language: Language, names: Names, users: tuple[str, ...]) -> str:
    """People as in a sentence, where nothing but letters can stand."""
    return "".join(span.text for span in named(language, names, users) if isinstance(span, TextSpan))


def replied(language: Language, names: Names, told: RecognitionView) -> View:
    """What the form becomes when the reply is kept."""
    _ = language.gettext
    sentence = _("Your words are on their way to {givers}.")
    return _notice(_("Reply"), sentence.format(givers=named_plainly(language, names, told.givers)), language)


def not_answered(language: Language, why: ReplyRefusal) -> str:
    """Why there is no reply, in plain text."""
    _ = language.gettext
    match why:
        case ReplyRefusal.GONE:
            return _("This thanks is gone meanwhile, so there is nothing to reply to.")
        case ReplyRefusal.ALREADY:
            return _("You have replied to this one already. A direct message goes on from here.")
        case ReplyRefusal.NO_GIVERS:
            return _("Whoever gave this can't be reached any more, so nothing was sent.")
        case ReplyRefusal.NO_TEXT:
            return _("One word is enough, and it takes at least that.")
        case ReplyRefusal.TEXT_TOO_LONG:
            return _("That is longer than {most} characters. Could it be shorter?").format(
                most=MAX_REPLY_LENGTH
            )


def not_for_you(language: Language) -> Message:
    """The menu of a shout-out, to somebody whom it does not thank."""
    sentence = language.gettext(
        "This is for those who are thanked here. Would you like to say something kind, too? {example}"
    )
    return message([line(fill(sentence, example=slash_command(language, "@name …")))])


def told(sentence: str) -> Message:
    """A sentence by itself."""
    return message([line((TextSpan(sentence),))])


def taking_down(language: Language, recognition: str) -> View:
    """The question before a thanks is taken down."""
    _ = language.gettext
    sentence = _(
        "Nobody will see it as a thanks to you any more. Your reply goes, too, and whoever you shared it "
        "with is thanked no longer. This can't be undone."
    )
    return form(
        TAKE_DOWN,
        _("Take it down?"),
        [_paragraph(sentence)],
        submit=_("Take it down"),
        close=_("Leave it"),
        context=recognition,
    )


def taken_down(language: Language, *, is_done: bool) -> View:
    """What the question becomes."""
    _ = language.gettext
    sentence = (
        _("Taken down. Nobody will see it as a thanks to you any more.")
        if is_done
        else _("This thanks is gone already.")
    )
    return _notice(_("Take it down"), sentence, language)


def privately(language: Language) -> Message:
    """To somebody who chose to be thanked in private."""
    sentence = language.gettext(
        "From now on, thanks reach you in private. No channel and no digest will show them. "
        "{privacy} changes it."
    )
    return message([line(fill(sentence, privacy=slash_command(language, "privacy")))])


def answered(language: Language, names: Names, content: ReplyContent) -> Message:
    """To a giver: what somebody whom they thanked says back, and what they had said."""
    return message(answered_parts(language, names, content))


def answered_parts(language: Language, names: Names, content: ReplyContent) -> list[Part]:
    """The same among other things."""
    _ = language.gettext
    recognition = content.recognition
    if recognition.permalink:
        sentence = _("{person} answers your thanks ({message}):")
    else:
        sentence = _("{person} answers your thanks:")
    first = fill(
        sentence,
        person=named(language, names, [content.reply.by]),
        message=LinkSpan(recognition.permalink, _("see it")) if recognition.permalink else "",
    )
    parts: list[Part] = [Passage((Line(opening(language, first)), Quote((TextSpan(content.reply.text),))))]
    if recognition.text:
        said = Line(fill(_("You had said:")))
        parts.append(Passage((said, Quote(words(language, names, recognition.text)))))
    return parts


def _notice(title: str, sentence: str, language: Language) -> View:
    return notice(title, [_paragraph(sentence)], close=language.gettext("Close"))


def _paragraph(sentence: str) -> Block:
    return SectionBlock(text=text_object([TextSpan(sentence)]))
