"""How the patches of each value look."""

from dataclasses import dataclass

from bot.pictures.dyes import CLOTHS
from bot.pictures.motifs import MOTIFS


@dataclass(frozen=True, slots=True)
class Look:
    """The numbers of a motif and of a cloth; inverted, what is light and what is dark change places."""

    motif: int
    cloth: int
    is_inverted: bool


def look(position: int) -> Look:
    """The look of the value at this position in the workspace's order.

    As many values as there are motifs have one each. The next as many have the same motifs, inverted and on
    another cloth. The first hundred looks are all different.
    """
    return Look(position % len(MOTIFS), position % len(CLOTHS), position // len(MOTIFS) % 2 == 1)
