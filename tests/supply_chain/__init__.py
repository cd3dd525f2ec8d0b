"""What an installation consists of: the lock file, licences, the bill of materials, known weaknesses."""
