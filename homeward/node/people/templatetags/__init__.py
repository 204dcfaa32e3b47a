"""Words for the pages of the registry."""
