"""Joining a recognition ("Me too"), and comments on it."""
