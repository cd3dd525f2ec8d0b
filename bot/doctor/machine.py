"""This machine: room on its disks, and its ports."""

import errno
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp

from bot.doctor.finding import Finding, failure, note, well
from bot.settings import Settings
from bot.storage import erasure_ledger
from bot.storage.database_url import find_path

MIN_FREE_BYTES = 100 * 1024 * 1024
"""Free bytes below which a disk counts as full: SQLite's log and a backup need room, too."""
SCARCE_BYTES = 1024 * 1024 * 1024
"""Free bytes below which there is a note."""
_ASK_TIMEOUT = 5.0
"""Seconds that whatever listens on a port has to answer."""


def check_disks(settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each disk that Hearten writes to; a database server's is not known."""
    files = (
        find_path(settings.database_url),
        erasure_ledger.find_ledger(settings.database_url, settings.erasures),
    )
    folders = {file.absolute().parent for file in files if file}
    disks = {folder.stat().st_dev: folder for folder in sorted(folders) if folder.is_dir()}
    for folder in disks.values():
        yield describe_room(folder, shutil.disk_usage(folder).free)


def describe_room(folder: Path, free: int) -> Finding:
    """Return a finding for so many free bytes on the disk of a folder."""
    megabytes = free // (1024 * 1024)
    if free < MIN_FREE_BYTES:
        return failure(
            "disk", f"{megabytes} MB are free at {folder}: make room, or nothing more can be stored"
        )
    if free < SCARCE_BYTES:
        return note("disk", f"{megabytes} MB are free at {folder}: make room soon")
    return well("disk")


async def check_ports(settings: Settings) -> AsyncIterator[Finding]:
    """Yield whether the ports are free, or have Hearten on them."""
    ports = {"PORT": settings.port, "HEARTEN_METRICS_PORT": settings.metrics_port}
    for variable, port in ports.items():
        if port:
            yield await _check_port(settings.host, port, variable)


async def _check_port(host: str, port: int, variable: str) -> Finding:
    subject = f"port {port}"
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except (OSError, UnicodeError) as error:
        match error:
            case OSError(errno=errno.EADDRINUSE):
                if await _is_hearten(host, port):
                    return well(f"{subject} (Hearten runs there)")
                return failure(subject, f"another program listens there: set {variable} to another port")
            case OSError(errno=errno.EACCES):
                return failure(
                    subject, f"this user may not listen there: set {variable} to a port from 1024 on"
                )
            case _:
                return failure("HOST", f"{host} is no address of this machine: set it to 127.0.0.1")
    return well(subject)


async def _is_hearten(host: str, port: int) -> bool:
    """Return True if `/metrics` or `/readyz` there are Hearten's."""
    # An address that stands for all of the machine's is compared with, not listened at.
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    timeout = aiohttp.ClientTimeout(total=_ASK_TIMEOUT)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            texts = [
                await _read_start(session, f"http://{name}:{port}/{page}") for page in ("readyz", "metrics")
            ]
    except (TimeoutError, aiohttp.ClientError, OSError):
        return False
    return texts[0].startswith('{"ready":') or "hearten_" in texts[1]


async def _read_start(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url) as response:
        return (await response.content.read(100_000)).decode(errors="replace")
