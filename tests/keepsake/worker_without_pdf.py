"""The same, where no PDF can be made."""

import sys

from bot.slack.features.keepsake.job import make_frame
from tests.keepsake.fast_worker import read_input

if __name__ == "__main__":
    sys.stdout.buffer.write(make_frame(read_input()))
