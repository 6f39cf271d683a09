"""The recognition engine: pictures of text lines to texts, with how certain every character is.

The models are those inside the wheel of rapidocr (PP-OCR, Apache-2.0); they are handed over as
local paths, so nothing is ever downloaded. What a page is made of is not known here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.readers.ocr_extra import require_engine

Image = Any
"""An array of rows × columns × three colours, as OpenCV has it (numpy has no types we check)."""

_MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}
_MOST_THREADS = 2
_BATCH = 8
_BLANK = 0
# A character that the model is this sure of has no second reading worth trying.
_CERTAIN = 0.98
_WEAKEST_SECOND = 0.001
_MOST_ALTERNATIVES = 4


@dataclass(frozen=True)
class LineReading:
    """What one picture of a line says: its text, the probability of each character, other texts."""

    text: str
    certainties: tuple[float, ...] = ()
    alternatives: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """The certainty of the least certain character; 0 where nothing was recognised."""
        return min(self.certainties, default=0.0)


def detect(image: Image) -> list[Any]:
    """The quadrilaterals (four points each) around the lines of text of a picture, top down."""
    found = _engine().detector(image).boxes
    return [] if found is None else list(found)


def recognise(crops: Sequence[Image]) -> list[LineReading]:
    """What the pictures of single lines say, in their order."""
    engine = _engine()
    readings: list[LineReading] = [LineReading("")] * len(crops)
    usable = [n for n, crop in enumerate(crops) if min(crop.shape[:2]) > 0]
    by_shape = sorted(usable, key=lambda n: crops[n].shape[1] / crops[n].shape[0])
    for start in range(0, len(by_shape), _BATCH):
        numbers = by_shape[start : start + _BATCH]
        for number, scores in zip(
            numbers, _scores(engine, [crops[n] for n in numbers]), strict=True
        ):
            readings[number] = _decoded(scores, engine.characters)
    return readings


def _scores(engine: _Engine, crops: Sequence[Image]) -> Iterator[Any]:
    """For every picture the probabilities of all characters, step by step from left to right."""
    _, height, width = engine.recogniser.rec_image_shape
    ratio = max([width / height, *(crop.shape[1] / crop.shape[0] for crop in crops)])
    batch = np.stack([engine.recogniser.resize_norm_img(crop, ratio) for crop in crops])
    yield from engine.recogniser.session(batch.astype(np.float32))


def _decoded(scores: Any, characters: Sequence[str]) -> LineReading:
    """Greedy decoding of connectionist temporal classification: repeats joined, blanks left out."""
    best = scores.argmax(axis=1)
    kept = [
        step
        for step in range(len(best))
        if best[step] != _BLANK and (step == 0 or best[step] != best[step - 1])
    ]
    texts = [characters[best[step]] for step in kept]
    sure = tuple(round(float(scores[step, best[step]]), 5) for step in kept)
    weak = sorted((n for n in range(len(kept)) if sure[n] < _CERTAIN), key=lambda n: sure[n])
    others: list[str] = []
    for number in weak[:_MOST_ALTERNATIVES]:
        row = scores[kept[number]]
        second = int(np.argsort(row)[-2])
        if row[second] < _WEAKEST_SECOND:
            continue
        changed = "" if second == _BLANK else characters[second]
        others.append("".join([*texts[:number], changed, *texts[number + 1 :]]))
    text = "".join(texts)
    return LineReading(text, sure, tuple(dict.fromkeys(one for one in others if one != text)))


@dataclass(frozen=True)
class _Engine:
    detector: Any
    recogniser: Any
    characters: list[str]


@cache
def _engine() -> _Engine:
    """The engine of this process, made when the first picture comes."""
    require_engine()
    import rapidocr
    from rapidocr.ch_ppocr_det import TextDetector
    from rapidocr.ch_ppocr_rec import TextRecognizer
    from rapidocr.main import DEFAULT_CFG_PATH
    from rapidocr.utils.log import logger
    from rapidocr.utils.parse_parameters import ParseParams

    logger.setLevel("ERROR")
    models = Path(rapidocr.__file__).parent / "models"
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    settings = ParseParams.update_batch(
        ParseParams.load(DEFAULT_CFG_PATH),
        {
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **{f"{part}.model_path": str(models / name) for part, name in _MODELS.items()},
        },
    )
    for part in _MODELS:
        settings[part].engine_cfg = settings.EngineConfig.onnxruntime
        settings[part].model_root_dir = str(models)
    settings.Rec.font_path = None
    recogniser = TextRecognizer(settings.Rec)
    return _Engine(
        TextDetector(settings.Det), recogniser, list(recogniser.postprocess_op.character)
    )
