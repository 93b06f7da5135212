"""The ledger: what was reported, approved and delivered. A file of SQLite; nothing else of the program reads it."""
