"""Marks in annotations of settings, and of values in them, that the program itself uses or treats differently."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SettingMark:
    """A mark of a setting or value beside its type."""

    name: str


NEEDED = SettingMark("needed")
"""Marks a setting without which there is no edition, because every edition shows it."""
OWN_USE = SettingMark("own use")
"""Marks a setting that the program reads for every edition, whatever its texts read."""
EXEMPT = SettingMark("exempt")
"""Marks a setting that every text may read without listing it under `uses`."""
IN_EVERY_FILE = SettingMark("in every file")
"""Marks a setting in the file of each new client, even if the programme does not read it."""
ASKED_OF_ALL = SettingMark("asked of all")
"""Marks a setting that every client is asked for, even if the programme does not read it."""
OF_PUBLISHER = SettingMark("of the publisher")
"""Marks a setting of the publisher, for which no department is asked."""
LOOKED_UP = SettingMark("looked up")
"""Marks a field by which an expression can look up an entry of a list, besides its id: `languages["pl"]`."""
NOT_COPIED = SettingMark("not copied")
"""Marks what a new client never takes over from another: addresses of a site, telephone numbers, and what only that
client did, signed or promised."""
