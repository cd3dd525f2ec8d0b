"""The only place that knows Slack: Bolt, the Web API, payloads and blocks."""
