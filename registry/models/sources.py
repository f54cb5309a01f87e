"""Where the facts of the registry come from, value by value."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from people.models.organisations import Country, OfOrganisation


class Source(models.Model):
    """A register that somebody keeps and sends as a file: the ministry's list of NGOs, a donor's list of partners."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True, help_text=_("An SPDX code or a name."))
    country = models.CharField(_("country"), max_length=2, blank=True, choices=Country.choices)
    scheme = models.CharField(
        _("scheme of its identifiers"), max_length=20, blank=True, help_text=_("A prefix of org-id.guide: KZ-BIN …")
    )
    is_full = models.BooleanField(
        _("lists everything"),
        default=False,
        help_text=_("What a later file no longer lists becomes inactive, and active again when it is back."),
    )
    mapping = models.JSONField(_("columns"), default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self):
        return self.name


class SourceRecordQuerySet(OfOrganisation):
    """What sources say of organisations that may be seen."""

    def with_sources(self):
        return self.select_related("source", "last_run").order_by("source__name", "pk")

    def facts_about(self, organisation):
        """Return a registry.provenance.Fact for whatever the page of `organisation` says, with its origin among these."""
        from registry.provenance import facts_about

        return facts_about(organisation, self)


class SourceRecord(models.Model):
    """What one source says of one organisation.

    `values` is {field: {"value": as the source has it, "run": key of the run that brought it}}: with the run's file and
    the source's licence it tells where each value comes from, and a value that staff have changed since is known by it.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="records", verbose_name=_("source"))
    key = models.CharField(_("key in the source"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="source_records", verbose_name=_("organisation")
    )
    values = models.JSONField(_("values"), default=dict)
    is_listed = models.BooleanField(_("in the latest file"), default=True)
    first_run = models.ForeignKey(
        "ImportRun", models.PROTECT, related_name="records_begun", verbose_name=_("first import")
    )
    last_run = models.ForeignKey(
        "ImportRun", models.PROTECT, related_name="records_seen", verbose_name=_("latest import")
    )

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of a source")
        verbose_name_plural = _("records of sources")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="registry_sourcerecord_key_once")]
        indexes = [models.Index(fields=["source", "is_listed"])]

    def __str__(self):
        return f"{self.source}: {self.key}"


class Conflict(models.Model):
    """A value that staff have changed and a source now has another of: neither is overwritten until somebody decides."""

    class State(models.TextChoices):
        OPEN = "open", _("To be decided")
        OURS = "ours", _("Ours kept")
        THEIRS = "theirs", _("The source's taken")

    record = models.ForeignKey(SourceRecord, models.CASCADE, related_name="conflicts", verbose_name=_("record"))
    run = models.ForeignKey("ImportRun", models.PROTECT, related_name="conflicts", verbose_name=_("import"))
    field = models.CharField(_("field"), max_length=60)
    ours = models.JSONField(_("our value"), null=True)
    theirs = models.JSONField(_("the source's value"), null=True)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "field"], condition=Q(state="open"), name="registry_conflict_open_once"
            )
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self):
        return f"{self.record}: {self.field}"


class IdentifierSetAside(models.Model):
    """A number that came with an organisation and cannot be its identifier: kept with the reason, not thrown away."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="identifiers_set_aside", verbose_name=_("organisation")
    )
    scheme = models.CharField(_("scheme"), max_length=20)
    value = models.CharField(_("value"), max_length=200)
    reason = models.CharField(_("reason"), max_length=40, help_text=_("The code of what is wrong with it."))
    run = models.ForeignKey("ImportRun", models.PROTECT, related_name="identifiers_set_aside", verbose_name=_("import"))

    class Meta:
        verbose_name = _("identifier set aside")
        verbose_name_plural = _("identifiers set aside")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "scheme", "value"], name="registry_identifiersetaside_once")
        ]

    def __str__(self):
        return f"{self.scheme} {self.value}"
