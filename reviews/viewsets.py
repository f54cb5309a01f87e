from publishing.viewsets import DATED, PublishableViewSet
from reviews.models import Contribution, NationalReview
from reviews.serializers import ContributionSerializer, NationalReviewSerializer


class NationalReviewViewSet(PublishableViewSet):
    queryset = NationalReview.objects.all()
    serializer_class = NationalReviewSerializer
    ordering_fields = {"year": "year", "country": "country", **DATED}
    default_ordering = "-year"


class ContributionViewSet(PublishableViewSet):
    queryset = Contribution.objects.all()
    serializer_class = ContributionSerializer
    ordering_fields = DATED
    default_ordering = "created_at"
