from partnerships.models.commitments import Commitment, CommitmentTag, ProgressReport
from partnerships.models.documents import PartnershipDocument
from partnerships.models.partnerships import Partner, Partnership, PartnershipTag

__all__ = [
    "Commitment",
    "CommitmentTag",
    "Partner",
    "Partnership",
    "PartnershipDocument",
    "PartnershipTag",
    "ProgressReport",
]
