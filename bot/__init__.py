"""Hearten, a Slack bot for peer recognition."""
