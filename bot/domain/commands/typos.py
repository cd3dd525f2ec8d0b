"""Slips of the finger: what a word was probably meant to be."""

from collections.abc import Iterable

MIN_LETTERS = 4
"""Letters that a word has at least to be taken for another one: shorter ones resemble too many."""
MAX_LETTERS = 30


def find_closest(typed: str, words: Iterable[str]) -> str | None:
    """Return the word that was probably meant by one that is none of them; None if none is near."""
    if not MIN_LETTERS <= len(typed) <= MAX_LETTERS:
        return None
    first, exchanged = typed[0], typed[1::-1]
    alike = [word for word in words if word.startswith((first, exchanged))]
    near = [(slips, word) for word in alike if (slips := _count_slips(typed, word)) is not None]
    return min(near)[1] if near else None


def _count_slips(typed: str, word: str) -> int | None:
    """Return how many letters are wrong, or None if too many are."""
    allowed = 2 if len(word) >= 8 else 1
    if len(word) < MIN_LETTERS or abs(len(typed) - len(word)) > allowed:
        return None
    if len({*typed} ^ {*word}) > 2 * allowed:
        # A slip changes two letters at most.
        return None
    slips = _count_edits(typed, word)
    return slips if 0 < slips <= allowed else None


def _count_edits(one: str, other: str) -> int:
    """Count the letters left out, added, replaced, and the neighbours exchanged."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        above, row = row, [n]
        for m, wanted in enumerate(other, 1):
            cost = min(above[m] + 1, row[m - 1] + 1, above[m - 1] + (letter != wanted))
            if n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == wanted:
                cost = min(cost, before[m - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]
