"""Authors' texts, parsed once as CommonMark: the source of what rules check, of digests and of the HTML on pages."""
