"""The table of figures and targets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: its name, what was measured, and what it must be at least or at most, if anything."""

    name: str
    measured: float
    target: float | None = None
    unit: str = ""
    is_minimum: bool = False

    @property
    def is_reached(self) -> bool:
        """Return True if there is no target, or it is met."""
        if self.target is None:
            return True
        return self.measured >= self.target if self.is_minimum else self.measured <= self.target

    def __str__(self) -> str:
        """Return the row as a line of the table."""
        line = f"{self.name:<62} {self.measured:>9,.4g} {self.unit:<4}"
        if self.target is None:
            return line.rstrip()
        sign, mark = "≥" if self.is_minimum else "≤", "yes" if self.is_reached else "no"
        return f"{line} {sign} {self.target:<7g} {mark}"
