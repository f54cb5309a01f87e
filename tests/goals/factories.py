"""Indicators only: goals and targets are in every database from the start (goals.reference)."""

import factory

from goals.models import Indicator


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator

    code = factory.Sequence(lambda number: f"6.5.{number + 1}")
    target_id = "6.5"
    title_en = "Share of rivers that countries manage together"
