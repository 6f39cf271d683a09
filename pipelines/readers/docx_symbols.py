"""Characters of symbol fonts that Word stores by their place in the font (w:sym)."""

from __future__ import annotations

# Places in the fonts as their own tables of characters show them.
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "☐",
    0x71: "☐",
    0x72: "☐",
    0xA8: "☐",
    0xD5: "×",
    0xFB: "×",
    0xFC: "√",
    0xFD: "☒",
    0xFE: "☑",
    **{0x80 + number: "⓪①②③④⑤⑥⑦⑧⑨⑩"[number] for number in range(11)},
    **{0x8B + number: "⓿❶❷❸❹❺❻❼❽❾❿"[number] for number in range(11)},
}
_WINGDINGS_2 = {
    0x4F: "×",
    0x50: "√",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x30: "☐",
    0x35: "☐",
    0x2A: "☐",
    0xA3: "☐",
}
_TABLES = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = range(0xF000, 0xF100)
_UNKNOWN = "\ufffd"


def symbol(font: str, place: str) -> str:
    """The character at a place (hexadecimal, as stored) of a font; � where it is not known.

    The font Symbol has digits and common marks where ASCII has them; other characters outside the
    private area are what their code says.
    """
    try:
        code = int(place, 16)
    except ValueError:
        return _UNKNOWN
    table = _TABLES.get(font.strip().lower())
    within = code - _PRIVATE.start if code in _PRIVATE else code
    if table is not None:
        return table.get(within, _UNKNOWN)
    if font.strip().lower() == "symbol" and 0x20 <= within <= 0x3F:
        return chr(within)
    if code in _PRIVATE or not 0x20 <= code < 0xD800:
        return _UNKNOWN
    return chr(code)
