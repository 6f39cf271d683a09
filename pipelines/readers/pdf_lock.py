"""Whether a PDF file asks for a password before it shows anything. Its pages are read elsewhere."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw

from pipelines.readers.problems import UnreadableFile


def refuse_locked(content: bytes) -> None:
    """Raise UnreadableFile for a file that only a password opens.

    One that is locked against changes only opens without, and so does a broken one: what is wrong
    with that is for its reader to say.
    """
    try:
        pypdfium2.PdfDocument(content).close()
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise UnreadableFile(
                "PDF 已加密，需要密码才能打开 / the PDF is encrypted and asks for a password",
                "去除密码后再放入 / remove its password and add it again",
            ) from error
