"""Print the app manifest for the Slack CLI (https://docs.slack.dev/tools/slack-cli/reference/hooks)."""

import json
import sys

from slack_cli_hooks.protocol import build_protocol

from bot.settings import OwnSettings
from bot.slack.manifest import build_manifest

build_protocol(sys.argv).respond(json.dumps(build_manifest(commands=OwnSettings.from_environment().commands)))
