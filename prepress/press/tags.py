"""The structure tree: what a screen reader hears. Chapters' trees are put right, and joined under one document.

The rules are those of PDF/UA-1 (ISO 14289-1) and its Matterhorn checkpoints; what WeasyPrint 70 leaves wrong:
text of margin boxes is tagged and hangs nowhere, list items hold paragraphs, a term and its definition are two
items, captions stand beside their figures, heads of tables have no scope, a part of a link has an annotation of
its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf

ITEM_PARTS = frozenset({"/Lbl", "/LBody"})
KEPT_EMPTY = frozenset({"/TD", "/TH", "/TR", "/LBody", "/Figure", "/Form"})
"""A table is as wide where nothing is written; every other element without content is noise."""


def make_tag_root(pdf: Pdf) -> None:
    """Give an empty file the root of a structure tree with one document in it."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array([])))
    root.K = document
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def adopt_tags(pdf: Pdf, part: Pdf, first: int, key: int) -> int:
    """Put a chapter's tree under the document of the file that its pages were added to.

    `first` is the index of its first page there, `key` the next free key of the parent tree; returns the key
    that is free afterwards.
    """
    foreign = part.Root.get("/StructTreeRoot")
    if foreign is None:
        return key
    _make_ids_unique(foreign, key)
    tree = pdf.copy_foreign(foreign)
    root, document = pdf.Root.StructTreeRoot, pdf.Root.StructTreeRoot.K
    for element in _list_kids(tree):
        element.P = document
        if element.get("/S") == Name.Document:
            element.S = Name.Sect
        document.K.append(element)
    highest = key
    for number, value in _read_numbers(tree.ParentTree):
        root.ParentTree.Nums.append(key + number)
        root.ParentTree.Nums.append(value)
        highest = max(highest, key + number + 1)
    for page in list(pdf.pages)[first:]:
        _shift_keys(page, key)
    root.ParentTreeNextKey = highest
    return highest


def _shift_keys(page: pikepdf.Page, key: int) -> None:
    if "/StructParents" in page:
        page.StructParents = int(page.StructParents) + key
    for annotation in page.get("/Annots", ()):
        if "/StructParent" in annotation:
            annotation.StructParent = int(annotation.StructParent) + key


def _read_numbers(tree: Dictionary) -> Iterator[tuple[int, pikepdf.Object]]:
    numbers = list(tree.Nums)
    for index in range(0, len(numbers), 2):
        yield int(numbers[index]), numbers[index + 1]


def _list_kids(element: Dictionary) -> list[Dictionary]:
    kids = element.get("/K")
    if kids is None:
        return []
    listed = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in listed if isinstance(kid, Dictionary) and "/S" in kid]


def _walk(element: Dictionary) -> Iterator[Dictionary]:
    stack = _list_kids(element)
    while stack:
        current = stack.pop()
        yield current
        stack.extend(_list_kids(current))


def _make_ids_unique(tree: Dictionary, key: int) -> None:
    """Put the chapter's key before the ids of its table heads: two chapters would have the same."""
    for element in _walk(tree):
        if "/ID" in element:
            element.ID = pikepdf.String(f"{key}-{element.ID}")
        headers = element.get("/A")
        if isinstance(headers, Dictionary) and "/Headers" in headers:
            headers.Headers = Array([pikepdf.String(f"{key}-{name}") for name in headers.Headers])


def index_elements(pdf: Pdf) -> dict[str, Dictionary]:
    """Return the elements that have an id, by it."""
    return {str(element.ID): element for element in _walk(pdf.Root.StructTreeRoot) if "/ID" in element}


