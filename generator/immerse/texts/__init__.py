"""Authors' texts, read once as CommonMark: what rules judge, what digests are taken of, and the HTML that is shown."""
