"""What goes wrong in the workspace on purpose: failing calls, repeated events, broken connections."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.practice.api.faults import Failure, Fault, Faults
from bot.practice.delivery import Delivery, Disturbance
from bot.practice.socket_mode import Farewell, SocketMode


class Troubles:
    """Lets a workspace misbehave as Slack and the network sometimes do."""

    def __init__(
        self, faults: Faults, delivery: Delivery, socket_mode: SocketMode, changed: Callable[[], None]
    ) -> None:
        """Begin with everything in order; `changed` is called when events are disturbed, or no longer."""
        self._faults = faults
        self._delivery = delivery
        self._socket_mode = socket_mode
        self._changed = changed

    def fail(self, method: str, *, times: int = 1, **failure: Any) -> None:
        """Have the next `times` calls of a method go wrong, in the way that fields of `Failure` describe.

        Such a call does nothing, unless `acts` is set. A call that merely hangs does its work first. With
        `late`, the connection is cut at once, and the call does its work so many seconds later, by the
        workspace's clock or by real time, whichever comes first. Its message has the `ts` of that moment.

        The method "*" is any that the bot's token can call; what is set for a method by its name goes first.
        "response_url" is what is posted to a `response_url`, "upload_url" uploads of files.
        """
        self._faults.add(Fault(method, Failure(**failure), times))

    @property
    def faults(self) -> Sequence[Fault]:
        """Those that still wait for calls, in the order in which they were set."""
        return tuple(self._faults.waiting)

    def heal(self) -> None:
        """Forget all faults that wait; a call that has met its fault already is not helped."""
        self._faults.forget()

    def disturb(self, *, repeat: int = 0, within: float = 0.0, seed: int | None = None) -> None:
        """Have every event reach the app `repeat` times more, although it was acknowledged.

        Each sending of an event waits a random time of up to `within` real seconds, so that events overtake
        each other; `seed` makes the times the same again. Without arguments, all is as before.
        """
        self._delivery.disturbance = Disturbance(repeat, within, seed)
        self._changed()

    @property
    def is_disturbed(self) -> bool:
        """Whether events come more than once or out of order."""
        return self._delivery.disturbance.is_any

    async def disconnect(self, reason: Farewell = "refresh_requested") -> None:
        """Send a `disconnect` frame to the app's connections, and close them unless it is a `warning`."""
        await self._socket_mode.disconnect(reason)

    async def cut_connections(self) -> None:
        """Cut the app's Socket Mode connections as a broken network does, without a closing handshake."""
        await self._socket_mode.cut()

    def mute(self, on: bool = True) -> None:
        """Have the app's present Socket Mode connections stay open, and nothing come from them.

        Not even pongs. What is sent to the app over such a connection is lost, and counts as not acknowledged
        in time; a connection that the app opens later is not muted. `mute(False)` ends it.
        """
        self._socket_mode.mute(on)
