"""Pictures of the pages that figures stand on: one a page, drawn once, the frame drawn by the page.

How a page is drawn belongs in showing; which figures an account has belongs in accounts.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from pipelines.explorer.site_files import SiteFolder
from pipelines.explorer.warehouse_rows import Row
from pipelines.showing.locating import file_of
from pipelines.showing.page_pictures import PagePicture, page_picture
from pipelines.showing.problems import CannotShow

# 144 dots an inch: the small print of a table of many columns on A4 can still be read
_SCALE = 2.0
_GREYS = 8
# a photographed page has noise that lossless coding keeps: measured 400 kB and more, print 15 to 40
_MOST_LOSSLESS = 150_000
_LOSSY_QUALITY = 40


class PagePictures:
    """Draws pages into a site, each once; what cannot be drawn is remembered with its reason."""

    def __init__(self, site: SiteFolder, folders: Sequence[Path]) -> None:
        self.count = 0
        self._site = site
        self._folders = folders
        self._problems: dict[str, str] = {}

    def of_account(self, account: Row) -> list[Row]:
        """The pictures of the pages its figures stand on.

        Each says the file's number, the page, the picture's address from the site's folder, and
        how many of its pixels are a point wide.
        """
        fields = list(account["fields"])
        page, box, file = (fields.index(name) for name in ("page", "box", "file"))
        wanted = {
            (figure[file], figure[page])
            for figure in account["figures"]
            if figure[page] is not None and figure[box] is not None
        }
        found = [self._picture(account["files"][one], one, at) for one, at in sorted(wanted)]
        return [one for one in found if one is not None]

    def problems(self) -> tuple[str, ...]:
        """The files without pictures, each with its reason."""
        return tuple(f"{name}：{reason}" for name, reason in sorted(self._problems.items()))

    def _picture(self, source: Row, file: int, page: int) -> Row | None:
        source_file, reader, sha256 = (source[key] for key in ("name", "reader", "sha256"))
        if source_file in self._problems:
            return None
        try:
            name, scale = self._drawn_before(sha256, page) or self._draw(
                file_of(self._folders, source_file, sha256), page, reader, sha256
            )
        except CannotShow as problem:
            self._problems[source_file] = str(problem)
            return None
        self.count += 1
        return {"file": file, "page": page, "address": name, "scale": scale}

    def _drawn_before(self, sha256: str, page: int) -> tuple[str, float] | None:
        """A picture's name ends with its scale in thousandths."""
        for path in (self._site.folder / "pages" / sha256[:16]).glob(f"{page}-*.webp"):
            name = path.relative_to(self._site.folder).as_posix()
            self._site.keep(name)
            return name, int(path.stem.partition("-")[2]) / 1000
        return None

    def _draw(self, path: Path, page: int, reader: str, sha256: str) -> tuple[str, float]:
        drawn = page_picture(path, page, reader=reader, scale=_SCALE)
        thousandths = round(drawn.scale * 1000)
        name = f"pages/{sha256[:16]}/{page}-{thousandths}.webp"
        self._site.write(name, _small_picture(drawn))
        return name, thousandths / 1000


def _small_picture(drawn: PagePicture) -> bytes:
    """Print in few greys without loss; a photograph with loss where that is smaller."""
    grey = drawn.image.convert("L")
    few = grey.quantize(_GREYS, dither=Image.Dither.NONE).convert("L")
    print_like = _webp(few, lossless=True)
    if len(print_like) <= _MOST_LOSSLESS:
        return print_like
    return min(print_like, _webp(grey, quality=_LOSSY_QUALITY), key=len)


def _webp(image: Image.Image, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", method=4, **options)
    return target.getvalue()
