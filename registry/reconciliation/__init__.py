"""The Reconciliation Service API 0.2 of the W3C Community Group, as OpenRefine speaks it: which of ours is meant?"""
