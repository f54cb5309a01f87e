"""What nobody thought of: requests made up from the OpenAPI document, right ones and wrong ones, never end in a 500."""

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from rest_framework.test import APIClient
from schemathesis import GenerationMode

from config.api import ENDPOINTS
from config.api_views import openapi_document
from publishing.reading import identity_of
from tests.config.api_rows import ROWS

FEW = settings(
    max_examples=3,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="session")
def operations():
    """{noun: [operation]} as schemathesis understands them."""
    found = {}
    for result in schemathesis.openapi.from_dict(openapi_document("en")).get_all_operations():
        operation = result.ok()
        found.setdefault(operation.path.split("/")[3], []).append(operation)
    return found


def send(api, case):
    """Send schemathesis's `case` within a savepoint that is rolled back; return the response."""
    parts = case.as_transport_kwargs(base_url="http://testserver")
    options = {"data": parts["json"], "format": "json"} if parts.get("json") is not None else {}
    if isinstance(parts.get("data"), str | bytes):
        options = {"data": parts["data"], "content_type": "application/json"}
    with transaction.atomic():
        response = getattr(api, case.method.lower())(
            parts["url"].removeprefix("http://testserver"), query_params=parts.get("params") or None, **options
        )
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("name", ENDPOINTS)
def test_no_request_ends_in_a_server_error(editor, operations, name):
    row = ROWS[name]()
    api = APIClient(raise_request_exception=False)
    api.force_authenticate(editor)
    failures = []

    for operation in operations[name]:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @FEW
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case):
                if case.path_parameters:
                    case.path_parameters = {identity_of(type(row)): getattr(row, identity_of(type(row)))}
                response = send(api, case)
                if response.status_code >= 500:
                    failures.append((case.method, case.path, case.query, case.body, response.status_code))

            ask()

    assert failures == []
