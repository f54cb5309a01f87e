from io import StringIO

import pytest
from django.core.management import call_command

from places.models import Region
from tests.people.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def run():
    output = StringIO()
    call_command("find_doubles", stdout=output)
    return output.getvalue()


def test_the_whole_registry_is_looked_through_and_the_second_time_nothing_is_new():
    region = Region.objects.get(code="KZ-71")
    for name in ("ОО «Үміт»", "«Умит» ҚБ", "ОО «Родник»"):
        OrganisationFactory(name_en=name, region=region)

    assert run() == "1 new pairs, 1 to be decided.\n"
    assert run() == "0 new pairs, 1 to be decided.\n"
