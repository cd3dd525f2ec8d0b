"""Frozen dataclasses with slots that cost little until they are used.

A process has hundreds of them, and makes instances of a part. `dataclasses` compiles six methods of each at
once, which took a tenth of the time to start, and 8 kB for each class.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")
_METHODS = ("__init__", "__repr__", "__eq__", "__hash__")
"""What is compiled when one of them is first called."""

_make_class = dataclass(frozen=True, slots=True, init=False, repr=False, eq=False)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """Do what `dataclass(frozen=True, slots=True)` does, but compile methods when one is first called."""
    bases, namespace = cls.__bases__, dict(cls.__dict__)
    missing = [name for name in _METHODS if name not in namespace]

    def compile_methods() -> None:
        # Threads that do so at the same time set equal methods.
        copy: type = type(cls.__name__, bases, dict(namespace))
        compiled = vars(dataclass(frozen=True)(copy))
        for name in missing:
            setattr(made, name, compiled[name])

    for name in missing:
        setattr(cls, name, _compiled_later(name, compile_methods))
    made = _make_class(cls)
    return made


def _compiled_later(name: str, compile_methods: Callable[[], None]) -> Callable[..., Any]:
    """Return a method that has itself replaced when it is called, and calls the compiled one."""

    def method(self: object, *args: object, **kwargs: object) -> Any:
        compile_methods()
        return getattr(self, name)(*args, **kwargs)

    return method
