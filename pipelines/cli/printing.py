"""JSON on stdout: one UTF-8 object, Decimals as strings (docs/commands.md)."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from typing import Any


def print_json(content: dict[str, Any]) -> None:
    """Print one object and a line end. Raises TypeError for a value that has no JSON form."""
    json.dump(content, sys.stdout, ensure_ascii=False, default=_json_value)
    print()


def _json_value(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"no JSON form for {type(value).__name__}")
