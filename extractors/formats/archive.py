"""Archives: nothing to read in themselves; their members are documents of their own (containers)."""

from __future__ import annotations

from pathlib import Path

from domain.document import Block, BlockKind, Extract
from extractors import containers, signatures
from extractors.base import Format, ReadLimits
from extractors.gathering import Gathering

_LETTERS = (signatures.MAIL, signatures.OUTLOOK)


def claims(head: bytes, path: Path) -> bool:
    """Tell an archive by its signature."""
    signature = signatures.identify(head, path)
    return containers.is_container(signature) and signature not in _LETTERS


def read(path: Path, limits: ReadLimits) -> Extract:
    """Return the archive's name as furniture: what it holds is read member by member."""
    gathering = Gathering(limits)
    gathering.place("document")
    gathering.add_flowing(Block(BlockKind.FURNITURE, path.name))
    return Extract(format="archive", blocks=tuple(gathering.blocks), coverage=gathering.coverage())


FORMAT = Format(name="archive", claims=claims, read=read)
