"""From a workspace to finished sites in their places: which have to be built, by whom, and what came of each."""

from immerse.building.builder import Builder
from immerse.building.cluster import Cluster, build_on, cluster_at
from immerse.building.jobs import Built, build_clients, cores, processes
from immerse.building.site import BuildResult, build_client, build_rendered, make_site, release_time

__all__ = [
    "BuildResult",
    "Builder",
    "Built",
    "Cluster",
    "build_client",
    "build_clients",
    "build_on",
    "build_rendered",
    "cluster_at",
    "cores",
    "make_site",
    "processes",
    "release_time",
]
