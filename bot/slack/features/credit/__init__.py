"""Passing on a share of the credit to a colleague."""
