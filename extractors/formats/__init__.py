"""The formats that can be read; to add one, write its module and name it in ``FORMATS``.

Each module ends in one constant ``FORMAT`` and loads its heavy libraries inside functions,
so that knowing the formats costs nothing.
"""

from __future__ import annotations

from extractors.base import Format
from extractors.formats import (
    archive,
    doc,
    docx,
    html,
    image,
    mail,
    mhtml,
    ods,
    opendocument,
    pdf,
    ppt,
    pptx,
    rtf,
    text,
    xlsx,
)

FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    docx.FORMAT,
    doc.FORMAT,
    xlsx.FORMAT,
    pptx.FORMAT,
    ppt.FORMAT,
    opendocument.FORMAT,
    ods.FORMAT,
    rtf.FORMAT,
    image.FORMAT,
    html.FORMAT,
    mhtml.FORMAT,
    mail.FORMAT,
    archive.FORMAT,
    text.FORMAT,
)
