"""What Hearten does: one function, one transaction. Commit first, answer second, send third."""
