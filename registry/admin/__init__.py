from registry.admin import conflicts, imports, mistakes, sources

__all__ = ["conflicts", "imports", "mistakes", "sources"]
