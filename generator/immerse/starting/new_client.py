"""Makes the policy of a new client: the settings that the programme needs, each a stand-in until somebody gives it."""

from datetime import date
from pathlib import Path
from typing import Any

from immerse.composing import analyse, unset_values
from immerse.loading.changing import yaml_text
from immerse.loading.client import NEUTRAL, load_client
from immerse.loading.policy_layers import load_base_policy, resolve_policy
from immerse.loading.strict_yaml import read_yaml
from immerse.model.client import Overlay
from immerse.model.days import Done
from immerse.model.edition import Client
from immerse.model.policy.policy_leaves import Leaf, leaves
from immerse.model.policy.registry import marked, settings_of
from immerse.model.policy.setting_marks import IN_EVERY_FILE
from immerse.model.policy.stand_ins import is_asked
from immerse.model.programme import Programme
from immerse.problems import ContentProblems
from immerse.starting.adding import added
from immerse.starting.deriving import deriving_for
from immerse.starting.emptying import emptied
from immerse.starting.neutral_names import Naming, known_ids

_ROUNDS = 8
"""The greatest number of rounds of adding values: an added value may have parts that are read too."""


class FirstPolicy:
    """Makes the policy.yml of a new client of a workspace."""

    def __init__(self, root: Path, programme: Programme, id: str, today: date, skeleton: str) -> None:
        self._root = root
        self._programme = programme
        self._id = id
        self._today = today
        self._path = f"site_config/clients/{id}/policy.yml"
        self.skeleton = self.client_of(skeleton, complete=False)

    def text(self, like: str = "") -> str:
        """The file. With `like`, it has the structure and the neutral values of that client.

        Raises:
            ContentProblems: the workspace or that client has errors.
        """
        example = self.skeleton
        if like:
            loaded, problems = load_client(self._root, like)
            if loaded is None:
                raise ContentProblems(problems)
            example = loaded
        base = load_base_policy(self._root)
        known = known_ids(base) | known_ids(self.skeleton.policy)
        keep = None if like else self._used()
        data = emptied(example, base, Naming(example, self._id, known), self._today, keep)
        data.setdefault("client", {}).update(id=self._id, name=self._id.replace("-", " ").title())
        data["client"] = {"id": self._id, "name": data["client"].pop("name")} | data["client"]
        data.setdefault("site", {})["release"] = {
            "core_version": str(self._programme.curriculum.version),
            "policy_version": "0.1.0",
            "effective": self._today,
            "changelog": ["First edition"],
        }
        self._add_required(data)
        for _ in range(_ROUNDS):
            client = self.client_of(policy_text(data))
            missing = unset_values(self._programme, client)
            before = policy_text(data)
            for parts in missing:
                added(data, client.policy, parts, deriving_for(client.policy, self._today))
            if policy_text(data) == before:
                break
        return self._head() + policy_text(data) + _stand_ins(client)

    def client_of(self, text: str, *, complete: bool = True) -> Client:
        """The client with this text of its policy.yml."""
        document = read_yaml(text.encode(), self._path)
        effective = resolve_policy(self._root, self._path, document, complete=complete)
        if effective.policy is None:
            raise ContentProblems(effective.problems)
        folder = self._path.removesuffix("/policy.yml")
        return Client(self._id, folder, effective.policy, effective.origins, Overlay(), NEUTRAL)

    def _add_required(self, data: dict[str, Any]) -> None:
        """Add the agency's own settings that every client must set."""
        client = self.client_of(policy_text(data), complete=False)
        for key, setting in settings_of(type(client.policy)).items():
            group, name = key.split(".")
            if group == "custom" and setting.required and getattr(client.policy.custom, name) is None:
                added(data, client.policy, (group, name), deriving_for(client.policy, self._today))

    def _used(self) -> frozenset[str]:
        reads = analyse(self._programme).reads
        used = {key for keys in reads.values() for key in keys}
        of_competencies = {str(key) for competency in self._programme.competencies() for key in competency.uses}
        return frozenset(used | of_competencies).union(marked(IN_EVERY_FILE))

    def _head(self) -> str:
        return (
            f"# The policy of {self._id}, to begin with. Nobody has given a value yet: each is a stand-in, and its\n"
            "# path is listed at the end. Write what is true and delete the line; where a value is right as it\n"
            f"# stands, delete the line alone. immerse policy {self._id} --stand-ins says what each one means.\n"
        )


def policy_text(data: dict[str, Any]) -> str:
    """A policy as a file: each group and setting on a line, values below them as short as readable."""
    lines: list[str] = []
    for group, settings in data.items():
        lines.append(f"{group}:\n")
        for name, value in settings.items():
            text = yaml_text(value, 4)
            lines.append(f"  {name}:{'' if text.startswith(chr(10)) else ' '}{text}\n")
    return "".join(lines)


def _stand_ins(client: Client) -> str:
    """The list of the values that somebody must give."""
    asked = [leaf for leaf in leaves(client.policy, absent=True) if is_asked(leaf)]
    set_here = {leaf.keys for leaf in asked if leaf.given and client.layer_of(leaf.keys) == "client"}
    groups = {keys[:end] for keys in set_here for end in range(2, len(keys))}
    paths = [leaf.path for leaf in asked if leaf.keys in set_here or (_is_open(leaf) and leaf.keys[:-1] in groups)]
    return "".join(["stand_ins:\n", *(f"  - {path}\n" for path in paths)])


def _is_open(leaf: Leaf) -> bool:
    """Whether a value that the file leaves out must be given: a telephone number, the day of a completed action."""
    return not leaf.given and (leaf.type.kind == "phone" or leaf.type.declared(Done) is not None)
