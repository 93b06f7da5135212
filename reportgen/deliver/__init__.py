"""A mail and its files → its readers, each once; and what came of it for each."""
