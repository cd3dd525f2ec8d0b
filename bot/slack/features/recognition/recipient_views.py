"""Views for recipients: the menu, the forms, and what givers read about their actions."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, PlainTextInputElement, SectionBlock

from bot.domain.ids import RecognitionId, UserId
from bot.domain.recognition import RecognitionView, Source
from bot.domain.reply import MAX_REPLY_LENGTH, ReplyRefusal
from bot.domain.user import ERASED
from bot.domain.visibility import ThanksPreference
from bot.slack.features.reports.views import MORE, REPORT
from bot.slack.ui.inline import (
    LinkSpan,
    Names,
    TextSpan,
    address_user,
    capitalize_start,
    fill,
    join_user_names,
    slash_command,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, field, form, notice
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.parts import Button, Line, Menu, Part, Passage, Quote
from bot.usecases.message_contents import ReplyContent

REPLY = "reply"
SHARE = "share"
TAKE_DOWN = "take-down"
PRIVATELY = "privately"
"""What a button does, or an option of the menu; the first three are names of forms, too."""
TEXT = "text"
"""The field of the reply."""


def shout_out_menu(language: Language, recognition: RecognitionView) -> Menu:
    """Build the menu of a shout-out, the same for all its readers: Slack shows one menu to all."""
    _ = language.gettext
    menu_items = [
        (_("Reply …"), REPLY),
        *([] if _is_to_team_alone(recognition) else [(_("Share the credit …"), SHARE)]),
        (_("Take it down …"), TAKE_DOWN),
        (_("This isn't okay …"), REPORT),
    ]
    return build_menu(recognition, menu_items)


def received_menu(
    language: Language,
    recognition: RecognitionView,
    preference: ThanksPreference | None = None,
    *,
    can_reply: bool = True,
) -> Menu:
    """Build a recipient's menu; with their `preference`, it also offers to change that.

    `can_reply` is False if there is a reply button beside it, or a reply already.
    """
    _ = language.gettext
    menu_items = [(_("Reply …"), REPLY)] if can_reply else []
    if is_shareable(recognition):
        menu_items.append((_("Share the credit …"), SHARE))
    menu_items.append((_("Take it down …"), TAKE_DOWN))
    if preference is ThanksPreference.PUBLICLY:
        menu_items.append((_("Privately from now on"), PRIVATELY))
    return build_menu(recognition, menu_items)


def build_menu(recognition: RecognitionView, menu_items: Sequence[tuple[str, str]]) -> Menu:
    """Build the menu about a recognition; `menu_items` are pairs of a label and an action."""
    return Menu(MORE, tuple((label, f"{what}:{recognition.id}") for label, what in menu_items))


def is_shareable(recognition: RecognitionView) -> bool:
    """Return True if sharing is offered. Whether it's allowed is decided when it happens."""
    is_by_emoji = recognition.source is Source.REACTION
    return not (recognition.is_private or is_by_emoji or _is_to_team_alone(recognition))


def _is_to_team_alone(recognition: RecognitionView) -> bool:
    """Return True if no person was named: nobody shares the credit of a team."""
    return bool(recognition.teams) and not recognition.recipients


def reply_button(language: Language, names: Names, recognition: RecognitionView) -> Button:
    """Build the button that opens the reply to the givers."""
    _ = language.gettext
    if len(recognition.givers) == 1 and ERASED not in recognition.givers:
        label = _("Reply to {giver} …").format(giver=address_user(language, names, recognition.givers[0]))
    else:
        label = _("Reply …")
    return Button(label, REPLY, recognition.id)


def build_reply_form(language: Language, names: Names, recognition: RecognitionView) -> View:
    """Build the form for a reply to a recognition."""
    _ = language.gettext
    givers = join_names(language, names, recognition.givers)
    element = PlainTextInputElement(multiline=True, max_length=MAX_REPLY_LENGTH, focus_on_load=True)
    hint = _("I bring it in a direct message; no one else reads it.")
    return form(
        REPLY,
        _("Reply"),
        [field(TEXT, _("Your words to {givers}").format(givers=givers), element, hint=hint)],
        submit=_("Send"),
        close=_("Cancel"),
        context=recognition.id,
    )


