"""An example of each message and form about cards."""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace

from bot.domain.card import (
    Announcement,
    Card,
    CardEnd,
    CardRefusal,
    CardSettings,
    ClosingTimeError,
    Signature,
)
from bot.domain.card_messages import CardNews
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.recognition import ExclusionReason, RecognitionView, Source
from bot.domain.user import ERASED
from bot.domain.visibility import ChannelKind
from bot.slack.features.card import form_views, given_views, invitation_views, refusal_views, views
from bot.slack.features.card.page_cursor import CardPage
from bot.slack.features.digest.image_views import ImageSubject, alt_text, insert_image
from bot.slack.ui import rich_text_input
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, errors
from bot.usecases.card_contents import CardContent, CardInvitationContent, CardNoticeContent
from bot.usecases.cards import OpenCard, RefusedCard, StartedCard
from tests.slack.views import ANA, DESIGN, EN, LI, MAYA, NAMES, STORY, TOM, VALUES

ZONE = "Europe/Lisbon"
CARD = Card(
    id="019936a0-0000-7000-8000-0000000000c1",
    workspace_id=WorkspaceId(1),
    starter=ANA,
    channel=DESIGN,
    channel_kind=ChannelKind.PUBLIC,
    settings=CardSettings(
        "for your farewell & all", datetime(2026, 11, 27, 16, tzinfo=UTC), ZONE, is_private=True
    ),
    recipients=(MAYA,),
)
PUBLIC_CARD = replace(
    CARD, recipients=(LI, MAYA), settings=replace(CARD.settings, is_private=False, occasion="")
)
GIVEN_CARD = replace(CARD, end=CardEnd.GIVEN)
OWN = Signature(ANA, f"thanks for the plants, as <@{TOM}> says :tada:", ("creativity",))
FIRST_ID = "019936a0-0000-7000-8000-00000000d{:03}"


def sign(number: int, giver: UserId, text: str, values: tuple[str, ...] = ()) -> RecognitionView:
    return replace(
        STORY,
        id=RecognitionId(FIRST_ID.format(number)),
        source=Source.CARD,
        givers=(giver,),
        recipients=(MAYA,),
        text=text,
        values=values,
        permalink="",
        is_private=True,
    )


SIGNED = (
    sign(1, ANA, OWN.text, OWN.values),
    sign(2, TOM, "the office will be quiet &amp; tidy\nwithout you", ("collaboration", "trust")),
    sign(3, ERASED, "for every birthday"),
)
CROWD_SIGNED = tuple(
    sign(number, UserId(f"UX{number:03}"), f"number {number}: " + "so many good days " * (1 + number % 30))
    for number in range(200)
)
LONG_SIGNED = (sign(1, ANA, "a long story " * 150), sign(2, LI, "short"))


def started(
    announcement: Announcement, card: Card = CARD, *, is_new: bool = True, excluded: bool = False
) -> Callable[[], Message]:
    left_out = {LI: ExclusionReason.DECLINED} if excluded else {}
    return lambda: views.started_message(
        EN, NAMES, StartedCard(card, announcement, left_out, (TOM,) if excluded else (), is_new), ZONE
    )


def refused(reason: CardRefusal, *, excluded: bool = False) -> Callable[[], Message]:
    left_out = {LI: ExclusionReason.DECLINED} if excluded else {}
    return lambda: refusal_views.refused_message(EN, NAMES, RefusedCard(reason, left_out))


def refused_signature(reason: CardRefusal) -> Callable[[], Message]:
    return lambda: refusal_views.signing_refusal_message(EN, reason)


def invitation(card: Card, *, is_for_channel: bool = True, zone: str = "") -> Callable[[], Message]:
    return lambda: invitation_views.build_invitation(
        EN, NAMES, CardInvitationContent(card, is_for_channel), zone
    )


def notice(news: CardNews, own: Signature | None = None) -> Callable[[], Message]:
    return lambda: invitation_views.build_notice(EN, NAMES, CardNoticeContent(CARD, news, own))


def given(*signed: RecognitionView, reader: UserId = MAYA, card: Card = GIVEN_CARD) -> Message:
    return given_views.build_card(EN, NAMES, VALUES, CardContent(card, signed, reader))


def page(*signed: RecognitionView, after: RecognitionId | None = None, paragraphs: int = 0) -> Message:
    turn = CardPage(CARD.id, after, paragraphs)
    return given_views.build_page(EN, NAMES, VALUES, CardContent(GIVEN_CARD, signed, MAYA), turn)


def listed(*shown: OpenCard) -> Callable[[], Message]:
    return lambda: views.list_message(EN, NAMES, shown, ZONE)


