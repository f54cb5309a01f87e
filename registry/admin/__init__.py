from registry.admin import conflicts, imports, merges, organisations, sources

__all__ = ["conflicts", "imports", "merges", "organisations", "sources"]
