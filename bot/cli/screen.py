"""Whether the operator sees windows on this machine."""

import os
import sys


def has_screen() -> bool:
    """Return True if a browser window can open; a text browser would take over the terminal."""
    is_unix = sys.platform not in ("win32", "darwin")
    return not is_unix or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
