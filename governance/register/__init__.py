"""The register as one reads it: lists, one text, its measures, its fears, who consented."""
