"""What messages say, in words: from the data of a delivery to blocks, and whose names that takes."""

from collections.abc import Iterable, Iterator

from bot.domain import mentions
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.domain.values import Values
from bot.slack.features.digest import views as digest_views
from bot.slack.features.digest import weekly_message
from bot.slack.features.export import views as export_views
from bot.slack.features.leads import open_to_leads_views
from bot.slack.features.leads import views as leads_views
from bot.slack.features.onboarding import views as onboarding_views
from bot.slack.features.prompts import views as prompts_views
from bot.slack.features.recognition import direct_message, recipient_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.reports import views as reports_views
from bot.slack.outbound import unchanged_message, undelivered_message
from bot.slack.ui.inline import Names
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.sizes import MAX_COUNTED
from bot.usecases.lead_notes import Note
from bot.usecases.outbox_messages import (
    Answered,
    Content,
    DigestEnded,
    DigestOffered,
    Direct,
    Gathered,
    InCare,
    LeadsMayRead,
    NotExported,
    NotRendered,
    Prompt,
    ReactionsExplained,
    ReportLookedAt,
    ShoutOut,
    Tour,
    Unchanged,
    Undelivered,
    WeeklyDigest,
    Withdrawn,
)
from bot.usecases.reports import Reported, ReportedGone


def rendered(
    content: Content, speech: Language, names: Names, values: Values, room: int = MAX_COUNTED
) -> Message:
    """A message in a language; `names` are what people are called.

    `room` is the counted characters for what can be read on elsewhere.
    """
    match content:
        case ShoutOut(recognition):
            return recognition_views.shout_out(speech, names, values, recognition)
        case Direct():
            return direct_message.thanked(speech, names, values, content)
        case Answered():
            return recipient_views.answered(speech, names, content)
        case LeadsMayRead():
            return open_to_leads_views.leads_may_read(speech, names, content)
        case Gathered():
            return direct_message.gathered(speech, names, values, content, room=room)
        case ReactionsExplained(recognition):
            return direct_message.reactions_explained(speech, names, values, recognition)
        case Note():
            return leads_views.note(speech, names, values, content, room=room)
        case InCare():
            return leads_views.in_care(speech, names, content)
        case Undelivered():
            return undelivered_message.undelivered(speech, names, content)
        case NotRendered():
            return undelivered_message.not_rendered(speech, names, content)
        case Prompt():
            return prompts_views.prompt(speech, names, values, content)
        case Reported():
            return reports_views.reported(speech, names, content)
        case ReportedGone():
            return reports_views.reported_gone(speech, content)
        case ReportLookedAt():
            return reports_views.looked_at(speech, content)
        case Withdrawn():
            return reports_views.withdrawn(speech, names, content)
        case NotExported():
            return export_views.not_sent(speech, content)
        case WeeklyDigest():
            return weekly_message.weekly(speech, names, values, content, room=room)
        case DigestOffered():
            return digest_views.offered(speech, content)
        case DigestEnded():
            return digest_views.ended(speech, content)
        case Tour():
            return onboarding_views.tour(speech)
        case Unchanged():
            return unchanged_message.unchanged(speech, content)


def people(content: Content) -> set[str]:
    """Everybody whose name appears."""
    match content:
        case (
            ShoutOut(recognition)
            | Direct(recognition, _, _)
            | ReactionsExplained(recognition)
            | Reported(recognition)
        ):
            return people_in([recognition])
        case Answered(recognition, _) | LeadsMayRead(recognition, _):
            return people_in([recognition])
        case Prompt(reader, _, memory):
            return people_in([memory]) | {reader} if memory else set()
        case DigestOffered() | DigestEnded() | Tour() | Unchanged() | ReportLookedAt() | ReportedGone():
            return set()
        case Withdrawn(text=words):
            return set(mentions.find_mentioned_users(words))
        case Note(reader=reader, recognitions=recognitions):
            return people_in(recognitions) | {reader}
        case InCare(_, appointed):
            return {*appointed}
        case Undelivered(recognition, _, _, user):
            return people_in([recognition] if recognition else []) | ({user} if user else set())
        case NotExported():
            return set()
        case NotRendered(user=user):
            return {user} if user else set()
        case Gathered(recognitions=recognitions, answers=answers):
            return people_in([*recognitions, *(answer.recognition for answer in answers)])
        case WeeklyDigest(digest, chapters):
            return {digest.set_by} | people_in(s for c in chapters for s in c.recognitions)


def names_in(reason: RefusalReason | HiddenNames) -> tuple[str, ...]:
    """Return the people whose names a sentence about this refusal takes."""
    return reason.users if isinstance(reason, HiddenNames) else ()


def people_in(recognitions: Iterable[RecognitionView]) -> set[str]:
    """Everybody whom these stories name."""
    return {user for recognition in recognitions for user in _people_of(recognition)}


def _people_of(recognition: RecognitionView) -> Iterator[str]:
    yield from (
        *recognition.givers,
        *recognition.recipients,
        *recognition.endorsers,
        *mentions.find_mentioned_users(recognition.text),
    )
    for credit in recognition.credits:
        yield from (credit.by, credit.to, *mentions.find_mentioned_users(credit.text))
    yield from (reply.by for reply in recognition.replies)
    yield from (named for one in recognition.comments for named in mentions.find_mentioned_users(one.text))
