"""What people type after `/kudos`, and what it means.

`parse` is the way in; each subcommand's grammar has a module of its own.
"""
