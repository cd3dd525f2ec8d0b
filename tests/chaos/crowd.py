"""Many people who thank each other at once."""

from __future__ import annotations

import asyncio
import itertools
from random import Random

from bot.domain.values import FIRST_VALUES
from bot.practice.delivery import Answer, Payload
from bot.practice.records import Message, Person
from bot.practice.server import Practice
from tests.chaos.ledger import Emoji, Gift, Ledger, as_given
from tests.chaos.pause import paused
from tests.chaos.wording import number_in, wording

BREATH = (0.05, 0.5)
"""Seconds, from and to, that a sender pauses between two acts, in a trial of seconds."""
LONG_BREATH = (0.5, 3.0)
"""The same in a trial of minutes: one process whose clock and neighbours are disturbed keeps up with it."""
REPEATED = 0.2
QUIET = 0.15
FLEETING = 0.2
"""How many reactions are taken off at once, so that both events are on their way at the same time."""
MESSAGES = 60


class Crowd:
    """Senders who act side by side, each with a chance of its own that comes from `seed`."""

    def __init__(
        self, practice: Practice, ledger: Ledger, *, senders: int, seed: int, breath: tuple[float, float]
    ) -> None:
        self._practice = practice
        self._workspace = practice.workspace
        self._ledger = ledger
        self._breath = breath
        self._randoms = [Random(f"{seed}/{number}") for number in range(senders)]
        self._numbers = itertools.count(1)
        bot = self._workspace.bot_user_id
        self._people = [user for user in self._workspace.people.values() if user.id != bot]
        self._channels = list(self._workspace.channels)
        self._messages: list[Message] = []
        self._touched: set[tuple[str, str]] = set()

    async def act(self, resting: asyncio.Event) -> None:
        """Write messages, then thank and react until `resting` is set; what was begun is finished."""
        await self._talk(self._randoms[0])
        async with asyncio.TaskGroup() as senders:
            for random in self._randoms:
                senders.create_task(self._send(random, resting))

    async def _talk(self, random: Random) -> None:
        for _ in range(MESSAGES):
            author, channel = random.choice(self._people), random.choice(self._channels)
            self._messages.append(await self._practice.say(author.id, channel, "it is done"))

    async def _send(self, random: Random, resting: asyncio.Event) -> None:
        acts = (self._thank, self._react, self._join_in, self._think_better_of_it, self._look_back)
        while await paused(resting, random.uniform(*self._breath)):
            (act,) = random.choices(acts, weights=(6, 3, 2, 1, 1))
            await act(random)
            await self._ledger.noted()

    async def _thank(self, random: Random) -> None:
        giver, *recipients = random.sample(self._people, random.choice((2, 2, 2, 3)))
        gift = Gift(
            number=next(self._numbers),
            giver=giver.id,
            recipients=tuple(user.id for user in recipients),
            channel=random.choice(self._channels),
            is_private=random.random() < QUIET,
        )
        self._ledger.gifts[gift.number] = gift
        names = " ".join(f"@{user.name}" for user in recipients)
        typed = f"{'quietly ' if gift.is_private else ''}{names} {wording(gift.number)}"
        answer = await self._practice.command(gift.giver, gift.channel, typed)
        gift.answers.append(answer)
        if random.random() < REPEATED:
            again = Payload("slash_commands", answer.payload)
            gift.answers += await asyncio.gather(self._practice.deliver(again), self._practice.deliver(again))

    async def _react(self, random: Random) -> None:
        """Put an emoji on a colleague's message."""
        message = random.choice(self._messages)
        await self._touch(random, message, random.choice(self._people), gift=None)

    async def _join_in(self, random: Random) -> None:
        """Put an emoji on a shout-out."""
        posted = self._workspace.messages.get(random.choice(self._channels), {}).values()
        bot = self._workspace.bot_user_id
        shout_outs = [one for one in posted if one.user == bot and one.ephemeral_to is None]
        if not shout_outs:
            return
        message = random.choice(shout_outs)
        number = number_in(message.text)
        gift = self._ledger.gifts.get(number) if number else None
        if gift is None:
            return
        user = random.choice(self._people)
        if user.id not in (gift.giver, *gift.recipients):
            await self._touch(random, message, user, gift=gift.number)

    async def _touch(self, random: Random, message: Message, user: Person, *, gift: int | None) -> None:
        """React once to each message and thanks; nobody reacts to what they wrote themselves."""
        once = (user.id, f"gift {gift}" if gift else f"{message.channel} {message.ts}")
        if message.user == user.id or once in self._touched:
            return
        self._touched.add(once)
        name = random.choice(FIRST_VALUES).emoji
        where = (user.id, message.channel, message.ts, name)
        acts = [self._practice.react(*where)]
        if random.random() < FLEETING:
            acts.append(self._practice.unreact(*where))
        added, *removed = [as_given(answer) for answer in await asyncio.gather(*acts) if answer]
        number = len(self._ledger.emoji) + 1
        self._ledger.emoji.append(Emoji(number, *where, gift, added, *removed))

    async def _look_back(self, random: Random) -> None:
        """Ask what was given in a channel: the longest answers that there are."""
        channel = self._workspace.channel(random.choice(self._channels))
        user = random.choice(self._people)
        await self._practice.command(user.id, channel.id, f"history #{channel.name}")

    async def _think_better_of_it(self, random: Random) -> None:
        """Take an emoji off again."""
        standing = [one for one in self._ledger.emoji if one.removed is None]
        if not standing:
            return
        one = random.choice(standing)
        # Nobody else may choose it meanwhile, and until this is answered nothing is promised.
        one.removed = Answer({})
        removed = await self._practice.unreact(one.user, one.channel, one.ts, one.name)
        # An app hears of reactions wherever it is, and this one is in every channel.
        assert removed
        one.removed = as_given(removed)