def tidy_tags(pdf: Pdf) -> None:
    """Put right what WeasyPrint's tags get wrong, in a file as it writes it."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    for document in _list_kids(tree):
        _prune(document)
    for element in list(_walk(tree)):
        if element.S == Name.L:
            _pair_terms(element)
        elif Name.NonStruct == element.S:
            _caption_figure(element)
    for element in list(_walk(tree)):
        if element.S == Name.LI:
            _wrap_item(pdf, element)
            _lift_label(element)
        elif Name.THead == element.S:
            _set_scopes(element, "Column")
        elif Name.TBody == element.S:
            _set_scopes(element, "Row")
    for element in [element for element in _walk(tree) if element.S == Name.TOC]:
        _turn_contents(element)
    _release_margin_boxes(pdf, tree)


def _pair_terms(terms: Dictionary) -> None:
    """Put terms and the definition behind them into one item (PDF 32000-1, table 336: Lbl and LBody)."""
    items = _list_kids(terms)
    if not items or not _is_term(items[0]):
        return
    pairs = [items[0]]
    for before, item in pairwise(items):
        if _is_term(item) and not _is_term(before):
            pairs.append(item)
        else:
            _join_items(pairs[-1], item)
    terms.K = Array(pairs)


def _is_term(item: Dictionary) -> bool:
    return [str(kid.S) for kid in _list_kids(item)] == ["/Lbl"]


def _join_items(item: Dictionary, other: Dictionary) -> None:
    """Move what the other item holds into the item, all definitions into one body."""
    for kid in _list_kids(other):
        bodies = [own for own in _list_kids(item) if {own.S, kid.S} == {Name.LBody}]
        parent, moved = (bodies[0], list(kid.K)) if bodies else (item, [kid])
        for each in moved:
            if isinstance(each, Dictionary) and "/S" in each:
                each.P = parent
        parent.K = Array([*parent.K, *moved])


def _caption_figure(holder: Dictionary) -> None:
    """Put the caption beside a figure into it (PDF 32000-1, 14.8.4.3, table 340)."""
    captions = [kid for kid in _list_kids(holder) if Name.Caption == kid.S]
    figures = [element for element in _walk(holder) if Name.Figure == element.S] if captions else []
    if len(figures) == 1:
        holder.K = Array([kid for kid in holder.K if kid not in captions])
        figures[0].K = Array([*figures[0].get("/K", ()), *captions])
        for caption in captions:
            caption.P = figures[0]


def _wrap_item(pdf: Pdf, item: Dictionary) -> None:
    """Put what a list item holds into its body (PDF 1.7, table 336: LI holds Lbl and LBody)."""
    kids = item.K if isinstance(item.K, Array) else Array([item.K])
    loose = [kid for kid in kids if not (isinstance(kid, Dictionary) and str(kid.get("/S")) in ITEM_PARTS)]
    if not loose:
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(loose)))
    if "/Pg" in item:
        body.Pg = item.Pg
    for kid in loose:
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid.P = body
    item.K = Array([*(kid for kid in kids if kid not in loose), body])


def _lift_label(item: Dictionary) -> None:
    """Put an item's number or mark beside its body, not into it."""
    body = next((kid for kid in _list_kids(item) if Name.LBody == kid.S), None)
    if body is None or any(Name.Lbl == kid.S for kid in _list_kids(item)):
        return
    for holder in (body, *_walk(body)):
        if holder.S in {Name.L, Name.Lbl}:
            return
        for kid in _list_kids(holder):
            if Name.Lbl == kid.S:
                holder.K = Array([other for other in holder.K if other != kid])
                kid.P = item
                item.K = Array([kid, *item.K])
                return


def _turn_contents(contents: Dictionary) -> None:
    """Turn the items of a list of contents into what such items are (PDF 32000-1, table 333)."""
    for item in _list_kids(contents):
        item.S = Name.TOCI
        for body in _list_kids(item):
            body.S = Name.P


def _prune(element: Dictionary) -> bool:
    """Remove what holds nothing, and return whether the element itself does."""
    kids = element.get("/K")
    listed = list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]
    left = [kid for kid in listed if not (isinstance(kid, Dictionary) and "/S" in kid and _prune(kid))]
    if len(left) < len(listed):
        element.K = Array(left)
    return not left and "/ID" not in element and str(element.S) not in KEPT_EMPTY


def _set_scopes(section: Dictionary, scope: str) -> None:
    for cell in _walk(section):
        if cell.S == Name.TH:
            attributes = cell.get("/A")
            if not isinstance(attributes, Dictionary):
                attributes = Dictionary(O=Name.Table)
            attributes.Scope = Name("/" + scope)
            cell.A = attributes


def _release_margin_boxes(pdf: Pdf, tree: Dictionary) -> None:
    """Make running heads and folios artifacts: their tags hang in no tree."""
    reachable = {element.objgen for element in _walk(tree)}
    for number, value in _read_numbers(tree.ParentTree):
        if not isinstance(value, Array):
            continue
        orphans = {
            index
            for index, element in enumerate(value)
            if isinstance(element, Dictionary) and element.objgen not in reachable
        }
        for page in pdf.pages if orphans else ():
            if int(page.get("/StructParents", -1)) == number:
                _mark_artifacts(pdf, page, orphans)


def _mark_artifacts(pdf: Pdf, page: pikepdf.Page, orphans: set[int]) -> None:
    instructions = []
    for operands, operator in pikepdf.parse_content_stream(page):
        marked = operator == Operator("BDC") and isinstance(operands[1], Dictionary)
        if marked and int(operands[1].get("/MCID", -1)) in orphans:
            operands = [Name.Artifact, Dictionary(Type=Name.Pagination)]
        instructions.append((operands, operator))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
