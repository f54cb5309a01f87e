"""Accounts for everybody: signing up, signing in, the second factor, leaving (docs/decisions/0023)."""
