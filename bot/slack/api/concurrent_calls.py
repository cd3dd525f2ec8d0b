"""Calls that are made side by side, a few at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

A = TypeVar("A")
T = TypeVar("T")

MAX_AT_ONCE = 10
"""Look-ups that one request makes at the same time."""


async def ask_each(
    asked: Iterable[A], ask: Callable[[A], Awaitable[T]], at_once: int = MAX_AT_ONCE
) -> list[T]:
    """Return the answers in the order of what is asked, with at most `at_once` questions open.

    Raises what `ask` raises first, and asks nothing more then.
    """
    questions = enumerate(asked)
    answers: dict[int, T] = {}

    async def work() -> None:
        for number, question in questions:
            answers[number] = await ask(question)

    workers = [asyncio.ensure_future(work()) for _ in range(at_once)]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
    return [answers[number] for number in sorted(answers)]
