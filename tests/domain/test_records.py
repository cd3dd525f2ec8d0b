"""Records behave as frozen dataclasses with slots do, whichever method is called first."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from bot.domain.records import record


@dataclass(frozen=True, slots=True)
class Wanted:
    """What records are compared with."""

    name: str
    sizes: list[int] = field(default_factory=list)
    note: str = "none"
    is_last: bool = field(default=False, kw_only=True)


def make_record() -> Any:
    """Return a new class: no method of it is compiled."""

    @record
    class Made:
        """A record."""

        name: str
        sizes: list[int] = field(default_factory=list)
        note: str = "none"
        is_last: bool = field(default=False, kw_only=True)

    return Made


@record
class Place:
    """A record with a base for others, a check, and a property."""

    city: str

    def __post_init__(self) -> None:
        """Refuse a place without a name."""
        if not self.city:
            raise ValueError("no city")

    @property
    def title(self) -> str:
        """The name in capitals."""
        return self.city.upper()


@record
class Address(Place):
    """A record of a record."""

    street: str = ""


def test_records_are_dataclasses() -> None:
    made = make_record()
    assert is_dataclass(make_record())
    assert [one.name for one in fields(made)] == [one.name for one in fields(Wanted)]
    assert made.__match_args__ == Wanted.__match_args__
    assert asdict(made("a", [1], is_last=True)) == asdict(Wanted("a", [1], is_last=True))
    assert made("a").sizes is not made("a").sizes
    with pytest.raises(TypeError, match="name"):
        made()


@pytest.mark.parametrize(
    "first_call",
    [lambda one, _: one.__init__("b"), lambda one, _: repr(one), lambda one, other: one == other],
    ids=["init", "repr", "eq"],
)
def test_methods_are_compiled_at_the_first_call(first_call: Callable[[Any, Any], object]) -> None:
    made = make_record()
    # As pydantic makes instances: without `__init__`.
    one, other = object.__new__(made), object.__new__(made)
    for instance in (one, other):
        for name, value in {"name": "b", "sizes": [], "note": "none", "is_last": False}.items():
            object.__setattr__(instance, name, value)
    first_call(one, other)
    assert one == other == made("b")
    assert one != made("c")
    assert one != Wanted("b")
    assert repr(one).endswith("Made(name='b', sizes=[], note='none', is_last=False)")
    assert {name: getattr(made, name).__code__.co_filename for name in ("__init__", "__repr__")} == {
        "__init__": "<string>",
        "__repr__": Wanted.__repr__.__code__.co_filename,
    }


def test_records_are_frozen() -> None:
    place = Place("Cork")
    with pytest.raises(FrozenInstanceError):
        place.city = "Galway"  # type: ignore[misc]  # what mypy forbids, too
    with pytest.raises(FrozenInstanceError):
        del place.city
    assert not hasattr(place, "__dict__")


def test_records_inherit_and_are_checked() -> None:
    address = Address("Cork", "Main Street")
    assert isinstance(address, Place)
    assert address.title == "CORK"
    assert address != Place("Cork")
    assert replace(address, city="Galway") == Address("Galway", "Main Street")
    assert len({address, Address("Cork", "Main Street"), Place("Cork")}) == 2
    with pytest.raises(ValueError, match="no city"):
        replace(address, city="")


def test_records_are_validated_copied_and_pickled() -> None:
    address = TypeAdapter(Address).validate_python({"city": "Cork", "street": "Main Street"})
    assert address == Address("Cork", "Main Street")
    assert copy.deepcopy(address) == copy.copy(address) == pickle.loads(pickle.dumps(address)) == address
    match address:
        case Address(city, street):
            assert (city, street) == ("Cork", "Main Street")
