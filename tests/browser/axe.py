"""axe-core, the accessibility checker, inside a page under our strict Content-Security-Policy."""

from pathlib import Path

import axe_core_python

SCRIPT = Path(axe_core_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    """Return what axe finds wrong on Playwright's `page`: one sentence a violation, so an empty list means none.

    The script is evaluated by the debugger, not added as an element, so the page's policy stays in force.
    """
    page.evaluate(SCRIPT)
    report = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{rule['id']}: {rule['help']} at {node['target']} {node.get('failureSummary', '')}"
        for rule in report["violations"]
        for node in rule["nodes"]
    ]
