"""What Slack sends, as far as Hearten reads it. What has another shape raises `InvalidPayloadError`."""
