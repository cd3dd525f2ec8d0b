"""The process that makes keepsakes, where it takes no time: its page is what it reads, its PDF is empty."""

import sys

from bot.slack.features.keepsake.job import make_frame, read_frame


def read_input() -> bytes:
    """Return the pages of recognitions as they come."""
    source, pages = sys.stdin.buffer, []
    while page := read_frame(source):
        pages.append(page)
    read_frame(source)
    return b"".join(pages)


if __name__ == "__main__":
    sys.stdout.buffer.write(make_frame(read_input()) + make_frame(b"%PDF-"))
