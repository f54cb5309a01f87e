"""Answers that are sent while they are made: however many rows there are, a few of them are in memory at a time."""

import csv
import json
from itertools import chain

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from publishing.workbook import packed

AT_ONCE = 200  # rows that are sent together
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"  # by which Excel knows UTF-8


def attached(response, name, suffix):
    """Return `response` as a file to be kept, with the day in its name and its language told."""
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{suffix}"'
    response["Content-Language"] = get_language()
    return response


def shown(body, content_type, name):
    """Return `body` as a licensed file called `name` that a program may open where it is."""
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Language"] = get_language()
    return licensed(response)


def refused(filterset):
    """Return in plain text what is wrong with the filters: a slip in the address must not silently give everything."""
    return HttpResponseBadRequest(filterset.errors.as_text(), content_type="text/plain; charset=utf-8")


def licensed(response):
    """Return `response` with the licence of the portal's data, for programs (RFC 8288)."""
    response["Link"] = f'<{settings.DATA_LICENCE_URL}>; rel="license"'
    return response


def licence():
    """Return {name, url} of the licence of the portal's data, for people."""
    return {"name": settings.DATA_LICENCE_NAME, "url": settings.DATA_LICENCE_URL}


def delimiter():
    """Return what divides cells: Excel expects a semicolon wherever a comma divides whole numbers from their parts."""
    return "," if get_language() == "en" else ";"


class Echo:
    """For csv.writer: gives back each line instead of keeping it."""

    def write(self, line):
        return line


def together(lines):
    """Yield `lines`, many at a time."""
    kept = []
    for line in lines:
        kept.append(line)
        if len(kept) == AT_ONCE:
            yield "".join(kept)
            kept.clear()
    yield "".join(kept)


def csv_answer(name, headings, rows):
    """Return `rows`, lists of texts, as CSV under `headings`."""
    writer = csv.writer(Echo(), delimiter=delimiter())

    def lines():
        yield BOM + writer.writerow(headings)
        yield from map(writer.writerow, rows)

    return attached(StreamingHttpResponse(together(lines()), content_type="text/csv; charset=utf-8"), name, "csv")


def xlsx_answer(name, headings, rows):
    """Return `rows`, lists of texts, as a workbook under `headings`."""
    return attached(StreamingHttpResponse(packed(name, chain([headings], rows)), content_type=XLSX), name, "xlsx")


def json_answer(name, rows):
    """Return `rows`, what JSON can hold, as an array with a line for each."""

    def lines():
        before = "[\n"
        for row in rows:
            yield before + json.dumps(row, ensure_ascii=False)
            before = ",\n"
        yield "[]\n" if before == "[\n" else "\n]\n"

    return attached(StreamingHttpResponse(together(lines()), content_type="application/json"), name, "json")
