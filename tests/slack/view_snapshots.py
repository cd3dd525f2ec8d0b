"""Snapshots of views as files with short names."""

import re

from syrupy.extensions.json import JSONSnapshotExtension
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

_NOT_IN_NAMES = re.compile(r"\W+", re.ASCII)


class ViewSnapshotExtension(JSONSnapshotExtension):
    """Names a file after the view alone, without blanks: `home-of-a-newcomer.json`."""

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        """Return the parameter of the test in lower case, with hyphens."""
        view = test_location.testname.partition("[")[2].removesuffix("]")
        return _NOT_IN_NAMES.sub("-", view.casefold()).strip("-")
