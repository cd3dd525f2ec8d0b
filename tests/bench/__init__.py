"""Benchmarks: each prints, from one run, how its figures relate to each other."""
