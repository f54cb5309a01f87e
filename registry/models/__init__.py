from registry.models.doubles import Double, OrganisationKey
from registry.models.imports import ImportRow, ImportRun
from registry.models.merges import Merge
from registry.models.mistakes import Mistake
from registry.models.sources import Conflict, IdentifierSetAside, Source, SourceRecord

__all__ = [
    "Conflict",
    "Double",
    "IdentifierSetAside",
    "ImportRow",
    "ImportRun",
    "Merge",
    "Mistake",
    "OrganisationKey",
    "Source",
    "SourceRecord",
]
