"""Names of persons: a file that lies outside of every workspace, because no site and no record may hold them."""

from immerse.model.base import Node
from immerse.model.signers import PersonId
from immerse.model.text import Name


class PeopleFile(Node):
    """`people.yml`: person -> name."""

    people: dict[PersonId, Name]
