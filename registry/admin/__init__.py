from registry.admin import conflicts, imports, sources

__all__ = ["conflicts", "imports", "sources"]
