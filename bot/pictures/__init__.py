"""Pictures that go with messages: the week's quilt."""
