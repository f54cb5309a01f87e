"""What the factories of every app share."""

import factory
from auditlog.context import disable_auditlog

from publishing.gathering import gathered
from publishing.models import PublicationState


class WordedFactory(factory.django.DjangoModelFactory):
    """Texts stand in English whatever the active language: `title="…"` means `title_en="…"`."""

    class Meta:
        abstract = True

    @classmethod
    def create(cls, **kwargs):
        """Make the row and those that it needs, then bring the indexes up to date once for all of them.

        What a test finds there has no history: that begins with what the test does.
        """
        with disable_auditlog(), gathered():
            return super().create(**kwargs)

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        for name in [name for name in kwargs if f"{name}_en" in kwargs]:
            kwargs[f"{name}_en"] = kwargs.pop(name)
        return kwargs


class PublishedFactory(WordedFactory):
    class Meta:
        abstract = True

    publication_state = PublicationState.PUBLISHED
