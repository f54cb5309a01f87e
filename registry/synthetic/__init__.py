"""A made-up registry, for measuring: as large and as untidy as real ones, the same for the same seed."""
