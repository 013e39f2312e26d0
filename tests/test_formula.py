"""Formulas: drawn on paper, MathML in the e-book, and refused by both alike."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from prepress.render.code import cut_code
from prepress.render.formula import set_formula, write_formula, write_mathml

GOOD = [
    r"\frac{a}{b}",
    r"x_i^2 + \alpha",
    r"\text{a \{ set \}}",
    r"\begin{aligned} a &= b \\ c &= \left(\sum_j w\right) \end{aligned}",
    r"\left(\sum_j w\right)",
    r"\begin{align} a &= b \end{align}",
]
BAD = {
    r"\frac{a}": "no complete TeX",
    r"\sqrt": "no complete TeX",
    r"a_": "no complete TeX",
    r"{a": "braces do not match",
    r"\nosuch x": r"no command `\nosuch`",
    r"\begin{gather} a & b \end{gather}": "no complete TeX",
}


@pytest.mark.parametrize("block", [False, True])
@pytest.mark.parametrize("tex", GOOD)
def test_a_formula_is_drawn_with_its_source_as_title_on_its_line(tex: str, block: bool) -> None:
    root = ElementTree.fromstring(write_formula(tex, block=block))
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None and title.text == tex
    _, top, width, height = map(float, (root.get("viewBox") or "").split())
    assert root.get("style") == f"vertical-align: {-(top + height):.2f}px"
    assert 0 < width < 200 and 0 < height < 100
    assert not any(element.get("id") for element in root.iter())


@pytest.mark.parametrize("tex", GOOD)
def test_a_formula_is_mathml_in_the_ebook(tex: str) -> None:
    root = ElementTree.fromstring(write_mathml(tex, block=True))
    assert root.tag.endswith("math")
    assert root.get("display") == "block"


@pytest.mark.parametrize("tex", BAD)
def test_both_products_refuse_the_same(tex: str) -> None:
    with pytest.raises(ValueError, match=BAD[tex].replace("\\", "\\\\")):
        set_formula(tex, block=False)
    assert write_formula(tex, block=True) == write_mathml(tex, block=True)
    assert write_formula(tex, block=True).startswith("<code>")


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ("a.short.name", ["a.short.name"]),
        ("package.module.Settings", ["package.", "module.", "Settings"]),
        ("ATemplateExtensionLoader", ["ATemplate", "Extension", "Loader"]),
        ("x" * 30, ["x" * 24, "x" * 6]),
    ],
)
def test_long_code_breaks_where_its_parts_join(code: str, pieces: list[str]) -> None:
    assert cut_code(code) == pieces
