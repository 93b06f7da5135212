"""The frozen values that the stages hand over: Facts → Scorecard → Insights → Report → Artifact."""
