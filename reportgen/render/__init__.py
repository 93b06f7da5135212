"""Report + Theme → Artifacts: the documents' bytes."""
