"""What Slack accepts from an app, and what it answers to everything else."""
