"""The machine's own Chromium, for tests that look at pages as people do."""

import shutil

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""Its names. The first is the same browser without a window, and starts in a third of the processor time."""
REQUIRED = "HEARTEN_TEST_CHROMIUM"
"""Set to `required`, a machine without Chromium fails the tests that need it, instead of skipping them."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""It runs as any user, and asks nothing of the network on its own account."""


def program() -> str | None:
    """Where it is, if this machine has it."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)
