"""Images that go with messages: the digest image and its parts."""
