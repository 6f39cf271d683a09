"""Office files are archives; packed without dates and uncompressed, equal parts are equal bytes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

UNDATED = datetime.datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def undated(content: bytes) -> bytes:
    """An office file again, every date of the archive and of its last change taken out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as result:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                stamp = UNDATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.create_system = 0
            entry.external_attr = 0
            result.writestr(entry, part, zipfile.ZIP_STORED)
    return target.getvalue()
