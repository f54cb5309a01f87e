from publishing.viewsets import DATED, PublishableViewSet
from reviews.filters import ContributionFilter, NationalReviewFilter
from reviews.models import Contribution, NationalReview
from reviews.serializers import ContributionSerializer, NationalReviewSerializer


class NationalReviewViewSet(PublishableViewSet):
    queryset = NationalReview.objects.all()
    serializer_class = NationalReviewSerializer
    filterset_class = NationalReviewFilter
    ordering_fields = {"year": "year", "country": "country", **DATED}
    default_ordering = "-year"


class ContributionViewSet(PublishableViewSet):
    queryset = Contribution.objects.all()
    serializer_class = ContributionSerializer
    filterset_class = ContributionFilter
    ordering_fields = DATED
    default_ordering = "created_at"
