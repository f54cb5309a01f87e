"""How long an import takes beside a bare `bulk_create` of the same rows, in the database of DATABASE_URL, emptied after.

    python -m benchmarks.imports --rows 18000

The bare one writes organisations, identifiers, goals and sort keys and nothing else: no comparison, no source of each
value, no audit trail, no search index.
"""

import argparse
import io
import random
import resource
import time

import django

HEADINGS = "БИН;Наименование организации;Регион;Дата регистрации;Статус;Цели"
REGIONS = ("Акмолинская область", "г. Астана", "Алматы", "Шымкент", "Туркестанская область")
STATUSES = ("Действующая", "Действующая", "Действующая", "Приостановлена")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=18_000)
    rows = arguments.parse_args().rows
    django.setup()
    from django.db import transaction

    text = register(rows).encode("windows-1251")
    with undone(transaction):
        bare = seconds(lambda: write_bare(text))
    with undone(transaction):
        run = imported_run(text)
        whole = seconds(lambda: carry_out(run))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows} rows: bulk_create {bare:.1f} s, import {whole:.1f} s, {whole / bare:.1f} times; {memory:.0f} MB at most"
    )


class undone:
    """A transaction that is always rolled back."""

    def __init__(self, transaction):
        self.transaction, self.atomic = transaction, transaction.atomic()

    def __enter__(self):
        self.atomic.__enter__()

    def __exit__(self, *failure):
        self.transaction.set_rollback(True)
        return self.atomic.__exit__(*failure)


def seconds(action):
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def register(rows):
    """Return a register as a ministry sends it, of `rows` made-up organisations with valid BINs."""
    from people.models.identifiers import bin_check_digit

    chance, lines = random.Random(3), [HEADINGS]
    while len(lines) <= rows:
        digits = f"{chance.randrange(10**10, 10**11):011d}"
        check = bin_check_digit(digits)
        if check is None:
            continue
        name = f"ОО «Вымышленное дело {len(lines)}»"
        day = f"{chance.randrange(1, 29):02d}.{chance.randrange(1, 13):02d}.{chance.randrange(1995, 2024)}"
        goals = ",".join(str(goal) for goal in sorted(chance.sample(range(1, 18), 3)))
        lines.append(f"{digits}{check};{name};{chance.choice(REGIONS)};{day};{chance.choice(STATUSES)};{goals}")
    return "\r\n".join(lines)


def write_bare(content):
    """Write the rows of `content` in bulk, batches of 1,000, as little as a portal could do."""
    from people.models import Organisation, OrganisationIdentifier, OrganisationTag
    from publishing.sorting import fill_sort_keys

    rows = [line.split(";") for line in content.decode("windows-1251").split("\r\n")[1:]]
    made = []
    for number, (_bin, name, _region, day, _status, _goals) in enumerate(rows):
        founded = "-".join(reversed(day.split(".")))
        row = Organisation(slug=f"bare-{number}", name_ru=name, kind="22", country="KZ", founded_on=founded)
        fill_sort_keys(row)
        made.append(row)
    Organisation.objects.bulk_create(made, batch_size=1000)
    numbers = [
        OrganisationIdentifier(organisation=row, scheme="KZ-BIN", value=cells[0])
        for row, cells in zip(made, rows, strict=True)
    ]
    OrganisationIdentifier.objects.bulk_create(numbers, batch_size=1000)
    tags = [
        OrganisationTag(organisation=row, goal_id=int(goal))
        for row, cells in zip(made, rows, strict=True)
        for goal in cells[5].split(",")
    ]
    OrganisationTag.objects.bulk_create(tags, batch_size=1000)


def imported_run(content):
    from registry.imports.runs import prepare
    from registry.models import Source

    source = Source.objects.create(name="Synthetic register", country="KZ", scheme="KZ-BIN")
    run = prepare(source=source, file=io.BytesIO(content), name="register.csv")
    run.is_dry = False
    run.save()
    return run


def carry_out(run):
    from registry.imports.runs import run_import

    finished = run_import(run, compares_first=False)
    if not finished.figures.get("created"):
        raise SystemExit(f"The import wrote nothing: {finished.problem}")


if __name__ == "__main__":
    main()
