from partnerships.models.assessments import Assessment
from partnerships.models.commitments import Commitment, CommitmentTag
from partnerships.models.developments import Development
from partnerships.models.documents import PartnershipDocument
from partnerships.models.following import Follow, Follower
from partnerships.models.partners import Partner, PartnershipTag
from partnerships.models.partnerships import Partnership
from partnerships.models.reports import ProgressReport

__all__ = [
    "Assessment",
    "Commitment",
    "CommitmentTag",
    "Development",
    "Follow",
    "Follower",
    "Partner",
    "Partnership",
    "PartnershipDocument",
    "PartnershipTag",
    "ProgressReport",
]
