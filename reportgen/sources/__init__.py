"""The config's files → Facts: what they say, value by value, with the rows that say it."""
