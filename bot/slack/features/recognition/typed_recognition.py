"""The typed parts of a recognition, as buttons carry them to the form, and notes about what is missing."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import asdict, replace

from bot.domain.commands.command import GiveCommand, GiveWithoutNames
from bot.domain.ids import UserId
from bot.domain.name_matches import NameMatches
from bot.domain.recognition import MAX_RECIPIENTS
from bot.domain.user import User
from bot.slack.private_data import MAX_VALUE, dump, load
from bot.slack.ui.inline import Spans, TextSpan, fill, join_spans, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.parts import Button
from bot.slack.ui.phrases import shorten_typed

GIVE = "give"
"""The form's name, and the action that opens it."""

NamedPeople = tuple[tuple[UserId, str], ...]
"""Pairs of a user id and a name."""


class Missing(StrEnum):
    """What a command lacks, so that the form opens."""

    NOTHING = "nothing"
    PEOPLE = "people"
    NAME = "name"
    WORDS = "words"
    FEWER_PEOPLE = "fewer people"
    FEWER_WORDS = "fewer words"
    WHO = "who"
    """Who is thanked; this and the next are doubts, named as in `Doubt`."""
    SEVERAL = "several"
    DISCREET = "discreet"
    QUESTION = "question"
    NO_THANKS = "no thanks"
    CARRIES_NAME = "carries name"
    """Nothing, but the giver may have asked to stay anonymous."""


class TypedRecognition(Struct, frozen=True):
    """What was typed so far: ids of users and teams, Slack markup, keys of values; `name` has no mention.

    `guessed` are those of the `users` who are called like a typed name, `candidates` the users that an
    ambiguous name could mean. `broadcast` is what was typed to address the whole channel. A text that is
    too long for a button is stored under `deduplication_key`.
    """

    users: tuple[UserId, ...] = ()
    text: str = ""
    values: tuple[str, ...] = ()
    missing: Missing = Missing.NOTHING
    name: str = ""
    is_private: bool = False
    guessed: NamedPeople = ()
    candidates: NamedPeople = ()
    broadcast: str = ""
    deduplication_key: str = ""
    teams: tuple[str, ...] = ()


class _ButtonData(TypedRecognition, frozen=True, kw_only=True):
    """What a button carries to the form: what was typed, and the thread to post in."""

    thread_ts: str


def build_typed(
    command: GiveCommand | GiveWithoutNames,
    matches: NameMatches,
    missing: Missing,
    users: Sequence[UserId] = (),
    teams: Sequence[str] = (),
) -> TypedRecognition:
    """Return what was typed, filled in with the users who are called like an unresolved name."""
    if missing is Missing.PEOPLE and matches.unknown:
        missing = Missing.NAME
    return TypedRecognition(
        users=tuple(dict.fromkeys([*users, *(user.id for user in matches.users)])),
        teams=tuple(teams),
        text=matches.text,
        values=command.values,
        missing=missing,
        name=", @".join(matches.unknown),
        is_private=command.is_private,
        guessed=_id_name_pairs(matches.users),
        candidates=_id_name_pairs(matches.candidates),
        broadcast=command.broadcast,
    )


def _id_name_pairs(users: Sequence[User]) -> NamedPeople:
    return tuple((user.id, user.name) for user in users)


def form_button(language: Language, typed: TypedRecognition, thread_ts: str = "", label: str = "") -> Button:
    """Build a button that opens the form with what was typed; see `parse_typed`.

    A text that is too long for a button is left out: it is stored, or in the message.
    """
    label = label or language.gettext("Thank someone")
    value = _as_value(typed, thread_ts)
    if len(value) > MAX_VALUE and typed.deduplication_key:
        value = _as_value(replace(typed, text=""), thread_ts)
    if len(value) > MAX_VALUE:
        bare = TypedRecognition(
            typed.users,
            "",
            typed.values,
            is_private=typed.is_private,
            deduplication_key=typed.deduplication_key,
            teams=typed.teams,
        )
        value = _as_value(bare, thread_ts)
    return Button(label, GIVE, value if len(value) <= MAX_VALUE else GIVE)


