"""Phrases that several messages share."""

from collections.abc import Iterable

from bot.domain.endorsement import MAX_COMMENTS_SHOWN
from bot.domain.ids import NO_USER, UserId
from bot.domain.recognition import Credit, RecognitionView
from bot.domain.team import Team
from bot.domain.user import ERASED
from bot.domain.values import Value, Values
from bot.slack.ui.inline import (
    ChannelSpan,
    EmojiSpan,
    LinkSpan,
    MentionSpan,
    Names,
    Span,
    Spans,
    TextSpan,
    address_user,
    capitalize_start,
    fill,
    join_mentions,
    join_user_names,
    sort_names,
    text_spans,
    user_name,
)
from bot.slack.ui.language import Language
from bot.slack.ui.parts import Line, NoteLine, Part, Passage, Quote
from bot.slack.ui.value_translations import translate_each

MAX_TYPED_LENGTH = 80
"""Characters of typed text that a sentence repeats."""


def shorten_typed(typed: str) -> str:
    """Shorten a typed text that a sentence repeats."""
    return typed if len(typed) <= MAX_TYPED_LENGTH else typed[:MAX_TYPED_LENGTH] + "…"


def value_names(language: Language, values: Iterable[Value]) -> Spans:
    """Join values with their emoji: "🤝 collaboration and 💡 creativity"."""
    value_list = translate_each(language, values)
    labels: dict[str, Spans] = {
        f"p{n}": (EmojiSpan(v.emoji), TextSpan(f" {v.name}")) for n, v in enumerate(value_list)
    }
    return fill(language.join_items([f"{{{name}}}" for name in labels]), **labels)


def team_spans(language: Language, team: Team) -> Spans:
    """Name a team in the middle of a sentence, without pinging anyone: "the Design team"."""
    _ = language.gettext
    if team.is_channel:
        return fill(_("everyone in {channel}"), channel=ChannelSpan(team.id))
    return (TextSpan(team_label(language, team)),)


def team_label(language: Language, team: Team) -> str:
    """Return the same as plain text, with the name by which the team was thanked."""
    _ = language.gettext
    if team.is_channel:
        return _("everyone in {channel}").format(channel=f"#{team.name}" if team.name else _("a channel"))
    if not team.name:
        return _("a team")
    # TRANSLATORS: the word by which a name says itself that it is one of a team.
    word = language.pgettext("part of a team's name", "team")
    has_word = word.casefold() in team.name.casefold() or "team" in team.name.casefold()
    return (_("the {name}") if has_word else _("the {name} team")).format(name=team.name)


def join_recipients(
    language: Language, names: Names, recognition: RecognitionView, users: Iterable[UserId] | None = None
) -> Spans:
    """Join the names of the recipients, or of these `users` among them, and the teams, as plain names."""
    people = recognition.recipients if users is None else users
    if not recognition.teams:
        return join_user_names(language, names, people)
    return join_names_and_teams(language, sort_names(language, names, people), recognition.teams)


def join_names_and_teams(language: Language, people: Iterable[str], teams: Iterable[Team]) -> Spans:
    """Join names, as they are sorted, and teams after them: "Ana, Li and the Design team"; "" for none."""
    return _join_with_teams(language, map(TextSpan, people), teams)


def join_recipient_mentions(language: Language, recognition: RecognitionView) -> Spans:
    """Join mentions of those directly thanked, which notify them, and teams, which notifies no one."""
    people = recognition.directly_thanked
    if not recognition.teams:
        return join_mentions(language, people)
    erased = [TextSpan(user_name(language, {}, ERASED))] if ERASED in people else []
    mentions: list[Span] = [MentionSpan(user) for user in people if user != ERASED]
    return _join_with_teams(language, [*mentions, *erased], recognition.teams)


def recipients_label(language: Language, names: Names, recognition: RecognitionView) -> str:
    """Return the recipients and teams as plain text, for labels, in which Slack shows no channels."""
    teams = [team_label(language, team) for team in recognition.teams]
    return language.join_items([*sort_names(language, names, recognition.recipients), *teams])


def _join_with_teams(language: Language, people: Iterable[Span], teams: Iterable[Team]) -> Spans:
    items: list[Span | Spans] = [*people, *(team_spans(language, team) for team in teams)]
    if not items:
        return ()
    places = {f"p{number}": item for number, item in enumerate(items)}
    return fill(language.join_items([f"{{{place}}}" for place in places]), **places)


def _names_or_you(
    language: Language, names: Names, users: Iterable[UserId], reader: UserId, *, you: str
) -> Spans:
    """Join names of users; the reader is "you" and comes last."""
    others = [user for user in users if user != reader]
    return join_user_names(language, names, others, you if reader in set(users) else "")


