"""The tests of the practice workspace's page."""
