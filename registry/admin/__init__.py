from registry.admin import conflicts, imports, merges, mistakes, organisations, sources

__all__ = ["conflicts", "imports", "merges", "mistakes", "organisations", "sources"]
