"""python -m tests.docs: write the pages of docs/ that are made of entries and descriptions."""

from __future__ import annotations

from tests.docs.generated import PAGES


def main() -> None:
    """Write every generated page."""
    for file, page in PAGES.items():
        file.write_text(page(), encoding="utf-8")
        print(file.name)


if __name__ == "__main__":
    main()
