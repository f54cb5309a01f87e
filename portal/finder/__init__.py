"""The partner finder: organisations for something to be done together, the best match first, each with the reasons.

What is asked is a handful of sets of the index of facets (docs/decisions/0011, 0027): everybody is in or out of each, so
those alike are ranked together, and 180,000 organisations cost no more queries than ten.
"""