def form_buttons(language: Language, typed: TypedRecognition, thread_ts: str) -> list[Button]:
    """Build buttons that open the form: one for each user who may be meant, or else one."""
    _ = language.gettext
    if not typed.candidates:
        label = _("Thank {name}").format(name=typed.guessed[0][1]) if len(typed.guessed) == 1 else ""
        return [form_button(language, typed, thread_ts, label)]
    buttons: list[Button] = []
    for number, (user, name) in enumerate(typed.candidates):
        chosen = replace(
            typed,
            users=(*typed.users, user),
            guessed=(*typed.guessed, (user, name)),
            candidates=(),
        )
        button = form_button(language, chosen, thread_ts, _("Thank {name}").format(name=name))
        # Action ids must differ within a row.
        buttons.append(replace(button, action=f"{GIVE}:{number}"))
    return buttons


def fits_button(typed: TypedRecognition, thread_ts: str) -> bool:
    """Return whether a button can carry all of it."""
    return len(_as_value(typed, thread_ts)) <= MAX_VALUE


def _as_value(typed: TypedRecognition, thread_ts: str) -> str:
    return dump(_ButtonData(**asdict(typed), thread_ts=thread_ts))


def parse_typed(value: str) -> tuple[TypedRecognition, str]:
    """Return what a button carries: the typed parts, and the thread to post in.

    Raises ValueError, TypeError or KeyError if the value is malformed.
    """
    if value in ("", GIVE):
        return TypedRecognition(), ""
    carried = asdict(load(_ButtonData, value))
    thread_ts = carried.pop("thread_ts")
    return TypedRecognition(**carried), thread_ts


def form_notes(language: Language, typed: TypedRecognition) -> list[Spans]:
    """Say in the form why it opened, and what is filled in differently from what was typed."""
    _ = language.gettext
    notes = name_notes(language, typed)
    if typed.name:
        sentence = _("I couldn't tell who “@{name}” is. Please choose them here; nothing was sent yet.")
        notes.append(fill(sentence, name=shorten_typed(typed.name)))
    match typed.missing:
        case Missing.PEOPLE if not notes:
            notes.append(fill(_("No one is named yet, so nothing was sent.")))
        case Missing.WORDS:
            notes.append(fill(_("One sentence more, please: what was it for? Nothing was sent yet.")))
        case Missing.FEWER_WORDS:
            notes.append(
                fill(_("Your words are too long, so nothing was sent yet. You can shorten them here."))
            )
        case Missing.FEWER_PEOPLE:
            sentence = _(
                "I can thank up to {most} people at once, so nothing was sent yet. Here are the first {most}."
            )
            notes.append(fill(sentence, most=str(MAX_RECIPIENTS)))
        case (
            Missing.WHO
            | Missing.SEVERAL
            | Missing.DISCREET
            | Missing.QUESTION
            | Missing.NO_THANKS
            | Missing.CARRIES_NAME
        ):
            notes.append(fill("{doubt}", doubt=doubt_sentence(language, typed.missing)))
        case _:
            pass
    return notes


def doubt_sentence(language: Language, missing: Missing) -> str:
    """Return why the giver is asked to check what may be a recognition."""
    _ = language.gettext
    match missing:
        case Missing.SEVERAL:
            return _(
                "This may be more than one thanks, so nothing was sent yet. Please check the names and words."
            )
        case Missing.DISCREET:
            return _("This may be meant to stay private, so nothing was sent yet. Please check it first.")
        case Missing.QUESTION:
            return _("That reads like a question or a request, so nothing was sent.")
        case Missing.NO_THANKS:
            return _("I'm not sure that this is thanks, so nothing was sent yet. If it is, you can send it.")
        case Missing.CARRIES_NAME:
            return _("Thanks here carry your name, so nothing was sent yet. You can send it privately.")
        case _:
            return _("I'm not sure who you're thanking, so nothing was sent yet. Please check the names.")


def name_notes(language: Language, typed: TypedRecognition) -> list[Spans]:
    """Say who may be meant by a typed name, and that a whole channel can't be thanked."""
    _ = language.gettext
    notes: list[Spans] = []
    if typed.broadcast:
        sentence = _(
            "Nothing was sent yet. Choose people or a team, or thank everyone in a channel with {command}."
        )
        notes.append(fill(sentence, command=slash_command(language, "everyone in #channel thanks for …")))
    if typed.guessed:
        sentence = _("Did you mean {people}? Nothing was sent yet.")
        notes.append(
            fill(
                sentence,
                people=join_spans(
                    language, [TextSpan(name + language.honorific) for _id, name in typed.guessed]
                ),
            )
        )
    if typed.candidates:
        users = join_spans(language, [TextSpan(name + language.honorific) for _id, name in typed.candidates])
        sentence = _("More than one person is called that: {people}. Who do you mean? Nothing was sent yet.")
        notes.append(fill(sentence, people=users))
    return notes
