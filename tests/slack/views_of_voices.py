"""One example of each message and form with what others add to a recognition."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.people import ERASED
from bot.domain.recognition import Comment, HiddenNames, RefusalReason
from bot.domain.voices import MAX_COMMENT_LENGTH, MAX_COMMENTS_SHOWN, EndorsementRefusal
from bot.slack.blocks import adding, direct, giving, joining, reporting
from bot.slack.blocks.document import Message
from bot.slack.blocks.form import View, errors
from bot.storage.voices import Voice
from bot.usecases.contents import Gathered
from bot.usecases.join import Joinable, Joined
from bot.usecases.report import Reported
from tests.slack.views import ANA, EN, MAYA, NAMES, REACTION, STORY, TOM, VALUES, filled, page, weekly

WORDS = f"and the tea :tea:, with <@{ANA}> &amp; co., <!here>"
SAID = (Comment(TOM, WORDS), Comment(ERASED, "it saved my week"))
JOINED = replace(STORY, voices=("UNKNOWN", TOM, ERASED), said=SAID)
REASONED = replace(REACTION, said=(Comment(ANA, "the hint that saved my evening"),))

CROWD = tuple(f"U{n:04}" for n in range(MAX_COMMENTS_SHOWN + 2))
CROWDED = replace(JOINED, voices=CROWD, said=tuple(Comment(one, "x" * MAX_COMMENT_LENGTH) for one in CROWD))

VIEWS: dict[str, Callable[[], Message]] = {
    "shout-out with words of voices": lambda: giving.shout_out(EN, NAMES, VALUES, JOINED),
    "shout-out with more words than it quotes": lambda: giving.shout_out(EN, NAMES, VALUES, CROWDED),
    "history with words of voices": lambda: page(JOINED, reader=ANA),
    "history with words to an emoji": lambda: page(REASONED, reader=ANA),
    "digest with words of others": lambda: weekly(JOINED, REASONED),
    "gathered, with words of others": lambda: direct.gathered(
        EN, NAMES, VALUES, Gathered(MAYA, (JOINED, REASONED))
    ),
    "reactions explained, with words": lambda: direct.reactions_explained(EN, NAMES, VALUES, REASONED),
    "reported, with words of voices": lambda: reporting.reported(EN, NAMES, Reported(JOINED, ("",))),
    **{
        f"joined, {name}": lambda done=done: joining.joined(EN, NAMES, done)  # type: ignore[misc]
        for name, done in (
            ("new", Joined(STORY, is_new=True, has_words=False)),
            ("already, with words", Joined(STORY, is_new=False, has_words=True)),
        )
    },
    **{
        f"joined no longer, {stays}": lambda stays=stays: joining.left(EN, emoji_stays=stays)  # type: ignore[misc]
        for stays in (True, False, None)
    },
    **{
        f"not joinable, {reason.value}": lambda reason=reason: joining.not_joinable(EN, reason)  # type: ignore[misc]
        for reason in EndorsementRefusal
    },
}

FORMS: dict[str, Callable[[], View]] = {
    "joining": lambda: joining.joining(EN, NAMES, Joinable(STORY, None), None, "{}"),
    "joining, joined by emoji": lambda: joining.joining(
        EN, NAMES, Joinable(STORY, Voice("", by_form=False)), None, "{}"
    ),
    "joining, joined with words": lambda: joining.joining(
        EN, NAMES, Joinable(JOINED, Voice(WORDS, by_form=True)), filled(WORDS), "{}"
    ),
    "adding words": lambda: adding.adding(EN, NAMES, REACTION, None, "{}"),
    "changing added words": lambda: adding.adding(
        EN, NAMES, REASONED, filled(adding.words_of(REASONED, ANA)), "{}"
    ),
    "added words kept": lambda: adding.kept(EN),
    "added words taken away": lambda: adding.taken_away(EN),
    "added words refused": lambda: errors(
        {
            "too many words": adding.refused(EN, NAMES, RefusalReason.TOO_MANY_WORDS),
            "names not shown": adding.refused(EN, NAMES, HiddenNames((TOM,))),
        }
        | {
            f"not joined, {reason.value}": str(joining.not_joined(EN, reason))
            for reason in EndorsementRefusal
        }
    ),
}
