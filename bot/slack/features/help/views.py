"""Help, and answers to parse errors."""

from collections.abc import Sequence

from bot.domain.commands.history import MAX_PHRASES_LENGTH
from bot.domain.commands.native_words import list_subcommands
from bot.domain.commands.order_topics import Topic
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.slack.features.help.help_lines import list_help_lines
from bot.slack.features.help.order_views import button_hints, no_thanks_spans, order_spans
from bot.slack.features.recognition.refusal_views import repeat_typed
from bot.slack.ui.inline import Spans, TextSpan, fill, join_spans, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.parts import Line, Part, Passage
from bot.slack.ui.phrases import shorten_typed


def build_help(
    language: Language,
    *,
    is_requested: bool,
    for_admin: bool,
    topics: Sequence[Topic] = (),
    has_greeting: bool = False,
) -> Message:
    """List what can be typed; with `topics` only what is about these, `for_admin` also admins' commands.

    It begins with an introduction if nothing was typed, or with `has_greeting`.
    """
    _ = language.gettext
    opening = (
        _("Here is what you can type:")
        if is_requested and not has_greeting
        else _("Hello, I'm Hearten. I keep thanks in people's own words: no points, no rankings, no AI.")
    )
    lines = [
        entry for entry in list_help_lines(language, for_admin=for_admin) if not topics or entry[0] in topics
    ]
    more = [fill(sentence) for topic, sentence in button_hints(language).items() if topic in topics]
    if topics:
        more.append(
            fill(_("{help} shows all that you can type."), help=TextSpan(language.command("help"), code=True))
        )
    else:
        more += [
            *_native_names(language),
            fill(_("Or put a value's emoji on a message: that thanks its author, and posts nothing.")),
            fill(_("Everything of yours is also on my Home: click Hearten in Slack's sidebar.")),
        ]
    command_lines = tuple(
        Line(fill("{command} — {meaning}", command=TextSpan(command, code=True), meaning=meaning))
        for _topic, command, meaning in lines
    )
    listing_parts: list[Part] = [line(fill(opening)), Passage(command_lines)] if command_lines else []
    return build_message([*listing_parts, *(line(spans) for spans in more)])


def _native_names(language: Language) -> list[Spans]:
    """Say what subcommands are called in the reader's language, if it has names for them."""
    names = [TextSpan(name, code=True) for name in list_subcommands(language.locale.language)]
    if not names:
        return []
    sentence = language.gettext("You can type this in your own language, too: {names}.")
    return [fill(sentence, names=join_spans(language, names))]


def error_message(language: Language, problem: ParseError, typed: str) -> Message:
    """Explain a parse error and what to type instead; repeat what was typed."""
    parts: list[Part] = [line(error_spans(language, problem)), *repeat_typed(language, typed)]
    return build_message(parts)


