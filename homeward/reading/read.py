"""A document into its claims: what the rules make of it, weighed by what examples have taught."""

from homeward.reading.grammar.reader import claimed, drafted, paged
from homeward.reading.learnt import Models, is_about, judge, models, views
from homeward.reading.words import Document, Reading


def read(document: Document, known: Models | None = None) -> Reading:
    """Read *document* into claims, each with its evidence; by other models than those of the project, if *known* are.

    A document in a language without a grammar (see ``languages``) has no claims. Never raises, whatever the text.
    """
    page, known = paged(document), known or models()
    if page is None:
        return claimed(document, [])
    seen = views(page)
    return claimed(document, judge(page, seen, drafted(page), known) if is_about(page, seen, known.pages) else [])
