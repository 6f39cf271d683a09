"""What every reader gives and every later step takes: pages, grids, cells and text lines.

Standard library only. How a file becomes a Document is not told here (see readers/), nor what
its figures mean (see tables/).
"""

from pipelines.document.model import Box, Cell, CellAddress, Document, Grid, Page, TextLine

__all__ = ["Box", "Cell", "CellAddress", "Document", "Grid", "Page", "TextLine"]
