"""What others find in the same texts, each in a process of its own, with the peers' Python.

    PYTHON -m benchmarks.reading.others quantulum3|natasha TEXTS.json

*TEXTS.json* is a list of texts. The last line is JSON: ``{"found": [[[start, end, value], …], …], "seconds": …}``, a
list a text; ``value`` is a number (quantulum3) or the name as it stands (natasha). Start-up is not counted.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Found = list[tuple[int, int, float | str]]


def quantulum3() -> Callable[[str], Found]:
    """Quantities with their values, without the classifier for units, which has no say in the number."""
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False
    return lambda text: [(q.span[0], q.span[1], float(q.value)) for q in parser.parse(text)]


def natasha() -> Callable[[str], Found]:
    """Names of persons, by its tagger of entities."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def read(text: str) -> Found:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        return [(s.start, s.stop, s.text) for s in doc.spans if s.type == "PER"]

    return read


READERS = {"quantulum3": quantulum3, "natasha": natasha}


def main() -> None:
    """Read the texts of a file and say what was found."""
    name, path = sys.argv[1:]
    texts = json.loads(Path(path).read_text("utf-8"))
    read = READERS[name]()
    read(texts[0])
    began = time.perf_counter()
    found = [read(text) for text in texts]
    print(json.dumps({"found": found, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
