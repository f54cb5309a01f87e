"""axe-core, the accessibility checker, inside a page under our strict Content-Security-Policy."""

from pathlib import Path

import axe_core_python

SCRIPT = Path(axe_core_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The one of their rules that reads colours: what the others read is the same in light and in dark.
COLOURS = ["color-contrast"]


def violations_in_light_and_dark(page, widths, height=900):
    """Return {(width, scheme): what is wrong there}, empty if nothing is, and whether the page is wider than its window."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": height})
        for scheme, rules in (("light", RULES), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            wrong = violations(page, rules)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append("wider than the window")
            if wrong:
                found[width, scheme] = wrong
    return found


def violations(page, rules=RULES):
    """Return what axe finds wrong on Playwright's `page`: one sentence a violation, so an empty list means none.

    `rules` are tags or names of rules of axe. The script is evaluated by the debugger, not added as an element, so the
    page's policy stays in force.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(SCRIPT)
    # What passes is most of the report, and takes as long to send as to find.
    wrong = page.evaluate("rules => axe.run(document, {runOnly: rules}).then(report => report.violations)", rules)
    return [
        f"{rule['id']}: {rule['help']} at {node['target']} {node.get('failureSummary', '')}"
        for rule in wrong
        for node in rule["nodes"]
    ]
