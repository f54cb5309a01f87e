"""How fast the list of organisations is exported, and what memory it takes, in the database of DATABASE_URL.

    python -m benchmarks.exports --rows 18000 180000

Where there are fewer organisations, synthetic ones are added and stay. Each line is measured in a process of its own, so
that its memory is its own: the most that the process ever had. "bare" reads the same columns of the organisations alone by
`values_list`, without what belongs to them, which is as fast as Django reads.
"""

import argparse
import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, nargs="+", default=[18_000, 180_000])
    wanted = sorted(arguments.parse_args().rows)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1, initializer=begin) as processes:
        processes.submit(fill, wanted[-1]).result()
        for form in ("bare", "csv", "xlsx", "json"):
            for count in wanted:
                taken, sent, memory = processes.submit(measured, form, count).result()
                told = f"{count / taken:,.0f} rows/s, {sent / 1024**2:.0f} MB sent, {memory:.0f} MB of memory"
                print(f"{count} rows, {form}: {told}", flush=True)


def begin():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def measured(form, count):
    """Return (seconds of processor time, whatever else the machine does; bytes sent; megabytes of memory)."""
    begin = time.process_time()
    sent = bare(count) if form == "bare" else export(form, count)
    return time.process_time() - begin, sent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(count):
    from benchmarks.synthetic import make_organisations

    make_organisations(count)


def first(count):
    from people.models import Organisation

    organisations = Organisation.objects.filter(merged_into=None).order_by("pk")
    return organisations.filter(pk__lte=organisations.published().values_list("pk", flat=True)[count - 1])


def export(form, count):
    """Return how many bytes are sent."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from people.exports import OrganisationExport

    request = RequestFactory().get(f"/en/organisations/export.{form}")
    request.user = AnonymousUser()
    answer = OrganisationExport.as_view(queryset=first(count))(request, form=form)
    return sum(map(len, answer.streaming_content))


def bare(count):
    from publishing.reading import as_stored
    from publishing.wording import LANGUAGE_CODES

    worded = [f"{name}_{code}" for name in ("name", "description") for code in LANGUAGE_CODES]
    columns = [
        "guid",
        "kind",
        "country",
        "region__code",
        "address",
        "founded_on",
        "status",
        "website",
        "email",
        *worded,
    ]
    rows = as_stored(first(count).published()).values_list(*columns).iterator(chunk_size=1000)
    return sum(len(",".join(map(str, row))) for row in rows)


if __name__ == "__main__":
    main()