def join_names(language: Language, names: Names, users: tuple[UserId, ...]) -> str:
    """Return names as in a sentence, as plain text."""
    return "".join(
        span.text for span in join_user_names(language, names, users) if isinstance(span, TextSpan)
    )


def reply_notice(language: Language, names: Names, recognition: RecognitionView) -> View:
    """Confirm in the form's place that the reply was saved."""
    _ = language.gettext
    sentence = _("Your words are on their way to {givers}.")
    return _notice(
        _("Reply"), sentence.format(givers=join_names(language, names, recognition.givers)), language
    )


def reply_refusal_sentence(language: Language, refusal: ReplyRefusal) -> str:
    """Say why there is no reply, in plain text."""
    _ = language.gettext
    match refusal:
        case ReplyRefusal.GONE:
            return _("This thanks is gone meanwhile, so there is nothing to reply to.")
        case ReplyRefusal.ALREADY:
            return _("You have replied to this one already. To say more, send a direct message.")
        case ReplyRefusal.NO_GIVERS:
            return _("The giver can no longer be reached, so nothing was sent.")
        case ReplyRefusal.NO_TEXT:
            return _("One word is enough, and it takes at least that.")
        case ReplyRefusal.TEXT_TOO_LONG:
            return _("That is longer than {most} characters. Could it be shorter?").format(
                most=MAX_REPLY_LENGTH
            )


def not_recipient_message(language: Language) -> Message:
    """Say that the menu is for the recipients only."""
    sentence = language.gettext(
        "This is for those who are thanked here. Would you like to say something kind, too? {example}"
    )
    return build_message([line(fill(sentence, example=slash_command(language, "@name …")))])


def sentence_message(sentence: str) -> Message:
    """Return a message of one sentence."""
    return build_message([line((TextSpan(sentence),))])


def build_take_down_form(language: Language, recognition: RecognitionId) -> View:
    """Ask before a recognition is taken down."""
    _ = language.gettext
    sentence = _(
        "It will no longer show as a thanks to you. If you replied or shared the credit, that's removed, "
        "too. This can't be undone."
    )
    return form(
        TAKE_DOWN,
        _("Take it down?"),
        [_paragraph(sentence)],
        submit=_("Take it down"),
        close=_("Leave it"),
        context=recognition,
    )


def taken_down_notice(language: Language, *, is_done: bool) -> View:
    """Confirm in the form's place that it was taken down, or gone before."""
    _ = language.gettext
    sentence = (
        _("Taken down. It no longer shows as a thanks to you.")
        if is_done
        else _("This thanks is gone already.")
    )
    return _notice(_("Take it down"), sentence, language)


def private_from_now_on_message(language: Language) -> Message:
    """Confirm that the reader is thanked in private from now on."""
    sentence = language.gettext(
        "From now on, thanks reach you in private. No channel and no digest will show them. "
        "{privacy} changes it."
    )
    return build_message([line(fill(sentence, privacy=slash_command(language, "privacy")))])


def build_reply_message(language: Language, names: Names, content: ReplyContent) -> Message:
    """Notify a giver of a recipient's reply, with the text of the recognition."""
    return build_message(build_reply_parts(language, names, content))


def build_reply_parts(language: Language, names: Names, content: ReplyContent) -> list[Part]:
    """Return the reply and the text of the recognition as parts of a message."""
    _ = language.gettext
    recognition = content.recognition
    if recognition.permalink:
        sentence = _("{person} answers your thanks ({message}):")
    else:
        sentence = _("{person} answers your thanks:")
    first = fill(
        sentence,
        person=join_user_names(language, names, [content.reply.by]),
        message=LinkSpan(recognition.permalink, _("see it")) if recognition.permalink else "",
    )
    parts: list[Part] = [
        Passage((Line(capitalize_start(language, first)), Quote((TextSpan(content.reply.text),))))
    ]
    if recognition.text:
        intro = Line(fill(_("You had said:")))
        parts.append(Passage((intro, Quote(text_spans(language, names, recognition.text)))))
    return parts


def _notice(title: str, sentence: str, language: Language) -> View:
    return notice(title, [_paragraph(sentence)], close=language.gettext("Close"))


def _paragraph(sentence: str) -> Block:
    return SectionBlock(text=text_object([TextSpan(sentence)]))
