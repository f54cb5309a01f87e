"""Russian dates are Django's, but for a day without its year, whose month Django leaves in the nominative."""

MONTH_DAY_FORMAT = "j E"
