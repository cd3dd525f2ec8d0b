"""Messages about keepsakes."""

from datetime import datetime

from bot.domain.delivery import GiveUpReason
from bot.domain.keepsake import YearDay
from bot.domain.outbox_messages import Keepsake, KeepsakeFailureNotice
from bot.slack.ui.inline import Spans, TextSpan, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Part
from bot.usecases.keepsakes import KeepsakeRequest

STOP = "keepsake-stop"
"""The action of the button that ends yearly keepsakes."""


def confirmation_message(language: Language, result: KeepsakeRequest) -> Message:
    """Confirm that a keepsake is being made, or say why it is not."""
    _ = language.gettext
    match result:
        case KeepsakeRequest.STARTED:
            sentence = _(
                "I'm making your keepsake. You'll get it in a direct message in a moment: your good words as "
                "a page and as a PDF, for you alone."
            )
        case KeepsakeRequest.UNDER_WAY:
            sentence = _("It's on its way already. You'll get it once, in a direct message.")
        case KeepsakeRequest.EMPTY:
            sentence = _("There's nothing from that time, so I made nothing. {all} takes all that I keep.")
    return build_message([line(fill(sentence, all=slash_command(language, "keepsake all")))])


def upload_message(language: Language, message: Keepsake, *, has_pdf: bool = True) -> Message:
    """Introduce the files; without `has_pdf` it is the page alone."""
    _ = language.gettext
    if message.is_yearly:
        greeting = _("It's the day you chose. Here are the good words of your year, for you alone.")
    else:
        greeting = _(
            "Here are your good words, for a hard day, a review or a farewell. They're for you alone."
        )
    sentences = [
        fill(greeting),
        fill(
            _(
                "Private thanks are in it, and marked. The files stay in this conversation until they are "
                "deleted."
            )
        ),
    ]
    if not has_pdf:
        sentences.append(fill(_("I couldn't make the PDF this time. The page prints as well.")))
    if message.is_yearly:
        off = slash_command(language, "keepsake yearly off")
        sentences.append(
            fill(_("{off} ends it; so does a button in {privacy}."), off=off, privacy=_privacy(language))
        )
    else:
        sentences.append(
            fill(
                _("If you like it once a year, choose a day: {yearly}."),
                yearly=_example(language),
            )
        )
    return build_message([line(spans) for spans in sentences])


def switched_on_message(language: Language, chosen: YearDay, due: datetime, zone: str) -> Message:
    """Confirm on which day a keepsake comes, with a button that ends it."""
    _ = language.gettext
    sentence = _("You'll get your good words once a year, on {day} in the morning. The next ones: {date}.")
    parts: list[Part] = [line(fill(sentence, day=_day(language, chosen), date=language.date(due, zone)))]
    if chosen.is_leap_day:
        parts.append(line(fill(_("In years without that day they come on {day}."), day=language.day(2, 28))))
    return build_message([*parts, Buttons((stop_button(language),))])


def status_message(language: Language, chosen: YearDay | None) -> Message:
    """Say on which day a keepsake comes, and how to change that."""
    _ = language.gettext
    if chosen is None:
        sentence = _("I can send you your good words once a year, on a day of yours: {example}.")
        return build_message([line(fill(sentence, example=_example(language)))])
    sentence = _("You get your good words once a year, on {day}. {example} changes the day.")
    spans = fill(sentence, day=_day(language, chosen), example=_example(language))
    return build_message([line(spans), Buttons((stop_button(language),))])


def switched_off_message(language: Language) -> Message:
    """Confirm that keepsakes don't come by themselves any more."""
    return build_message([line(switched_off_spans(language))])


def switched_off_spans(language: Language) -> Spans:
    """Return the confirmation as running text."""
    sentence = language.gettext("I won't send your good words by myself any more. {keepsake} still does.")
    return fill(sentence, keepsake=slash_command(language, "keepsake"))


def failure_message(language: Language, content: KeepsakeFailureNotice) -> Message:
    """Say why the files were not sent, and what can be done."""
    sentence = fill(
        _failure_sentence(language, content),
        keepsake=slash_command(language, "keepsake"),
        scope=TextSpan("files:write", code=True),
    )
    return build_message([line(sentence)])


def build_choice(language: Language, chosen: YearDay | None) -> list[Part]:
    """Return what the reader's own page says about keepsakes."""
    _ = language.gettext
    title = (TextSpan(_("Keepsake."), bold=True), TextSpan(" "))
    keepsake, example = slash_command(language, "keepsake"), _example(language)
    if chosen is None:
        sentence = _(
            "{keepsake} sends you your good words as a page and a PDF; {example} does so once a year."
        )
        return [line((*title, *fill(sentence, keepsake=keepsake, example=example)))]
    sentence = _("Once a year, on {day}, you get your good words as a page and a PDF.")
    spans = (*title, *fill(sentence, day=_day(language, chosen)))
    return [line(spans), Buttons((stop_button(language),))]


def stop_button(language: Language) -> Button:
    """Return the button that ends yearly keepsakes."""
    return Button(language.gettext("Don't send them"), STOP, STOP)


def _day(language: Language, chosen: YearDay) -> str:
    return language.day(chosen.month, chosen.day)


def _example(language: Language) -> TextSpan:
    return slash_command(language, "keepsake yearly on 12 march")


def _privacy(language: Language) -> Spans:
    return (slash_command(language, "privacy"),)


def _failure_sentence(language: Language, content: KeepsakeFailureNotice) -> str:
    _ = language.gettext
    if content.error == "missing_scope":
        return _(
            "I couldn't send you your keepsake: I'm not allowed to send files here yet. Please ask an admin "
            "to give Hearten the permission {scope} and to install it again; then {keepsake} works."
        )
    match content.reason:
        case GiveUpReason.UNANSWERED:
            return _(
                "I couldn't find out whether your keepsake reached you here. If you don't see it, {keepsake} "
                "makes it again."
            )
        case GiveUpReason.TOO_LATE:
            return _("For a whole day Slack didn't take your keepsake. Please try {keepsake} once more.")
        case GiveUpReason.NOT_RENDERED:
            return _(
                "Something went wrong on my side, so I couldn't make your keepsake. Please ask an admin to "
                "look into my log."
            )
        case _:
            return _(
                "I couldn't send you your keepsake: Slack doesn't let me send files here. Please ask an "
                "admin whether apps may; then {keepsake} works."
            )
