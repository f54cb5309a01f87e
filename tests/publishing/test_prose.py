from publishing.prose import to_html


def test_markdown_becomes_plain_formatting():
    assert to_html("# Water\n\nIt **flows**.") == "<h3>Water</h3>\n<p>It <strong>flows</strong>.</p>\n"


def test_scripts_and_handlers_do_not_survive():
    html = to_html('<script>alert(1)</script>[a](javascript:alert(1)) <img src=x onerror="alert(1)">')

    assert "<script" not in html
    assert "<img" not in html
    assert "href=" not in html


def test_links_open_without_handing_over_where_they_came_from():
    assert to_html("[UN](https://un.org)") == '<p><a href="https://un.org" rel="noopener noreferrer">UN</a></p>\n'
