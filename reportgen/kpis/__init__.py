"""Facts → Scorecard: every figure with what it was made of."""
