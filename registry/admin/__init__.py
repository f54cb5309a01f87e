from registry.admin import conflicts, doubles, imports, organisations, sources

__all__ = ["conflicts", "doubles", "imports", "organisations", "sources"]
