from reviews.models.contributions import Contribution, ContributionTag
from reviews.models.documents import ReviewDocument
from reviews.models.reviews import NationalReview, NationalReviewTag

__all__ = ["Contribution", "ContributionTag", "NationalReview", "NationalReviewTag", "ReviewDocument"]
