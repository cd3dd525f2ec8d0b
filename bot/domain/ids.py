"""Types of ids, so that no id is taken for another. Where several are passed, the workspace comes first."""

from typing import NewType

WorkspaceId = NewType("WorkspaceId", int)
"""The number of a workspace's rows; Slack's own ids of it are in `WorkspaceIdentity`."""
RecognitionId = NewType("RecognitionId", str)
"""The id of a recognition: ids of later ones are greater."""
