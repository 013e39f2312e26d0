"""Write a tree as the specification of CommonMark prints it, and compare two pieces of HTML."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from prepress.model.document import Kind, Node

PLAIN = {
    Kind.QUOTE: "blockquote",
    Kind.BULLET_LIST: "ul",
    Kind.ITEM: "li",
    Kind.STRONG: "strong",
    Kind.EMPHASIS: "em",
}
BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "div", "table")
)


def write_html(node: Node) -> str:
    """Return the node as HTML."""
    inside = "".join(write_html(child) for child in node.children)
    tag = PLAIN.get(node.kind)
    if tag:
        return f"<{tag}>{inside}</{tag}>"
    match node.kind:
        case Kind.DOCUMENT:
            return inside
        case Kind.TEXT:
            return escape(node.text)
        case Kind.ELEMENT if node.get("tag") == "raw":
            return node.text
        case Kind.PARAGRAPH:
            return inside + "\n" if node.get("tight") else f"<p>{inside}</p>\n"
        case Kind.HEADING:
            return f"<h{node.get('level')}>{inside}</h{node.get('level')}>"
        case Kind.ORDERED_LIST:
            start = "" if node.get("start") == "1" else f' start="{node.get("start")}"'
            return f"<ol{start}>{inside}</ol>"
        case Kind.RULE:
            return "<hr />"
        case Kind.BREAK:
            return "<br />\n"
        case Kind.CODE:
            return f"<code>{escape(node.text)}</code>"
        case Kind.CODE_BLOCK:
            language = f' class="language-{escape(node.get("language"))}"' if node.get("language") else ""
            text = escape(node.text) + "\n" if node.text else ""
            return f"<pre><code{language}>{text}</code></pre>"
        case Kind.LINK:
            title = f' title="{escape(node.get("title"))}"' if node.get("title") else ""
            return f'<a href="{escape(node.get("href"))}"{title}>{inside}</a>'
        case Kind.IMAGE:
            title = f' title="{escape(node.get("title"))}"' if node.get("title") else ""
            return f'<img src="{escape(node.get("src"))}" alt="{escape(node.get("alt"))}"{title} />'
    return f"<{node.kind.value}>{inside or escape(node.text)}</{node.kind.value}>"


def normalize_html(text: str) -> str:
    """Return HTML without what makes no difference: blanks around blocks, order of attributes, references."""
    reader = _Normalizer()
    reader.feed(text)
    reader.close()
    return "".join(reader.parts).strip()


class _Normalizer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._strip_before(tag)
        self.in_code = self.in_code or tag == "pre"
        written = "".join(f' {name}="{value or ""}"' for name, value in sorted(attrs, key=str))
        self.parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        self._strip_before(tag)
        self.in_code = self.in_code and tag != "pre"
        self.parts.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self.in_code:
            data = " ".join(data.split(" ")).replace("\n", " ")
            if self.parts and self._is_block(self.parts[-1]):
                data = data.lstrip()
        self.parts.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.parts.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.parts.append(f"<![{data}]>")

    def _strip_before(self, tag: str) -> None:
        while tag in BLOCKS and not self.in_code and self.parts and self.parts[-1].isspace():
            self.parts.pop()
        if tag in BLOCKS and not self.in_code and self.parts and self.parts[-1][:1] != "<":
            self.parts[-1] = self.parts[-1].rstrip()

    @staticmethod
    def _is_block(part: str) -> bool:
        return part.strip("</>").split(" ")[0] in BLOCKS
