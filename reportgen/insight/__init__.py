"""Scorecard → Insights: what stands out of its own past, and what is proposed."""
