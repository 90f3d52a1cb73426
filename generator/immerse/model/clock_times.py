"""Times of day as an author types them."""

from immerse.model.text import Formed


class ClockTime(Formed):
    """A time of day, `"08:00"`, 24-hour clock; `"24:00"` is the midnight that ends a day."""

    __slots__ = ()
    schema_pattern = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
    form = 'a time of day like "08:00"'


class PostedAt(Formed):
    """When the item of a worked example was posted, local time: `"09:52"` on a working day, or `Fri 18:40`."""

    __slots__ = ()
    schema_pattern = r"^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01][0-9]|2[0-3]):[0-5][0-9]$"
    form = 'a time of posting like "09:52" or Fri 18:40'
