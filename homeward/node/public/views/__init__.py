"""The pages of the record, a module a page; each reads stored rows and computes nothing."""
