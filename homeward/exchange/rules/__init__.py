"""The rules, each in the module that enforces it: of the logs, of offers, of manifests, of people, of the handover."""
