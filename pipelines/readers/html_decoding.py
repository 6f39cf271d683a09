"""The characters of a web page: which encoding its bytes are in, declared first and then checked.

What the characters mean as markup belongs in the other html modules.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

_OPENING = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(
    rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*(?P<meta>[\w.:-]+)"
    rb"|<\?xml\b[^>]*?\bencoding\s*=\s*[\"'](?P<xml>[\w.:-]+)",
    re.IGNORECASE,
)
_PAGE_OPENING = re.compile(
    r"(?>\s+|<!--.*?-->|<\?(?!mso-)[^>]*>)*+"
    r"(?:<!doctype\s+html|<(?:html|head|body|table|meta|title|style|div|center|frameset|link)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(r"<html[\s>]", re.IGNORECASE)
# Browsers read every page declared as one of the national sets as the widest of them.
_WIDEST = {
    **dict.fromkeys(
        ("gb2312", "gb_2312-80", "gb_2312", "gbk", "x-gbk", "gb18030", "chinese", "cp936"),
        "gb18030",
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8", "unicode", "utf-16", "unicode-1-1-utf-8"), "utf-8"),
}
# The plane of a national set that holds the characters in daily use, by lead byte: nearly all of a
# text decoded rightly is in it, of a text decoded wrongly about as much as chance gives.
_DAILY_USE = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5hkscs": ("big5", range(0xA4, 0xC7)),
}
_LEAST_SHARE_OF_DECLARED = 0.5
_LEAST_SHARE_OF_A_LINE = 0.8
_MOST_SPOILED = 0.05
_FEWEST_TO_TELL = 4
_REPLACEMENT = "\ufffd"
_BEYOND_ASCII = bytes(range(0x80, 0x100))


@dataclass(frozen=True)
class DecodedPage:
    """The text of a page, its encoding, and how many places could not be decoded (shown as �)."""

    text: str
    encoding: str
    spoiled: int = 0


def is_html(content: bytes) -> bool:
    """Whether bytes begin like a web page, in whatever encoding."""
    opening = _opening(content)
    return bool(_PAGE_OPENING.match(opening) or _ROOT.search(opening))


def decoded_page(content: bytes) -> DecodedPage:
    """The text of a page by its byte order mark, its declaration, or its bytes.

    A declaration is believed when the bytes fit it; valid UTF-8 in Chinese outweighs it (no
    text in a national set is that by chance). Spoiled bytes become �, never other characters:
    digits next to them stay what they are, and a figure with one of them is illegible.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _replaced(content[len(bom) :], encoding)
    wide = _without_bom_in_16_bits(content)
    if wide is not None:
        return _replaced(content, wide)
    declared = _declared(content)
    utf8 = _strict(content, "utf-8")
    if utf8 is not None and (declared == "utf-8" or _is_chinese(utf8)):
        return DecodedPage(utf8, "utf-8")
    national = _national(content, declared)
    if national is not None:
        return national
    if utf8 is not None:
        return DecodedPage(utf8, "utf-8")
    return _spoiled_page(content, declared)


def _opening(content: bytes) -> str:
    head = content[:_OPENING]
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    return head.decode(_without_bom_in_16_bits(head) or "latin-1", "replace")


def _without_bom_in_16_bits(content: bytes) -> str | None:
    head = content[:64].lstrip(b" \t\r\n\x00")
    if not head.startswith(b"<"):
        return None
    start = content.index(b"<")
    # a character of two bytes, the low one first, begins at an even place
    if start % 2 == 0 and content[start + 1 : start + 2] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if start % 2 and content[start - 1 : start] == b"\x00" else None


def _declared(content: bytes) -> str | None:
    match = _DECLARATION.search(_COMMENT.sub(b"", content[: 2 * _OPENING]))
    if match is None:
        return None
    name = (match["meta"] or match["xml"]).decode("ascii", "replace").lower()
    return _WIDEST.get(name)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _replaced(content: bytes, encoding: str) -> DecodedPage:
    text = content.decode(encoding, "replace")
    own = text.count(_REPLACEMENT) if _strict(content, encoding) is None else 0
    return DecodedPage(text, encoding, own)


