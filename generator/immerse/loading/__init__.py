"""Files -> models and problems. The only package that reads YAML; it judges form, never meaning, and never raises."""

from immerse.loading.client import load_client, load_waivers
from immerse.loading.custom_settings import load_custom_settings
from immerse.loading.fonts import load_fonts
from immerse.loading.policy_layers import load_base_policy, load_core_policy
from immerse.loading.programme import load_programme
from immerse.loading.workspace import client_ids, find_workspace
from immerse.loading.workspace_format import other_format

__all__ = [
    "client_ids",
    "find_workspace",
    "load_base_policy",
    "load_client",
    "load_core_policy",
    "load_custom_settings",
    "load_fonts",
    "load_programme",
    "load_waivers",
    "other_format",
]
