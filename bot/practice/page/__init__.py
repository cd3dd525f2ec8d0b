"""The practice workspace's page: a small Slack in the browser, drawn on the server."""
