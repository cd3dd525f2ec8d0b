"""HTTP: Slack's endpoint, and what an operator asks."""