def error_spans(language: Language, problem: ParseError) -> Spans:
    """Explain a parse error, and what to type instead."""
    _ = language.gettext
    got = shorten_typed(problem.typed)
    closest = _join_alternatives(language, problem.suggestions)
    if problem.kind is ParseErrorKind.ORDER:
        return order_spans(language, Topic(problem.suggestions[0]), got)
    if problem.kind in (ParseErrorKind.MESSAGE, ParseErrorKind.GREETING, ParseErrorKind.COMPLAINT):
        return no_thanks_spans(language, problem.kind)
    match problem.kind:
        case ParseErrorKind.SUBCOMMAND:
            text = _("I don't know “{got}”, and nothing was posted. Did you mean {closest}?")
            closest = slash_command(language, problem.suggestions[0])
        case ParseErrorKind.HISTORY if problem.suggestions:
            text = _(
                "I don't know “{got}” in a question about the past. Did you mean {closest}? "
                "In quotes, I look for the word."
            )
        case ParseErrorKind.HISTORY:
            text = _("I don't know “{got}” in a question about the past. {example} works.")
        case ParseErrorKind.BOTH_WAYS:
            text = _("I can show one direction at a time: {given} is what you gave, {received} what you got.")
        case ParseErrorKind.PHRASE:
            text = _("“{got}” is too long to look for. Up to {most} characters work.")
        case ParseErrorKind.NO_PHRASE:
            text = _("In “{got}” there is no letter or digit that I could look for.")
        case ParseErrorKind.VALUE:
            text = _("There is no value called “{got}”. Did you mean {closest}?")
        case ParseErrorKind.DATE if problem.suggestions:
            text = _("“{got}” is no date I can use. Did you mean {closest}?")
        case ParseErrorKind.DATE:
            text = _("“{got}” is no date I can use. Please write it like {date}.")
        case ParseErrorKind.DATES_REVERSED:
            text = _("The dates are the wrong way round ({got}). The earlier one belongs to “since”.")
        case ParseErrorKind.DATES_TWICE:
            text = _("Please give either dates or a period like {stretch}: I can't read both together.")
        case ParseErrorKind.DAYS:
            text = _("I don't know the period “{got}”. {closest} works, up to ten years.")
        case ParseErrorKind.DIGEST if problem.suggestions:
            text = _("I don't know “{got}” for the digest, and nothing was changed. Did you mean {closest}?")
        case ParseErrorKind.DIGEST:
            text = _("I don't know “{got}” for the digest, and nothing was changed. {digest} works.")
        case ParseErrorKind.DIGEST_PERIOD:
            text = _("A digest tells of up to three months that have begun. {now} works.")
        case ParseErrorKind.TIME if problem.suggestions:
            text = _("“{got}” is no time of day, so nothing was changed. Did you mean {closest}?")
        case ParseErrorKind.TIME:
            text = _("“{got}” is no time of day, so nothing was changed. Please write it like 15:00.")
        case ParseErrorKind.ZONE if len(problem.suggestions) > 1:
            text = _("I don't know which time zone “{got}” is. Did you mean {closest}?")
        case ParseErrorKind.ZONE if problem.suggestions:
            text = _("I don't know the time zone “{got}”, so nothing was changed. Did you mean {closest}?")
        case ParseErrorKind.ZONE:
            text = _("I don't know the time zone “{got}”, so nothing was changed. Europe/Berlin is one.")
        case ParseErrorKind.NO_ZONE:
            text = _(
                "I can't see your time zone just now, so nothing was changed. Please add it, like {zone}."
            )
        case ParseErrorKind.WEEKLY:
            text = _("A digest comes once a week, so nothing was changed. {digest} works.")
        case ParseErrorKind.DIGEST_ELSEWHERE:
            text = _("A digest is set up in its own channel, so nothing was changed. Type {there} in {got}.")
        case ParseErrorKind.LANGUAGE if problem.suggestions:
            text = _("I don't speak “{got}” yet, so nothing was changed. {closest} works.")
        case ParseErrorKind.LANGUAGE:
            text = _("I don't know the language “{got}”, so nothing was changed. {tag} works.")
        case ParseErrorKind.DIGESTS_SET_BY:
            text = _(
                "Digests are set up by members or by admins, so nothing was changed. Did you mean {closest}?"
            )
        case ParseErrorKind.KEEPSAKE if problem.suggestions:
            text = _("I don't know the period “{got}” for a keepsake. Did you mean {closest}?")
        case ParseErrorKind.KEEPSAKE:
            text = _("I don't know the period “{got}” for a keepsake. {keepsake} works; so does all.")
        case ParseErrorKind.YEARLY_DAY:
            text = _("“{got}” names no day of the year, so nothing was changed. {yearly} works.")
        case ParseErrorKind.LEADS if problem.suggestions:
            text = _("I don't know “{got}” for leads, and nothing was changed. Did you mean {closest}?")
        case ParseErrorKind.LEADS:
            text = _("I don't understand “{got}” for leads, so nothing was changed. {leads} works.")
        case ParseErrorKind.PRIVACY if problem.suggestions:
            closest = _join_alternatives(language, tuple(map(language.quote, problem.suggestions)))
            text = _(
                "I don't know “{got}” for your choices, and nothing was changed. Did you mean {closest}?"
            )
        case ParseErrorKind.PRIVACY:
            text = _("I don't know “{got}” for your choices, and nothing was changed. {privacy} shows them.")
        case ParseErrorKind.SETTINGS if problem.suggestions:
            text = _(
                "I don't know “{got}” for the settings, and nothing was changed. Did you mean {closest}?"
            )
        case ParseErrorKind.VALUES_ASKED:
            text = _(
                "In the form, values are asked for or left open; nothing was changed. Did you mean {closest}?"
            )
        case ParseErrorKind.SHOUT_OUTS:
            text = _(
                "I can post shout-outs here or in one public channel; nothing was changed. Did you mean "
                "{closest}?"
            )
        case ParseErrorKind.ADMINS:
            text = _("I don't understand “{got}” for admins, so nothing was changed. Did you mean {closest}?")
        case ParseErrorKind.SETTINGS:
            text = _("I don't know “{got}” for the settings, and nothing was changed. {settings} works.")
        case ParseErrorKind.MONTHS:
            text = _(
                "Thanks can be kept for 1 to 120 months, so nothing was changed. Did you mean {closest}?"
            )
        case ParseErrorKind.DEACTIVATED_DAYS:
            text = _(
                "A name can stay for 0 to 3650 days after someone left, so nothing was changed. Did you "
                "mean {closest}?"
            )
        case ParseErrorKind.SCHEDULE if problem.suggestions:
            text = _("“{got}” is no day, time or zone I know; nothing was changed. Did you mean {closest}?")
        case ParseErrorKind.SCHEDULE:
            text = _("“{got}” is no day, time or zone I know, so nothing was changed. {digest} works.")
    return fill(
        text,
        got=got,
        there=slash_command(language, problem.suggestions[0] if problem.suggestions else "digest"),
        given=slash_command(language, "history given @maya"),
        received=slash_command(language, "history from @maya"),
        most=str(MAX_PHRASES_LENGTH),
        closest=closest,
        date=TextSpan("2026-09-01", code=True),
        stretch=TextSpan("last month", code=True),
        example=slash_command(language, "history since 2026-09-01"),
        leads=slash_command(language, "leads add @carol for #team"),
        privacy=slash_command(language, "privacy"),
        keepsake=slash_command(language, "keepsake last year"),
        yearly=slash_command(language, "keepsake yearly on 12 march"),
        settings=slash_command(language, "settings keep 24 months"),
        tag=TextSpan("language en", code=True),
        now=slash_command(language, "digest now since monday"),
        zone=slash_command(language, "digest on friday 15:00 Europe/Berlin"),
        digest=slash_command(language, "digest on friday 15:00 Europe/Berlin"),
    )


def _join_alternatives(language: Language, items: tuple[str, ...]) -> TextSpan:
    """Return alternatives as in a sentence: "Friday or Sunday"."""
    return TextSpan(language.gettext(" or ").join(items))
