"""Checks what Hearten needs from outside, and tries in a real workspace what no document says."""