VIEWS: dict[str, Callable[[], Message]] = {
    **{f"card started, {one.value}": started(one) for one in Announcement},
    "card started for several, of whom some can't get one": started(
        Announcement.RECIPIENT_READS, PUBLIC_CARD, excluded=True
    ),
    "card that is there already": started(Announcement.POSTED, is_new=False),
    **{
        f"no card, {one.value}": refused(one)
        for one in (
            CardRefusal.NO_RECIPIENTS,
            CardRefusal.TOO_MANY_RECIPIENTS,
            CardRefusal.TOO_MANY_CARDS,
        )
    },
    "no card for those named": refused(CardRefusal.NO_RECIPIENTS, excluded=True),
    "card as an example": lambda: refusal_views.example_message(EN),
    **{
        f"card not signed, {one.value}": refused_signature(one)
        for one in (CardRefusal.GONE, CardRefusal.RECIPIENT, CardRefusal.STRANGER)
    },
    "card signed": lambda: views.signed_message(EN, NAMES, OpenCard(CARD, OWN, None), ZONE),
    "words off a card": lambda: views.removed_message(EN, was_there=True),
    "no words on a card": lambda: views.removed_message(EN, was_there=False),
    "people invited to a card": lambda: views.invited_message(
        EN, NAMES, OpenCard(CARD, None, ()), (TOM,), ZONE
    ),
    "card changed": lambda: views.changed_message(EN, NAMES, OpenCard(PUBLIC_CARD, None, ()), ZONE),
    "card cancelled": lambda: views.cancelled_message(EN, NAMES, CARD),
    "card that can't be changed": lambda: views.cancelled_message(EN, NAMES, None),
    "no open cards": listed(),
    "open cards": listed(
        OpenCard(CARD, OWN, (ANA, TOM)), OpenCard(PUBLIC_CARD, None, ()), OpenCard(CARD, OWN, None)
    ),
    "many open cards": listed(*[OpenCard(CARD, OWN, (ANA, TOM))] * 12),
    "invitation to a card": invitation(CARD),
    "invitation to a card of the channel": invitation(PUBLIC_CARD),
    "invitation to one colleague": invitation(CARD, is_for_channel=False, zone="Asia/Tokyo"),
    "invitation by somebody who was erased": invitation(replace(CARD, starter=ERASED)),
    "invitation to a card that was given": invitation(GIVEN_CARD),
    "invitation to a card that was cancelled": invitation(replace(CARD, end=CardEnd.CANCELLED)),
    "invitation to a card for nobody": invitation(replace(CARD, recipients=())),
    **{f"card notice, {one.value}": notice(one) for one in CardNews},
    "card notice with own words": notice(CardNews.CANCELLED, OWN),
    "card given": lambda: insert_image(
        given(*SIGNED), "F0CARD", alt_text(EN, (), has_plain_patch=True, subject=ImageSubject.CARD)
    ),
    "card given in a channel": lambda: given(*SIGNED, reader=UserId(""), card=PUBLIC_CARD),
    "card by a crowd": lambda: given(*CROWD_SIGNED),
    "card with a long story": lambda: given(*LONG_SIGNED),
    "all of a card": lambda: page(*CROWD_SIGNED),
    "more of a card": lambda: page(*CROWD_SIGNED, after=CROWD_SIGNED[20].id),
    "a long story of a card goes on": lambda: page(*LONG_SIGNED, after=LONG_SIGNED[0].id, paragraphs=1),
    "end of a card": lambda: page(*CROWD_SIGNED, after=CROWD_SIGNED[-1].id),
    "card that is gone": lambda: given_views.unavailable_message(EN),
    "card taken down": lambda: given_views.taken_down_message(EN, is_done=True),
    "card of others not taken down": lambda: given_views.taken_down_message(EN, is_done=False),
}

TYPED = form_views.TypedCard(
    CARD.settings.closes_at, ZONE, (MAYA,), "for your farewell", form_views.PRIVATELY
)

FORMS: dict[str, Callable[[], View]] = {
    "card": lambda: form_views.build_form(EN, TYPED, "context"),
    "card from a direct message": lambda: form_views.build_form(
        EN, form_views.TypedCard(CARD.settings.closes_at, ""), "context"
    ),
    "card to be changed": lambda: form_views.build_change_form(EN, TYPED, "context"),
    "card to be signed": lambda: form_views.build_sign_form(
        EN, NAMES, VALUES, CARD, None, None, ZONE, "context"
    ),
    "card to be signed again": lambda: form_views.build_sign_form(
        EN,
        NAMES,
        VALUES,
        PUBLIC_CARD,
        OWN,
        rich_text_input.fill_text("thanks for the plants", lambda _: "@Tom"),
        ZONE,
        "context",
    ),
    "invitations to a card": lambda: form_views.build_invitation_form(EN, "context"),
    "all of a card": lambda: given_views.build_form(EN, page(*SIGNED)),
    "card started": lambda: form_views.build_answer_view(EN, started(Announcement.NO_CHANNEL)()),
    **{
        f"hour of a card, {one.value if one else 'none'}": lambda one=one: errors(  # type: ignore[misc]
            form_views.closing_time_error(EN, one)
        )
        for one in (*ClosingTimeError, None)
    },
}
