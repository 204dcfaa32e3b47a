"""A column of a list: each different text kept once, and for each row which one it is."""

from collections.abc import Callable, Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt


class Column(Sequence[str]):
    """A column of texts, shape (rows,).

    Attributes:
        texts: The different texts.
        codes: For each row, which of them.
    """

    def __init__(self, codes: npt.NDArray[np.int32], texts: Sequence[str]) -> None:
        """A column from its parts, as a dictionary-encoded arrow array has them."""
        self.codes, self.texts = codes, texts

    @classmethod
    def of(cls, texts: Any) -> "Column":
        """A column of texts: a sequence, an arrow array (ten times as fast), or a column, which is left as it is."""
        if isinstance(texts, Column):
            return texts
        if hasattr(texts, "dictionary_encode"):
            encoded = texts.dictionary_encode()
            if hasattr(encoded, "combine_chunks"):
                encoded = encoded.unify_dictionaries().combine_chunks()
            codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
            return cls(codes.astype(np.int32), [*encoded.dictionary.to_pylist(), ""])
        numbers: dict[str, int] = {}
        codes = np.fromiter((numbers.setdefault(text, len(numbers)) for text in texts), np.int32, len(texts))
        return cls(codes, list(numbers))

    @classmethod
    def empty(cls, rows: int) -> "Column":
        """A column in which nothing is written."""
        return cls(np.zeros(rows, np.int32), [""])

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> "Column": ...
    def __getitem__(self, place: int | slice) -> "str | Column":
        if isinstance(place, slice):
            return Column(self.codes[place], self.texts)
        return self.texts[int(self.codes[place])]

    def each(self, read: Callable[[str], Any], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """What every row's text is read as; each different text is read once."""
        values = np.fromiter((read(text) for text in self.texts), dtype, len(self.texts))
        return values[self.codes] if len(values) else np.zeros(0, dtype)

    def with_more(self, more: "Column") -> "Column":
        """This column and another below it."""
        return Column.of([*self, *more])


def texts_of(texts: Any) -> list[str]:
    """A sequence of texts, or an arrow array of them, as a list."""
    return list(texts.to_pylist()) if hasattr(texts, "to_pylist") else list(texts)
