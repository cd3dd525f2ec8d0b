"""Whether hash partitions by workspace pay on PostgreSQL, with as many recognitions as wanted."""
