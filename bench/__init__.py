"""Measurements: never asserted in tests, printed as tables and kept as JSON."""
