"""The ledger's migrations, oldest first. A released one is never changed; a new one is added."""
