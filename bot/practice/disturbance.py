"""How events are disturbed on their way to the app: they come again, and overtake each other."""

from __future__ import annotations

import random


class Disturbance:
    """What befalls every event, by chance that can be repeated."""

    def __init__(self, repeat: int = 0, within: float = 0.0, seed: int | None = None) -> None:
        """Repeat each event so often, and delay each sending by up to `within` seconds."""
        self.repeat = repeat
        self._within = within
        # Delays are no secret.
        self._random = random.Random(seed)  # noqa: S311

    @property
    def is_any(self) -> bool:
        """Whether anything happens to events at all."""
        return bool(self.repeat or self._within)

    def delay(self) -> float:
        """The seconds that the next sending waits."""
        return self._random.uniform(0, self._within)
