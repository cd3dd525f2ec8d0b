"""A load balancer for TCP, such as stands in front of several processes."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from types import TracebackType
from typing import Self

_CHUNK = 65_536


class Balancer:
    """Hands each connection to the next backend that accepts it, and closes it where none does.

    `backends` are ports on this machine; whoever starts and ends the processes keeps the list.
    """

    def __init__(self) -> None:
        self.backends: list[int] = []
        self.port = 0
        self._turn = 0
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        connection = asyncio.create_task(self._carry(reader, writer))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def _carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        with contextlib.closing(writer):
            backend = await self._connect()
            if backend is None:
                return
            answers, questions = backend
            with contextlib.closing(questions):
                ways = [
                    asyncio.create_task(_pump(reader, questions)),
                    asyncio.create_task(_pump(answers, writer)),
                ]
                try:
                    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for way in ways:
                        way.cancel()
                    await asyncio.gather(*ways, return_exceptions=True)

    async def _connect(self) -> tuple[StreamReader, StreamWriter] | None:
        self._turn += 1
        ports = self.backends[:]
        for offset in range(len(ports)):
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", ports[(self._turn + offset) % len(ports)])
        return None


async def _pump(reader: StreamReader, writer: StreamWriter) -> None:
    """Pass on what comes, until one side ends or breaks."""
    with contextlib.suppress(OSError):
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
