"""Countries, as far as the rules distinguish them; the law that binds a client is in its own regimes."""

from immerse.model.edition import Client

_EU = frozenset([
    "EU", "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
    "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
])  # fmt: skip
_EEA_AND_UK = frozenset({"GB", "IS", "LI", "NO"})


def country_of(jurisdiction: str) -> str:
    """`US` of `US-CA`; a country or `EU` is itself."""
    return jurisdiction.split("-")[0]


def in_the_eu(jurisdiction: str) -> bool:
    """Whether a jurisdiction is the European Union or one of its members."""
    return country_of(jurisdiction) in _EU


def covers(whole: str, part: str) -> bool:
    """Whether law of the jurisdiction `whole` applies in `part`: `part` itself, its country, or the EU for a member."""
    return whole in (part, country_of(part)) or (whole == "EU" and in_the_eu(part))


def data_protected_of(client: Client) -> tuple[str, ...]:
    """The client's jurisdictions in the EU, the EEA or the United Kingdom, where a balance test is kept on file."""
    places = client.policy.client.jurisdictions or ()
    return tuple(str(place) for place in places if in_the_eu(place) or country_of(place) in _EEA_AND_UK)
