from pathlib import Path

from django.conf import settings
from django.core.checks import Error


def masters_are_private(app_configs, **kwargs):
    """Stop the start where the masters of photos would lie in a folder that is served."""
    private = Path(settings.PRIVATE_MEDIA_ROOT).resolve()
    served = [name for name in ("MEDIA_ROOT", "STATIC_ROOT") if getattr(settings, name, None)]
    return [
        Error(
            f"PRIVATE_MEDIA_ROOT lies in {name}, which everybody can read.",
            hint="Choose a folder that no web server serves, such as var/originals.",
            id="photos.E001",
        )
        for name in served
        if private.is_relative_to(Path(getattr(settings, name)).resolve())
    ]
