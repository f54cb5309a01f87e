"""The partners and goals that a public partnership cannot be without stay with it."""

from partnerships.models import Partner, PartnershipTag
from publishing.completeness import watch


def connect():
    for model in (Partner, PartnershipTag):
        watch(model, "partnership")
