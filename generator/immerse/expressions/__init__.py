"""The language of `{{ placeholders }}`, `when:` and `if:`: analysed without a client, evaluated for one.

It loads nothing, shows nothing and knows no page; composing and deciding stand on it.
"""
