"""What the factories of every app share."""

import factory

from publishing.models import PublicationState


class WordedFactory(factory.django.DjangoModelFactory):
    """Texts stand in English whatever the active language: `title="…"` means `title_en="…"`."""

    class Meta:
        abstract = True

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        for name in [name for name in kwargs if f"{name}_en" in kwargs]:
            kwargs[f"{name}_en"] = kwargs.pop(name)
        return kwargs


class PublishedFactory(WordedFactory):
    class Meta:
        abstract = True

    publication_state = PublicationState.PUBLISHED
