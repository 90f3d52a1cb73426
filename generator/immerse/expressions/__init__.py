"""The language of `{{ placeholders }}`, `when:` and `if:`: analysed without a client, evaluated for one.

It loads nothing and renders nothing; composing and deciding are built on it.
"""
