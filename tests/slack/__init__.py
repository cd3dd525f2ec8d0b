"""The tests of what is read from Slack and shown in it."""
