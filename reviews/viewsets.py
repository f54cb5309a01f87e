from publishing.viewsets import DATED, PublishableViewSet, RowViewSet
from reviews.filters import ContributionFilter, NationalReviewFilter, ReviewDocumentFilter
from reviews.models import Contribution, NationalReview, ReviewDocument
from reviews.serializers import ContributionSerializer, NationalReviewSerializer, ReviewDocumentSerializer


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
    ordering_fields = {**DATED, "number": "number"}
    default_ordering = "created_at"


class ReviewDocumentViewSet(RowViewSet):
    queryset = ReviewDocument.objects.all()
    serializer_class = ReviewDocumentSerializer
    filterset_class = ReviewDocumentFilter
    ordering_fields = {"id": "pk", "dated": "dated"}
