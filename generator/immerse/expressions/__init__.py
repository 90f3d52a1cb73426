"""The language of `{{ placeholders }}`, `when:` and `if:`: read without a client, valued for one.

It loads nothing, shows nothing and knows no page; composing and deciding stand on it.
"""
