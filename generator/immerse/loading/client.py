"""Loads a client from its folder: the policy over its layers, and the other files. Opens no other client's folder."""

from pathlib import Path

from immerse.loading.files import FolderListing, list_folder, read_file, unused
from immerse.loading.layout import CLIENTS, SITE_CONFIG, client_ids
from immerse.loading.logo import MAX_BYTES, read_logo
from immerse.loading.policy_layers import load_policy
from immerse.loading.workspace import CLIENT_RULES, load_file
from immerse.loading.workspace_format import other_format
from immerse.model.client import Look, Overlay, WaiverFile
from immerse.model.edition import Client, Origin
from immerse.model.policy.answers import AnswersFile
from immerse.model.policy.policy import Policy
from immerse.model.signers import SignersFile
from immerse.model.text import Slug, Words
from immerse.problems import Location, Problem, each_once, errors
from immerse.storage.store import NOTHING_KEPT, Store
from immerse.words.near_misses import did_you_mean

NEUTRAL = Look(primary=Words("#1f3a5f"), accent=Words("#1b5e9b"), accent_dark=Words("#8ab4f8"))
"""The look of a client without look.yml; its contrast is sufficient on white and on the dark scheme."""


def load_client(root: Path, client_id: str, store: Store = NOTHING_KEPT) -> tuple[Client | None, tuple[Problem, ...]]:
    """The client in a folder; None if it has errors.

    Reads the package's core defaults, the agency's defaults.yml and settings.yml, and this client's folder.
    """
    folder = f"{CLIENTS}/{client_id}"
    if format_problems := other_format(root):
        return None, format_problems
    if problem := _no_such_client(root, client_id):
        return None, (problem,)
    listing, problems = list_folder(root, folder, CLIENT_RULES)
    policy, origins, policy_problems, stand_ins = load_policy(root, folder, store)
    problems += policy_problems
    problems += _other_id(policy, origins, client_id, folder) if policy is not None else ()
    overlay, of_overlay = load_file(root, f"{folder}/overlay.yml", Overlay, store=store)
    waivers, of_waivers = load_file(root, f"{folder}/waivers.yml", WaiverFile)
    answers, of_answers = load_file(root, f"{folder}/answers.yml", AnswersFile)
    signers, of_signers = load_file(root, f"{folder}/signers.yml", SignersFile)
    look, of_look = load_file(root, f"{folder}/look.yml", Look)
    logo, of_logo = _logo(root, folder, look or NEUTRAL, listing) if not of_look else (None, ())
    problems += of_overlay + of_waivers + of_answers + of_signers + of_look + of_logo
    problems = each_once(problems)
    if policy is None or errors(problems):
        return None, problems
    client = Client(
        id=client_id,
        folder=folder,
        policy=policy,
        origins=origins,
        overlay=overlay or Overlay(),
        look=look or NEUTRAL,
        logo=logo,
        waivers=waivers or WaiverFile(),
        signers=signers or SignersFile(),
        stand_ins=stand_ins,
        answers={str(path): answer for path, answer in answers.answers.items()} if answers else {},
    )
    return client, problems


def load_waivers(root: Path) -> tuple[WaiverFile, tuple[Problem, ...]]:
    """The programme's own waivers, `site_config/waivers.yml`; empty if there is no such file or it has errors."""
    waivers, problems = load_file(root, f"{SITE_CONFIG}/waivers.yml", WaiverFile)
    return waivers or WaiverFile(), problems


def _no_such_client(root: Path, client_id: str) -> Problem | None:
    if fault := Slug.fault(client_id):
        hint = "rename the folder; the client's id is part of every address"
        return Problem(Location(CLIENTS), "path", f"client id {fault}", hint=hint)
    known = client_ids(root)
    if client_id in known:
        return None
    hint = did_you_mean(client_id, known, f"clients: {', '.join(known) or 'none yet'}")
    return Problem(Location(CLIENTS), "path", f"there is no client {client_id!r}", hint=hint)


def _other_id(policy: Policy, origins: dict[str, Origin], client_id: str, folder: str) -> tuple[Problem, ...]:
    """A problem if client.id in policy.yml is not the name of the folder, by which the client is known elsewhere."""
    if policy.client.id == client_id:
        return ()
    hint = f"write 'id: {client_id}' under client, or rename the folder"
    if policy.client.id is None:
        place = Location(f"{folder}/policy.yml")
        return (Problem(place, "path", "client.id is not set", hint=hint),)
    message = f"client.id is {str(policy.client.id)!r}, but the folder is {client_id!r}"
    return (Problem(origins["client.id"].location, "path", message, hint=hint),)


def _logo(
    root: Path, folder: str, look: Look, listing: FolderListing
) -> tuple[tuple[str, bytes] | None, tuple[Problem, ...]]:
    """The logo that look.yml names; another logo in the folder is a warning."""
    name = str(look.logo) if look.logo else ""
    message = "the logo is not named in look.yml"
    problems = tuple(
        unused(f"{folder}/{file}", message, f"write 'logo: {file}' there, or delete the file")
        for file in listing.files
        if file.startswith("logo.") and file != name
    )
    if not name:
        return None, problems
    place = getattr(look.logo, "location", Location(f"{folder}/look.yml"))
    if name not in ("logo.svg", "logo.png"):
        message = f"logo: {name!r} must be logo.svg or logo.png, in this folder"
        return None, (*problems, Problem(place, "schema", message))
    content, faults = read_file(root, f"{folder}/{name}", MAX_BYTES)
    if content is None:
        missing = Problem(place, "path", f"there is no {name} beside look.yml", hint="put it there or delete the line")
        return None, problems + (faults or (missing,))
    logo, faults = read_logo(name, content, f"{folder}/{name}")
    return logo, problems + faults