def _is_chinese(text: str) -> bool:
    """Whether most characters beyond ASCII are Chinese ones; true where there are none."""
    beyond = [c for c in text if not c.isascii()]
    chinese = sum("\u2e80" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in beyond)
    return 2 * chinese >= len(beyond)


def _national(content: bytes, declared: str | None) -> DecodedPage | None:
    """The page in a national set: the declared one if it gives sense, else the one that does."""
    texts = {name: text for name in _DAILY_USE if (text := _strict(content, name)) is not None}
    if not texts:
        return None
    shares = {name: _share_in_daily_use(text, name) for name, text in texts.items()}
    best = max(shares, key=lambda name: shares[name])
    if declared in shares and shares[declared] >= _LEAST_SHARE_OF_DECLARED:
        best = declared
    lines = content.split(b"\n")
    if any(_is_utf8_put_in(line) for line in lines):
        rescued = [
            line.decode("utf-8" if _is_utf8_put_in(line) else best, "replace") for line in lines
        ]
        return DecodedPage("\n".join(rescued), best)
    return DecodedPage(texts[best], best)


def _is_utf8_put_in(line: bytes) -> bool:
    """Whether a line of a page in a national set is UTF-8: by chance no such line is Chinese."""
    text = None if line.isascii() else _strict(line, "utf-8")
    return text is not None and sum("\u3400" <= c <= "\u9fff" for c in text) >= _FEWEST_TO_TELL


def _share_in_daily_use(text: str, encoding: str) -> float:
    codec, leads = _DAILY_USE[encoding]
    counts = Counter(c for c in text if c > "\u00ff" and not _is_mark(c))
    if not counts:
        return 1.0
    usual = sum(
        number
        for character, number in counts.items()
        if (code := character.encode(codec, "ignore")) and code[0] in leads
    )
    return usual / counts.total()


def _is_mark(character: str) -> bool:
    return "\u2000" <= character <= "\u206f" or "\u3000" <= character <= "\u303f"


def _spoiled_page(content: bytes, declared: str | None) -> DecodedPage:
    """A page that is whole in no encoding: broken bytes, or parts in another encoding.

    UTF-8 where most of it is that; a line that is whole in another encoding was put in from
    elsewhere. Only when no encoding gives sense, it is guessed from statistics.
    """
    lines = content.split(b"\n")
    beyond_ascii = _beyond_ascii(content)
    in_utf8 = sum(_beyond_ascii(line) for line in lines if _strict(line, "utf-8") is not None)
    national = {
        name: _share_in_daily_use(content.decode(name, "replace"), name) for name in _DAILY_USE
    }
    best = max(national, key=lambda name: (national[name], name == declared))
    own = "utf-8" if 2 * in_utf8 >= beyond_ascii or _is_utf8_but_for_cuts(content) else best
    if own != "utf-8" and national[own] < _LEAST_SHARE_OF_DECLARED:
        guessed = _guessed(content)
        if guessed is not None:
            return guessed
    text = "\n".join(_line(line, own) for line in lines)
    return DecodedPage(text, own, text.count(_REPLACEMENT))


def _beyond_ascii(content: bytes) -> int:
    return len(content) - len(content.translate(None, _BEYOND_ASCII))


def _is_utf8_but_for_cuts(content: bytes) -> bool:
    """Whether bytes are Chinese in UTF-8 with few characters cut (a page may be one line)."""
    text = content.decode("utf-8", "replace")
    return text.count(_REPLACEMENT) <= _MOST_SPOILED * _beyond_ascii(content) and _is_chinese(text)


def _line(line: bytes, own: str) -> str:
    text = _strict(line, own)
    if text is not None:
        return text
    replaced = line.decode(own, "replace")
    if replaced.count(_REPLACEMENT) < 3:
        # a cut character, not another encoding
        return replaced
    other = "gb18030" if own == "utf-8" else "utf-8"
    text = _strict(line, other)
    fits = text is not None and (
        _is_chinese(text)
        if other == "utf-8"
        else _share_in_daily_use(text, other) >= _LEAST_SHARE_OF_A_LINE
    )
    return text if text is not None and fits else replaced


def _guessed(content: bytes) -> DecodedPage | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    page = None if best is None else _replaced(content, best.encoding)
    return page if page is not None and _is_chinese(page.text) else None
