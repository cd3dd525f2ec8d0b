"""Chaos: real processes are killed and Slack misbehaves, while people go on thanking each other."""
