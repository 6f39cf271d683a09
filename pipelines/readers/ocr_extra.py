"""Whether the optional libraries that read pictures are installed, and what to say if not.

Imports none of them: a reader of other files asks here before it imports the modules that do.
"""

from __future__ import annotations

import importlib.util

from pipelines.readers.problems import UnsupportedFile

READER = "rapidocr"
"""What `reader` says of figures that were recognised from a picture."""

_NEEDED = ("rapidocr", "onnxruntime", "cv2", "numpy", "PIL")


def is_installed() -> bool:
    """Whether the libraries of the extra `ocr` are there."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def require_engine() -> None:
    """Raises UnsupportedFile, with what to install, where the extra `ocr` is missing."""
    if not is_installed():
        raise UnsupportedFile(
            "图片，需要文字识别 / an image: it needs OCR",
            "安装 / install: pip install juesuan[ocr]；或提供带文字层的 PDF 或表格原件 / "
            "or supply a PDF with a text layer or the original tables",
        )
