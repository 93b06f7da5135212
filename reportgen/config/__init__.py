"""The config: one YAML file → a validated Config, or everything that is wrong with it."""
