"""axe-core, the accessibility checker, inside a page under our strict Content-Security-Policy."""

from pathlib import Path

import axe_core_python

SCRIPT = Path(axe_core_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    """Return what axe finds wrong on Playwright's `page`: one sentence a violation, so an empty list means none.

    The script is evaluated by the debugger, not added as an element, so the page's policy stays in force.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(SCRIPT)
    # What passes is most of the report, and takes as long to send as to find.
    wrong = page.evaluate("rules => axe.run(document, {runOnly: rules}).then(report => report.violations)", RULES)
    return [
        f"{rule['id']}: {rule['help']} at {node['target']} {node.get('failureSummary', '')}"
        for rule in wrong
        for node in rule["nodes"]
    ]
