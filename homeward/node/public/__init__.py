"""Public: what anyone may see. The public record, every figure with its voices, and where they contradict each other.

The record shown here is the value ``weighing.PublicRecord``, stored as it came out of the weighing, page by page, so
that a page is one row and no page waits for an engine. What is hard is to say it: engines speak in enums and data, and
``sentences`` is the one place where they become sentences in the reader's language.
"""
