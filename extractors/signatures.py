"""What a file is, told by its content; the one place that knows the marks of file types.

``identify`` gives each file exactly one signature, so that two formats cannot claim the
same file.  To add a format, name its signature here and claim it in the format's module.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from extractors import ole_directory
from extractors.encodings import looks_like_text, peek_text
from extractors.zip_safety import member_names

PDF, DOCX, XLSX, XLSB, XLS, HTML, TEXT = "PDF", "DOCX", "XLSX", "XLSB", "XLS", "HTML", "text"
PPTX, MHTML = "PowerPoint presentation (PPTX)", "saved web page archive (MHTML)"
RTF = "RTF document"
ODT, ODP = "OpenDocument text (ODT)", "OpenDocument presentation (ODP)"
ODS = "OpenDocument spreadsheet (ODS)"
DOC, PPT = "Word 97-2003 document", "PowerPoint 97-2003 presentation"
ENCRYPTED_OFFICE = "password-protected Office document"
ZIP, TAR = "zip archive", "tar archive"
MAIL, OUTLOOK = "mail message", "Outlook message"
UNKNOWN = "unknown binary data"

# First bytes of types that are named so that a person is told what to do, not read.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", RTF),
    (b"\x89PNG", "image (PNG)"),
    (b"\xff\xd8\xff", "image (JPEG)"),
    (b"GIF8", "image (GIF)"),
    (b"BM", "image (BMP)"),
    (b"II*\x00", "image (TIFF)"),
    (b"MM\x00*", "image (TIFF)"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"%!PS", "PostScript document"),
    (b"\xdb\xa5-", "Word 2 document"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard", "Access database"),
    (b"AC10", "AutoCAD drawing"),
    (b"ITSF", "Windows help file (CHM)"),
)
_OLE: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("PP40", "PowerPoint 4 presentation"),
    ("__properties_version1.0", OUTLOOK),
    ("VisioDocument", "Visio drawing"),
    ("MatOST", "Microsoft Works document"),
    ("CONTENTS", "Microsoft Works document"),
    ("Quill", "Publisher document"),
)
_ZIP: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", XLSB),
    ("ppt/", PPTX),
    ("word/", DOCX),
    ("xl/", XLSX),
    ("visio/", "Visio drawing"),
    ("OFD.xml", "OFD document"),
    ("META-INF/container.xml", "electronic book (EPUB)"),
    ("Index/Document.iwa", "Apple iWork document"),
)
_XML: tuple[tuple[str, str], ...] = (
    ("Word.Document", "Word 2003 XML document"),
    ("Excel.Sheet", "Excel 2003 XML workbook"),
    ("schemas.microsoft.com/office/2006/xmlPackage", "flat Office package (XML)"),
)
_MAIL_FIELDS = re.compile(
    r"^(?:received|message-id|mime-version|return-path|delivered-to|from|to|subject|date|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_HTML_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|table|p|h[1-6]|ul|ol|center|font|br|span|article|section|header|main|nav)\b",
    re.IGNORECASE,
)
_XML_PREFIX = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_PDF_WINDOW = 1024  # readers accept a header that starts within the first 1,024 bytes


def identify(head: bytes, path: Path) -> str:
    """Return the signature of a file from its first bytes, looking further into containers."""
    if head.startswith(ole_directory.MAGIC):
        return _identify_ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _identify_zip(head, path)  # a PDF that is stored in it stands in its first bytes too
    if head[257:262] == b"ustar":
        return TAR
    if b"%PDF-" in head[:_PDF_WINDOW]:
        return PDF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image (WEBP)"
    if head[:2] == b"BM" and looks_like_text(head):
        return _identify_text(head)  # "BMW ..." is a text, not a bitmap
    for magic, name in _MAGIC:
        if head.startswith(magic) and not (len(magic) == 2 and looks_like_text(head)):
            return name
    return _identify_text(head)


def _identify_ole(path: Path) -> str:
    names = frozenset(name.casefold() for name in ole_directory.root_names(path))
    for name, signature in _OLE:
        if name.casefold() in names:
            return signature
    if any(found.startswith("__substg1.0_") for found in names):
        return OUTLOOK
    return "OLE compound file of an unknown kind"


def _identify_zip(head: bytes, path: Path) -> str:
    names = member_names(path)
    if not names:
        return _damaged_zip(head)
    if "[Content_Types].xml" in names or any(name.startswith("word/") for name in names):
        for mark, signature in _ZIP:
            if any(name == mark or (mark.endswith("/") and name.startswith(mark)) for name in names):
                return signature
        return _main_part(path)
    if "mimetype" in names:
        return _open_document(_stated_type(path) or head, names)
    for mark, signature in _ZIP[5:]:
        if mark in names:
            return signature
    return ZIP


def _damaged_zip(head: bytes) -> str:
    """Name a zip whose listing is gone by the names of its first members."""
    for mark, signature in (
        (b"word/", DOCX),
        (b"xl/", XLSX),
        (b"ppt/", PPTX),
        (b"[Content_Types].xml", DOCX),
    ):
        if mark in head:
            return signature
    return "damaged zip archive"


def _main_part(path: Path) -> str:
    """Tell a package with unusual part names by its content types."""
    from extractors.base import ReadLimits
    from extractors.zip_safety import open_package, read_member

    with open_package(path, ReadLimits()) as package:
        types = read_member(package, "[Content_Types].xml").lower()
    for mark, signature in (
        (b"wordprocessingml.document.main", DOCX),
        (b"ms-word.document", DOCX),
        (b"wordprocessingml.template", DOCX),
        (b"spreadsheetml.sheet.main", XLSX),
        (b"ms-excel.sheet", XLSX),
        (b"presentationml", PPTX),
    ):
        if mark in types:
            return signature
    return "Office package of an unknown kind"


def _stated_type(path: Path) -> bytes:
    """Return the type that an OpenDocument package states; empty when it cannot be read."""
    from extractors.zip_safety import ZIP_ERRORS

    try:
        with zipfile.ZipFile(path) as package, package.open("mimetype") as member:
            return member.read(200)
    except ZIP_ERRORS:
        return b""


def _open_document(head: bytes, names: frozenset[str]) -> str:
    for mark, name in (
        (b"opendocument.text", ODT),
        (b"opendocument.spreadsheet", ODS),
        (b"opendocument.presentation", ODP),
    ):
        if mark in head:
            return name
    return "electronic book (EPUB)" if "META-INF/container.xml" in names else ZIP


def _identify_text(head: bytes) -> str:
    if not looks_like_text(head):
        return UNKNOWN
    text = peek_text(head)
    start = _XML_PREFIX.match(text)
    rest = text[start.end() :] if start else text
    if _HTML_TAG.match(rest) or re.search(r"<(?:!doctype\s+html|html\b)", text, re.IGNORECASE):
        return _mail(text) or HTML
    if text.lstrip().startswith("<?xml"):
        return next((name for mark, name in _XML if mark in text), "XML data")
    return _mail(text) or TEXT


def _mail(text: str) -> str | None:
    """Name a mail: a block of mail fields at the very start, the telling ones among them."""
    header = text.lstrip("\r\n").replace("\r\n", "\n").split("\n\n", 1)[0]
    fields = {match.group().lower() for match in _MAIL_FIELDS.finditer(header)}
    first = header.split("\n", 1)[0]
    if not re.match(r"[A-Za-z][A-Za-z-]*:|From \S+@", first):
        return None
    telling = fields & {"message-id:", "mime-version:", "received:", "return-path:", "content-type:"}
    if len(fields) < 2 or not telling:
        return None
    return MHTML if "multipart/related" in text else MAIL
