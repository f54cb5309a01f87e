from registry.admin import conflicts, doubles, imports, merges, mistakes, organisations, sources

__all__ = ["conflicts", "doubles", "imports", "merges", "mistakes", "organisations", "sources"]
