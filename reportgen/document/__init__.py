"""Scorecard + Insights → Report: what the documents say, in words and Figures."""
