"""Answers to messages to the bot that are not commands."""

from bot.slack.ui.inline import TextSpan, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Passage


def greeting_message(language: Language, button: Button, count: int = 0) -> Message:
    """Greet the author of a direct message, and list what they can write.

    `count` is the number of earlier greetings: no two in a row begin alike.
    """
    _ = language.gettext
    lines = (
        ("thanks @maya for …", _("thanks someone, just between you two")),
        ("history", _("shows what you received")),
        ("undo", _("takes your latest thanks back")),
        ("privacy", _("shows what I store about you and who looked; you choose how you are thanked")),
        ("help", _("shows all that you can type")),
    )
    return build_message(
        [
            line(fill(_greeting_sentence(language, count))),
            Passage(
                (
                    Line(fill(_("You can write to me here:"))),
                    *(
                        Line(fill("{typed} — {meaning}", typed=TextSpan(command, code=True), meaning=meaning))
                        for command, meaning in lines
                    ),
                )
            ),
            line(
                fill(
                    _("For all to read, write {mention} in a channel, or {command}."),
                    mention=TextSpan("@Hearten thanks @maya for …", code=True),
                    command=slash_command(language, "@maya thanks for …"),
                )
            ),
            Buttons((button,)),
        ]
    )


def introduction_message(language: Language, button: Button) -> Message:
    """Introduce the bot to a user who only mentioned it in a channel, and explain how to thank."""
    sentence = language.gettext("To thank someone here, write {example}. {help} shows the rest.")
    return build_message(
        [line(fill(_introduction_sentence(language))), _example_line(sentence), Buttons((button,))]
    )


def no_recognition_message(language: Language, button: Button) -> Message:
    """Say that a message was not taken as a recognition: it is about the bot, or a question."""
    sentence = language.gettext(
        "I didn't take your message as thanks, so nothing was saved. To thank someone, write {example}."
    )
    return build_message([_example_line(sentence), Buttons((button,))])


def not_private_here_message(language: Language) -> Message:
    """Say that others can read the message, so a private recognition was not recorded from it."""
    sentence = language.gettext(
        "Others can read your message here, so I saved nothing. {quietly} thanks someone in private; you "
        "could delete the message."
    )
    return build_message([line(fill(sentence, quietly=slash_command(language, "quietly @maya …")))])


def thanks_reply(language: Language, count: int = 0) -> Message:
    """Answer thanks to the bot; `count` is the number of earlier answers: no two in a row are alike."""
    _ = language.gettext
    sentences = (
        _("You're welcome! I only pass words on; the kind ones are yours."),
        _("Gladly. If a colleague comes to mind, too, one sentence is enough."),
        _("That's good to read, thank you. I'm here whenever you need me."),
        _("With pleasure. Have a good day!"),
    )
    return build_message([line(fill(sentences[count % len(sentences)]))])


def not_understood_message(language: Language, button: Button) -> Message:
    """Answer a direct message that is no command, no question and no recognition."""
    sentence = language.gettext(
        "I'm not sure what you mean. I can pass on thanks, show your {history}, {undo} and more; {help} "
        "lists it."
    )
    spans = fill(
        sentence,
        history=TextSpan("history", code=True),
        undo=TextSpan("undo", code=True),
        help=TextSpan("help", code=True),
    )
    return build_message([line(spans), Buttons((button,))])


def _greeting_sentence(language: Language, count: int) -> str:
    _ = language.gettext
    later_greetings = (
        _("Hello again. Did someone make your day easier?"),
        _("Good to hear from you. What can I do?"),
        _("Hello! I keep thanks in people's own words, and I'm glad to help."),
    )
    return later_greetings[(count - 1) % len(later_greetings)] if count else _introduction_sentence(language)


def _introduction_sentence(language: Language) -> str:
    return language.gettext(
        "Hello, I'm Hearten. I keep thanks in people's own words: no points, no rankings, no AI."
    )


def _example_line(sentence: str) -> Passage:
    return line(
        fill(
            sentence,
            example=TextSpan("@Hearten thanks @maya for …", code=True),
            help=TextSpan("@Hearten help", code=True),
        )
    )
