"""Tables, lists and trees for notebooks: whatever a text holds is shown as it is."""

from tristandard.basics import html


def test_a_text_is_no_markup():
    """On one line, nothing in it a tag."""
    assert "&lt;b&gt; &amp; &#x27;x&#x27; 乙" == html.text("<b> & 'x'\n乙")
    assert "3" == html.text(3)


def test_a_table():
    """The caption, the heads, then the rows."""
    assert (
        "<table><caption>甲&amp;乙</caption><thead><tr><th>名次</th><th>单位</th></tr></thead><tbody><tr><td>1</td><td>&lt;东&gt;</td></tr><tr><td>2</td><td>西</td></tr></tbody></table>"
        == html.table("甲&乙", ["名次", "单位"], [(1, "<东>"), (2, "西")])
    )


def test_a_list_and_a_tree():
    """A list below its head; a tree that opens, or a line alone where nothing stands below."""
    assert "<p>头&lt;</p><ul><li>1</li><li>&amp;</li></ul>" == html.listed("头<", [1, "&"])
    assert "<details open><summary>头</summary><ul><li><b>x</b></li><li>y</li></ul></details>" == html.tree("头", ["<b>x</b>", "y"], opened=True)
    assert "<details><summary>头</summary><ul><li>y</li></ul></details>" == html.tree("头", iter(["y"]), opened=False)
    assert "头&amp;" == html.tree("头&", [], opened=True)
