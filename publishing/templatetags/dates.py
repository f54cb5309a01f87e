"""Dates as each language writes them: ranges, and dates of which only the month or the year is known."""

import re

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html

register = template.Library()
FORMATS = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT", "year": "Y"}
ISO = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


@register.filter
def days(first, last):
    """`{{ event.first_day|days:event.last_day }}`: "19 October 2023", "19–20 October 2023" or both dates in full."""
    shown = date_format(first)
    if (first.year, first.month) == (last.year, last.month) and first != last:
        shown = re.sub(rf"\b{first.day}\b", f"{first.day}–{last.day}", shown, count=1)
    elif first != last:
        return format_html("{} – {}", known(first), known(last))
    return format_html('<time datetime="{}">{}</time>', first.isoformat(), shown)


@register.filter
def known(date, precision="day"):
    """`{{ partnership.signed_on|known:partnership.signed_precision }}`: no more of a date than is known of it."""
    if date is None:
        return ""
    shown = date_format(date, FORMATS[precision])
    return format_html('<time datetime="{}">{}</time>', date.strftime(ISO[precision]), shown)
