"""A Document as JSON and back, so that a hard page becomes a test fixture."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pipelines.document.model import Block, Box, Cell, Document, Grid, Page, TextLine


def document_to_json(document: Document, pages: set[int] | None = None) -> str:
    """The document as one JSON object; `pages` (numbers from 1 by position) keeps only these."""
    kept = [
        _page_to_object(page)
        for position, page in enumerate(document.pages, start=1)
        if pages is None or position in pages
    ]
    whole = {"reader": document.reader, "remarks": document.remarks, "pages": kept}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def document_from_json(text: str) -> Document:
    """The document that `document_to_json` wrote.

    Raises ValueError when the text is not such a JSON object.
    """
    try:
        content = json.loads(text)
        pages = tuple(_page_from_object(page) for page in content["pages"])
        return Document(content["reader"], pages, tuple(content.get("remarks", ())))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a document in JSON: {error}") from error


def _page_to_object(page: Page) -> dict[str, Any]:
    blocks = [
        {"line": asdict(block)} if isinstance(block, TextLine) else {"grid": asdict(block)}
        for block in page.blocks
    ]
    return {
        "number": page.number,
        "sheet": page.sheet,
        "is_picture": page.is_picture,
        "reader": page.reader,
        "blocks": blocks,
    }


def _page_from_object(content: dict[str, Any]) -> Page:
    blocks = tuple(_block_from_object(block) for block in content["blocks"])
    return Page(
        blocks,
        content["number"],
        content["sheet"],
        content["is_picture"],
        content.get("reader"),
    )


def _block_from_object(content: dict[str, Any]) -> Block:
    if "line" in content:
        line = content["line"]
        doubtful = tuple(line.get("doubtful_figures", ()))
        return TextLine(
            line["text"], _box_from_object(line["box"]), line.get("confidence"), doubtful
        )
    grid = content["grid"]
    cells = tuple(_cell_from_object(cell) for cell in grid["cells"])
    return Grid(grid["first_row"], grid["row_count"], grid["column_count"], cells)


def _cell_from_object(content: dict[str, Any]) -> Cell:
    alternatives = tuple(content.get("alternatives", ()))
    box = _box_from_object(content["box"])
    return Cell(**{**content, "box": box, "alternatives": alternatives})


def _box_from_object(content: dict[str, float] | None) -> Box | None:
    return None if content is None else Box(**content)
