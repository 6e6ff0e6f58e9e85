"""RapidOCR (PP-OCR models on ONNX Runtime), the extra ``[ocr]``; the models lie in its package.

The models are handed over by path, so that its downloader is never asked; ONNX Runtime's
telemetry is switched off.  One thread: the pool of reading processes shares the machine.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from PIL import Image

from extractors.ocr import EngineFailed, Piece

_PARTS = {"Det": "*_det_*.onnx", "Rec": "*_rec_*.onnx"}
_SIDE = 1280  # pixels of the longer side on which lines are looked for; twice as fast as in full
_MOST_PIXELS_A_SIDE = 4_000


def find() -> Rapid | None:
    """Return the engine when the package, its runtime and both models are there."""
    if importlib.util.find_spec("onnxruntime") is None:
        return None
    found = importlib.util.find_spec("rapidocr")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0]) / "models"
    models: dict[str, str] = {}
    for part, pattern in _PARTS.items():
        path = next(iter(sorted(folder.glob(pattern))), None)
        if path is None:
            return None  # it would fetch what is missing
        models[f"{part}.model_path"] = str(path)
    return Rapid(models)


class Rapid:
    """The engine, loaded with the first picture."""

    name = "rapidocr"

    def __init__(self, models: dict[str, str]) -> None:
        self._models = models
        self._engine: Any = None

    def recognise(self, picture: Image.Image) -> list[Piece]:
        """Return the lines that the detector found.  Raises EngineFailed."""
        import cv2
        import numpy as np
        from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

        if self._engine is None:
            self._engine = self._load()
        grey = np.asarray(picture.convert("L"))
        try:
            found = self._engine(np.repeat(grey[:, :, None], 3, axis=2))
        except (cv2.error, ONNXRuntimeError, RuntimeError, ValueError, IndexError) as error:
            raise EngineFailed(f"{self.name}: {error}") from error
        if found.boxes is None or found.txts is None:
            return []
        return [
            Piece(
                text,
                float(min(x for x, _ in box)),
                float(min(y for _, y in box)),
                float(max(x for x, _ in box)),
                float(max(y for _, y in box)),
                float(score),
            )
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        ]

    def _load(self) -> Any:
        import onnxruntime
        from rapidocr import RapidOCR

        onnxruntime.disable_telemetry_events()
        return RapidOCR(
            params={
                **self._models,
                "Global.log_level": "error",
                # What is hard to read is reported, not left out.
                "Global.text_score": 0.0,
                # It takes long lines for upside-down and reads them so: worse than none.
                "Global.use_cls": False,
                "Global.max_side_len": _MOST_PIXELS_A_SIDE,
                "Det.limit_type": "max",
                "Det.limit_side_len": _SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
