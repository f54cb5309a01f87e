"""How fast the list of organisations is exported, and what memory it takes, in the database of DATABASE_URL.

    python -m benchmarks.exports --rows 18000 180000

Where there are fewer organisations, synthetic ones are added and stay. Memory is the most that the process ever had, so
that a line which shows no more than the one above it needed no more. Beside it: the same columns of the organisations alone
by `values_list`, without what belongs to them, which is as fast as Django reads.
"""

import argparse
import csv
import io
import os
import resource
import time

import django


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, nargs="+", default=[18_000, 180_000])
    wanted = sorted(arguments.parse_args().rows)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from people.exports import FORMS

    fill(wanted[-1])
    for count in wanted:
        print(f"{count} rows, bare values_list: {count / seconds(lambda: bare(count)):,.0f} rows/s")  # noqa: B023
    for form in FORMS:
        for count in wanted:
            sent = []
            taken = seconds(lambda: sent.append(export(form, count)))  # noqa: B023 - called at once
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{count} rows, {form}: {count / taken:,.0f} rows/s, {sent[0] / 1024**2:.0f} MB; {memory:.0f} MB of memory"
            )


def seconds(action):
    """Return the seconds of processor time that `action` takes, whatever else the machine does."""
    begin = time.process_time()
    action()
    return time.process_time() - begin


def fill(count):
    """Add synthetic organisations, each with an identifier, another name, a group and three goals, up to `count`."""
    from benchmarks import synthetic
    from people.models import Group, Organisation, OrganisationIdentifier, OrganisationName

    lacking = count - Organisation.objects.published().filter(identifiers__scheme="XM-SYNTHETIC").count()
    if lacking <= 0:
        return
    synthetic.ORGANISATIONS, synthetic.SLUG = lacking, f"synthetic-{time.time_ns():x}"
    group, _is_new = Group.objects.get_or_create(slug="synthetic", defaults={"name_en": "Synthetic group"})
    made = synthetic.make_organisations()
    for at in range(0, lacking, synthetic.BATCH):
        some = made[at : at + synthetic.BATCH]
        OrganisationIdentifier.objects.bulk_create(
            OrganisationIdentifier(organisation=row, scheme="XM-SYNTHETIC", value=str(row.pk)) for row in some
        )
        OrganisationName.objects.bulk_create(
            OrganisationName(organisation=row, text=f"Synthetic {row.pk}", kind="former") for row in some
        )
        through = Organisation.groups.through
        through.objects.bulk_create(through(organisation_id=row.pk, group_id=group.pk) for row in some)


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
    write = csv.writer(io.StringIO()).writerow
    for row in as_stored(first(count).published()).values_list(*columns).iterator(chunk_size=1000):
        write(row)


if __name__ == "__main__":
    main()
