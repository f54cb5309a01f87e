"""How organisations come in from files: read (tables), understand (columns, values), compare (plan), write (apply)."""
