"""Who says each stretch of a page: named, by pronoun, by quotation, going on from the sentence before."""
