"""Types of ids, so that no id is taken for another. Where several are passed, the workspace comes first."""

from typing import NewType

WorkspaceId = NewType("WorkspaceId", int)
"""The number of a workspace's rows; Slack's own ids of it are in `WorkspaceIdentity`."""
RecognitionId = NewType("RecognitionId", str)
"""The id of a recognition: ids of later ones are greater."""
UserId = NewType("UserId", str)
"""Slack's id of a user."""
ChannelId = NewType("ChannelId", str)
"""Slack's id of a channel, or of a direct or group message."""
StepId = NewType("StepId", str)
"""Slack's id of one execution of a workflow's step."""

NO_USER = UserId("")
"""Where there is no user."""
NO_CHANNEL = ChannelId("")
"""Where there is no channel."""
NO_STEP = StepId("")
"""Where there is no workflow."""
