from registry.models.doubles import Double, OrganisationKey
from registry.models.imports import ImportRow, ImportRun
from registry.models.sources import Conflict, IdentifierSetAside, Source, SourceRecord

__all__ = [
    "Conflict",
    "Double",
    "IdentifierSetAside",
    "ImportRow",
    "ImportRun",
    "OrganisationKey",
    "Source",
    "SourceRecord",
]
