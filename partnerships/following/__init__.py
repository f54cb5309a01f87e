"""Following by mail, without an account: double opt-in, one digest a week, off with one click (docs/decisions/0028)."""
