"""A file of organisations on its way into the registry."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from publishing.documents import private_files
from registry.models.sources import Source


class ImportRun(models.Model):
    """One reading of one file: first dry, then for real; it may be stopped, or killed, and run again without harm."""

    class State(models.TextChoices):
        MAPPED = "mapped", _("Columns to be checked")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs", verbose_name=_("source"))
    file = models.FileField(_("file"), storage=private_files, upload_to="imports", max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=200)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    is_dry = models.BooleanField(_("dry run"), default=True)
    keeps_good_rows = models.BooleanField(
        _("take the good rows of a file with bad ones"),
        default=True,
        help_text=_("Otherwise a file with a refused row changes nothing."),
    )
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.MAPPED)
    stop_asked = models.BooleanField(_("to be stopped"), default=False)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    done_count = models.PositiveIntegerField(_("rows done"), default=0)
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    problem = models.JSONField(_("what is wrong with the file"), null=True, blank=True)
    of_dry_run = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="real_runs", verbose_name=_("dry run before it")
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("started by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heard_of_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.source}: {self.file_name}"


class ImportRow(models.Model):
    """What a run did, or a dry run would do, with one row of the file. Rows that change nothing are only counted."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("Created")
        CHANGED = "changed", _("Changed")
        CLOSED = "closed", _("Closed")
        REFUSED = "refused", _("Refused")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row of the file"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome.choices)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    label = models.CharField(_("name"), max_length=300, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "outcome"])]

    def __str__(self):
        return f"{self.number}: {self.label}"
