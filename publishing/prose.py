"""Long texts: Markdown in, clean HTML out."""

import html
import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
TAGS = {
    "a", "abbr", "blockquote", "br", "code", "del", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def to_html(text):
    """Return `text` in Markdown as HTML that holds nothing but plain formatting; headings start at the third level."""
    rendered = MARKDOWN.render(text)
    for level in (2, 1):
        rendered = rendered.replace(f"<h{level}>", "<h3>").replace(f"</h{level}>", "</h3>")
    return nh3.clean(rendered, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})


@lru_cache(maxsize=2048)
def to_text(text):
    """Return `text` in Markdown as its words alone, in paragraphs: for what shows no HTML, such as a calendar.

    Kept, for a calendar of three hundred sessions is written anew when one of them changes.
    """
    rendered = MARKDOWN.render(text).replace("<li>", "<li>– ").replace("</p>", "</p>\n")
    return re.sub(r"\n{3,}", "\n\n", html.unescape(nh3.clean(rendered, tags=set()))).strip()
