"""What the audit trail (django-auditlog) writes down: every change of every model, but for what is named here."""

AUDITLOG_INCLUDE_ALL_MODELS = True
AUDITLOG_EXCLUDE_TRACKING_MODELS = [
    "admin.logentry", "sessions", "contenttypes", "axes", "knox", "account", "mfa", "publishing.contentversion",
    "publishing.formerslug", "portal.searchdocument", "people.facetblock",
    # A run keeps its own rows, and writes the trail of what it changes.
    "django_tasks_db.dbtaskresult", "registry.importrow", "registry.importrun", "registry.sourcerecord",
    "registry.identifiersetaside", "registry.organisationkey",
    "events.programmeimport", "events.importedsession", "events.importedperson",
    # So does a merge; its own row tells of it.
    "registry.merge",
    # Personal data, deleted on schedule; who let whom in stands in the row itself.
    "events.sessionseat", "events.answer", "events.checkin", "publishing.keptanswer",
    # Who follows what is personal data too, and what is noticed for them a trail of its own.
    "partnerships.follower", "partnerships.follow", "partnerships.development",
    # Who scored, and how, stands in the row itself.
    "events.proposedperson", "events.proposaltag", "events.proposalscore",
]  # fmt: skip
# What a reader writes to us, and the address to answer to, is deleted in one place when it has served.
AUDITLOG_INCLUDE_TRACKING_MODELS = [
    {"model": "registry.mistake", "exclude_fields": ["text", "evidence", "email"]},
    {"model": "reviews.nationalreview", "exclude_fields": ["last_number"]},
    {"model": "reviews.contribution", "exclude_fields": ["consent_note", "handed_in_by", "late_because"]},
    {
        "model": "events.registration",
        "exclude_fields": ["name", "email", "organisation", "access_needs", "guid", "code", "told"],
    },
    {
        "model": "events.proposal",
        "exclude_fields": [
            "code",
            "asked",
            "proposer",
            "title",
            "abstract",
            "interpretation",
            "access_needs",
            "technical_needs",
            "notes",
            "decision",
        ],
    },
]
AUDITLOG_EXCLUDE_TRACKING_FIELDS = ["updated_at", "last_login", "password", "sequence"]
AUDITLOG_DISABLE_ON_RAW_SAVE = True
