"""Made-up partnerships, promises and reports, to measure and to try things on: the same for the same seed and day."""
