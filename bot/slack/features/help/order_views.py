"""Answers to orders and questions that name users but are not recognitions."""

from bot.domain.commands.order_topics import Topic
from bot.domain.commands.parse_error import ParseErrorKind
from bot.slack.ui.inline import Spans, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line


def no_ranking_message(language: Language) -> Message:
    """Answer a question about points, numbers or rankings."""
    sentence = language.gettext(
        "I keep words, not points, so no one is ranked: {history} shows what people wrote to you, "
        "{digest} a channel's week."
    )
    history, digest = slash_command(language, "history"), slash_command(language, "digest preview")
    return build_message([line(fill(sentence, history=history, digest=digest))])


def order_spans(language: Language, topic: Topic, typed: str) -> Spans:
    """Say why an order was not followed, and what to do instead; `typed` is the order."""
    return fill(
        _order_sentence(language, topic),
        got=typed,
        command=slash_command(language, topic.command),
        give=slash_command(language, "@maya thanks for …"),
    )


def no_thanks_spans(language: Language, kind: ParseErrorKind) -> Spans:
    """Say why a text that names users but doesn't thank them was not posted, and what to do instead."""
    _ = language.gettext
    match kind:
        case ParseErrorKind.MESSAGE:
            sentence = _(
                "I only pass on thanks, so I posted nothing. For anything else, please write to them "
                "directly. {give} thanks someone."
            )
        case ParseErrorKind.GREETING:
            sentence = _(
                "That reads like a greeting, so I posted nothing. To thank someone, say what for: {give}."
            )
        case _:
            sentence = _(
                "That doesn't read like thanks, so I posted nothing. If something's wrong, talk to them "
                "or to someone you trust. {give} thanks someone."
            )
    return fill(sentence, give=slash_command(language, "@maya thanks for …"))


def _order_sentence(language: Language, topic: Topic) -> str:
    _ = language.gettext
    match topic:
        case Topic.REPORT:
            return _(
                "I posted nothing. To report a shout-out, open its three dots and choose “This isn't okay”."
            )
        case Topic.EDIT:
            return _("I posted nothing. To change your words, press Edit below my answer, or on my Home.")
        case Topic.UNDO | Topic.REMOVE:
            return _(
                "I posted and removed nothing. {command} takes your latest thanks back; my Home has all "
                "you gave."
            )
        case Topic.FORGET:
            return _("I posted nothing. Only you can have your own name erased; {command} explains it.")
        case Topic.PRIVACY:
            return _(
                "I posted nothing. {command} shows your choices: how you're thanked, and when I write to you."
            )
        case Topic.HISTORY:
            return _(
                "That reads like a question, so I posted nothing. {command} shows your own thanks; {give}"
                " thanks someone."
            )
        case Topic.HELP:
            return _(
                "“{got}” reads like a request, so I posted nothing. {command} shows what I can do; {give}"
                " thanks someone."
            )
        case Topic.LANGUAGE:
            return _(
                "I posted nothing. I write to you in your Slack's language; admins choose the one for "
                "channels with {command}."
            )
    return _("“{got}” reads like a request, so I posted nothing. {command} does that; {give} thanks someone.")


def button_hints(language: Language) -> dict[Topic, str]:
    """Return hints for what is done with buttons, not by typing."""
    _ = language.gettext
    return {
        Topic.EDIT: _("To change your words, press Edit below my answer to you, or on my Home."),
        Topic.REMOVE: _("On my Home you can undo anything you gave."),
        Topic.REPORT: _("To report a shout-out, open its three dots and choose “This isn't okay”."),
        Topic.LANGUAGE: _("I write to you in your Slack's language. Admins choose the one for channels."),
        Topic.SETTINGS: _("The admins of this workspace decide how Hearten is set up."),
    }
