"""Make two organisations one: compare them, move what hangs on one to the other, and part them again."""
