"""How the patches of each value look."""

from dataclasses import dataclass

from bot.images.colors import CLOTHS, LINEN, Ramp
from bot.images.motifs import HEART, MOTIFS, Motif


@dataclass(frozen=True, slots=True)
class Look:
    """A motif, and the number of a cloth; inverted, what is light and what is dark change places."""

    motif: Motif
    cloth: int
    is_inverted: bool

    @property
    def tones(self) -> tuple[Ramp, ...]:
        """From the cloth to its motif: darker, usual, lighter."""
        return LINEN if self.cloth == _LINEN_NUMBER else CLOTHS[self.cloth]

    @property
    def is_ground_light(self) -> bool:
        """Return True if the cloth is lighter than the motif."""
        return self.is_inverted or self.cloth == _LINEN_NUMBER


_LINEN_NUMBER = -1
PLAIN = Look(HEART, _LINEN_NUMBER, is_inverted=False)
"""The look of a recognition without a value. No value has it."""


def look(number: int) -> Look:
    """Return the look with this number, as a value carries it.

    There is one for each motif. The next as many have the same motifs, inverted and on another cloth. The
    first hundred looks are all different.
    """
    motif = MOTIFS[number % len(MOTIFS)]
    return Look(motif, number % len(CLOTHS), number // len(MOTIFS) % 2 == 1)
