"""Was everything kept that was promised, and did everything happen once?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from bot.practice.workspace import Workspace
from tests.chaos.ledger import Emoji, Gift, Ledger
from tests.chaos.rows import Rows
from tests.chaos.wording import number_in

_MAX_NAMED = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """How much there was of everything; offenders are named by their numbers only."""

    sent: int
    """Thanks by command."""
    acknowledged: int
    stored: int
    delivered: int
    """Stored, and standing wherever it has to be read."""
    reactions: int
    """Reactions that were acknowledged: added or taken away."""
    lost: tuple[str, ...]
    twice: tuple[str, ...]
    astray: tuple[str, ...]
    """What stands where it does not belong."""
    refused_frames: int = 0
    """Socket Mode connections that Slack closed because of a frame that was too large."""

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.twice or self.astray or self.refused_frames)

    def __str__(self) -> str:
        return (
            f"{self.sent} thanks sent, {self.acknowledged} acknowledged, {self.stored} stored, "
            f"{self.delivered} delivered, {self.reactions} reactions acknowledged: "
            f"{len(self.lost)} lost, {len(self.twice)} twice, {len(self.astray)} astray, "
            f"{self.refused_frames} frames refused"
        )

    @property
    def offenders(self) -> str:
        """The first few of each kind."""
        refused = (f"{self.refused_frames} frames",) if self.refused_frames else ()
        named = {"lost": self.lost, "twice": self.twice, "astray": self.astray, "refused": refused}
        return "; ".join(f"{kind}: {_first_few(found)}" for kind, found in named.items() if found)


def judge(ledger: Ledger, workspace: Workspace, rows: Rows, refused_frames: int = 0) -> Figures:
    """Compare what was acknowledged, what is stored, and what stands in Slack, when all is at rest."""
    gifts = ledger.gifts.values()
    places, repeated = _standing(workspace, rows.gathered)
    thanked = {user for gift in gifts for user in gift.recipients}
    rooms = {user: workspace.dm_channel(user).id for user in thanked}
    homes = {gift.number: _homes(gift, rooms) for gift in gifts}
    stored = [gift.number for gift in gifts if rows.gifts[gift.number]]
    missing = {number: homes[number] - places[number].keys() for number in stored}
    return Figures(
        refused_frames=refused_frames,
        sent=len(gifts),
        acknowledged=sum(gift.is_acknowledged for gift in gifts),
        stored=len(stored),
        delivered=sum(not missing[number] for number in stored),
        reactions=sum(one.has_to_stand is not None for one in ledger.emoji),
        lost=(
            *(
                f"thanks {g.number} not stored"
                for g in gifts
                if g.is_acknowledged and not rows.gifts[g.number]
            ),
            *(f"thanks {number} not in {place}" for number in stored for place in missing[number]),
            *(_broken(one) for one in ledger.emoji if not _is_as_acknowledged(one, rows)),
            *rows.given_up,
        ),
        twice=(
            *(f"thanks {number} stored {count} times" for number, count in rows.gifts.items() if count > 1),
            *(
                f"thanks {number} stands {count} times in {place}"
                for number, found in places.items()
                for place, count in found.items()
                if count > 1
            ),
            *repeated,
        ),
        astray=tuple(
            f"thanks {number} in {place}"
            for number, found in places.items()
            for place in found.keys() - _allowed(ledger.gifts.get(number), rooms, rows)
        ),
    )


def _standing(workspace: Workspace, gathered: Set[str]) -> tuple[dict[int, Counter[str]], list[str]]:
    """Of each thanks by its number, how often it stands in which conversation.

    And of everything else that the bot wrote, what stands twice in a conversation. A `gathered` message (ids)
    quotes thanks that have a message of their own, and may say the same on another day: what counts is that
    none was posted twice.
    """
    places: dict[int, Counter[str]] = defaultdict(Counter)
    others: Counter[tuple[str, str]] = Counter()
    posts: Counter[tuple[str, str]] = Counter()
    for channel, messages in workspace.messages.items():
        for message in messages.values():
            if message.user != workspace.bot_user_id or message.ephemeral_to is not None:
                continue
            post = (message.metadata or {}).get("event_payload", {}).get("id", "")
            number = number_in(message.text)
            if post:
                posts[channel, post] += 1
            if post in gathered:
                continue
            if number:
                places[number][channel] += 1
            else:
                others[channel, message.text] += 1
    repeated = [
        f"a message stands {count} times in {place}" for (place, _), count in others.items() if count > 1
    ]
    repeated += [
        f"post {post} stands {count} times in {place}" for (place, post), count in posts.items() if count > 1
    ]
    return places, repeated


def _homes(gift: Gift, rooms: Mapping[str, str]) -> set[str]:
    """Where a thanks has to stand; `rooms` are people's direct messages."""
    return {rooms[user] for user in gift.recipients} if gift.is_private else {gift.channel}


def _allowed(gift: Gift | None, rooms: Mapping[str, str], rows: Rows) -> set[str]:
    """Where a thanks may stand: one that was not kept, nowhere."""
    if gift is None or not rows.gifts[gift.number]:
        return set()
    return _homes(gift, rooms) | {rooms[user] for user in gift.recipients}


def _is_as_acknowledged(one: Emoji, rows: Rows) -> bool:
    stands = (
        (one.channel, one.ts, one.user) in rows.thanked_by_emoji
        if one.gift is None
        else (one.gift, one.user) in rows.endorsers
    )
    return one.has_to_stand in (None, stands)


def _broken(one: Emoji) -> str:
    place = f" to thanks {one.gift}" if one.gift else ""
    return f"reaction {one.number}{place} {'does not stand' if one.has_to_stand else 'stands'}"


def _first_few(offenders: tuple[str, ...]) -> str:
    return ", ".join(offenders[:_MAX_NAMED]) + (" …" if len(offenders) > _MAX_NAMED else "")
