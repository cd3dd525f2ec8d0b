"""What is said to who writes to the bot in a message of their own."""

from bot.slack.ui.inline import TextSpan, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Passage


def greeting_message(language: Language, thank: Button, turn: int = 0) -> Message:
    """To somebody who writes to the bot directly: who it is, and what can be written here.

    `turn` counts the greetings: no two that follow each other begin alike.
    """
    _ = language.gettext
    lines = (
        ("thanks @maya for …", _("thanks someone, just between you two")),
        ("history", _("shows what you received")),
        ("undo", _("takes your latest thanks back")),
        ("privacy", _("shows what is kept about you and who looked; you choose how you are thanked")),
        ("help", _("shows all that you can type")),
    )
    return build_message(
        [
            line(fill(_greeting_sentence(language, turn))),
            Passage(
                (
                    Line(fill(_("You can write to me here:"))),
                    *(
                        Line(fill("{typed} — {meaning}", typed=TextSpan(typed, code=True), meaning=meaning))
                        for typed, meaning in lines
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
            Buttons((thank,)),
        ]
    )


def introduction_message(language: Language, thank: Button) -> Message:
    """To somebody who mentioned the bot in a channel and nothing else: who it is, and how to thank there."""
    sentence = language.gettext("To thank someone here, write {example}. {help} tells you the rest.")
    return build_message(
        [line(fill(_introduction_sentence(language))), _example_line(sentence), Buttons((thank,))]
    )


def no_recognition_message(language: Language, thank: Button) -> Message:
    """To somebody whose message speaks of the bot, or asks something."""
    sentence = language.gettext(
        "I didn't take your message as thanks, so nothing was kept. To thank someone, write {example}."
    )
    return build_message([_example_line(sentence), Buttons((thank,))])


def not_private_here_message(language: Language) -> Message:
    """To somebody who wished to thank in private, in a message that others read."""
    sentence = language.gettext(
        "Others can read your message here, so I kept nothing. {quietly} thanks someone in private; "
        "you could delete the message."
    )
    return build_message([line(fill(sentence, quietly=slash_command(language, "quietly @maya …")))])


def thanks_reply(language: Language, turn: int = 0) -> Message:
    """To somebody who thanks the bot. `turn` counts such answers: no two that follow each other are alike."""
    _ = language.gettext
    sentences = (
        _("You're welcome! I only pass words on; the kind ones are yours."),
        _("Gladly. If a colleague comes to mind, too, one sentence is enough."),
        _("That's good to read, thank you. I'm here whenever you need me."),
        _("With pleasure. Have a good day!"),
    )
    return build_message([line(fill(sentences[turn % len(sentences)]))])


def not_understood_message(language: Language, thank: Button) -> Message:
    """To somebody whose direct message is no order, no question and no thanks to anyone."""
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
    return build_message([line(spans), Buttons((thank,))])


def _greeting_sentence(language: Language, turn: int) -> str:
    _ = language.gettext
    others = (
        _("Hello again. Did someone make your day easier?"),
        _("Good to hear from you. What can I do?"),
        _("Hello! I keep thanks in people's own words, and I'm glad to help."),
    )
    return others[(turn - 1) % len(others)] if turn else _introduction_sentence(language)


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
