"""Finished files of a site: sanitizing, content security policy, checks, manifest, placement."""