def recipient_names(language: Language, names: Names, recognition: RecognitionView, reader: UserId) -> Spans:
    """Join the names of the recipients that the givers named; the reader is "you"."""
    you = language.pgettext("who was thanked", "you")
    people = recognition.directly_thanked
    if not recognition.teams:
        return _names_or_you(language, names, people, reader, you=you)
    others = sort_names(language, names, [user for user in people if user != reader])
    named = map(TextSpan, [*others, *([you] if reader in people else [])])
    return _join_with_teams(language, named, recognition.teams)


def recognition_passage(
    language: Language, names: Names, values: Values, recognition: RecognitionView, reader: UserId = NO_USER
) -> Passage:
    """Return a recognition as it is read later: givers, recipients, values and text."""
    _ = language.gettext
    places = {
        "givers": _names_or_you(
            language, names, recognition.givers, reader, you=language.pgettext("who thanked", "you")
        ),
        "recipients": recipient_names(language, names, recognition, reader),
        "values": value_names(language, values.sort_keys(recognition.values)),
    }
    has_values = bool(values.sort_keys(recognition.values))
    if not recognition.text:
        link = (
            LinkSpan(recognition.permalink, _("this message"))
            if recognition.permalink
            else TextSpan(_("a message"))
        )
        places["message"] = (link,)
        sentence = (
            _("{givers} thanked {recipients} for {message} ({values})")
            if has_values
            else _("{givers} thanked {recipients} for {message}")
        )
        return Passage(
            (
                Line(capitalize_start(language, fill(sentence, **places))),
                *comment_lines(language, names, recognition),
            )
        )
    sentence = (
        _("{givers} thanked {recipients} for {values}") if has_values else _("{givers} thanked {recipients}")
    )
    lines: list[Line | Quote] = [
        Line(capitalize_start(language, fill(sentence, **places))),
        Quote(text_spans(language, names, recognition.text)),
    ]
    for credit in recognition.credits:
        lines += credit_lines(language, names, credit, reader)
    if endorsers := endorser_spans(language, names, recognition):
        lines.append(Line(endorsers))
    return Passage((*lines, *comment_lines(language, names, recognition)))


def credit_lines(
    language: Language, names: Names, credit: Credit, reader: UserId = NO_USER
) -> list[Line | Quote]:
    """Say in plain names that a recipient shares the credit, and why."""
    _ = language.gettext
    if credit.by != reader:
        sentence = _credit_sentence(language, credit)
    elif credit.text:
        sentence = _("You share this with {colleague}:")
    else:
        sentence = _("You share this with {colleague}.")
    first = fill(
        sentence,
        person=join_user_names(language, names, [credit.by]),
        colleague=_names_or_you(
            language, names, [credit.to], reader, you=language.pgettext("with whom it is shared", "you")
        ),
    )
    return _add_reason(language, names, first, credit)


def credit_lines_with_mentions(language: Language, names: Names, credit: Credit) -> list[Line | Quote]:
    """Say with mentions, for a channel, that a recipient shares the credit, and why."""
    first = fill(
        _credit_sentence(language, credit),
        person=join_mentions(language, [credit.by]),
        colleague=join_mentions(language, [credit.to]),
    )
    return _add_reason(language, names, first, credit)


def _credit_sentence(language: Language, credit: Credit) -> str:
    _ = language.gettext
    if credit.text:
        return _("{person} shares this with {colleague}:")
    return _("{person} shares this with {colleague}.")


def _add_reason(language: Language, names: Names, first: Spans, credit: Credit) -> list[Line | Quote]:
    quote = [Quote(text_spans(language, names, credit.text))] if credit.text else []
    return [Line(capitalize_start(language, first)), *quote]


def endorsement_parts(language: Language, names: Names, recognition: RecognitionView) -> list[Part]:
    """Return the endorsers and comments as parts of a recognition's own message."""
    endorsers, comments = (
        endorser_spans(language, names, recognition),
        comment_lines(language, names, recognition),
    )
    return [*([NoteLine(endorsers)] if endorsers else []), *([Passage(tuple(comments))] if comments else [])]


def endorser_spans(language: Language, names: Names, recognition: RecognitionView) -> Spans:
    """Name the endorsers whose comments are not quoted; nothing if there are none."""
    quoted_users = {comment.user for comment in recognition.comments[:MAX_COMMENTS_SHOWN]}
    others = [user for user in recognition.endorsers if user not in quoted_users]
    if not others:
        return ()
    sentence = language.ngettext("{people} joins in.", "{people} join in.", len(others))
    return capitalize_start(language, fill(sentence, people=join_user_names(language, names, others)))


def comment_lines(language: Language, names: Names, recognition: RecognitionView) -> list[Line]:
    """Return the comments, one a line, at most `MAX_COMMENTS_SHOWN`."""
    _ = language.gettext
    return [
        Line(
            capitalize_start(
                language,
                fill(
                    _("{person}: “{words}”"),
                    person=address_user(language, names, comment.user),
                    words=text_spans(language, names, comment.text),
                ),
            )
        )
        for comment in recognition.comments[:MAX_COMMENTS_SHOWN]
    ]
