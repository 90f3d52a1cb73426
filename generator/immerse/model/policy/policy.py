"""The whole policy of one client: all groups."""

from typing import ClassVar

from pydantic import Field

from immerse.model.base import Node
from immerse.model.policy.agency import AgencyGroup
from immerse.model.policy.approvals import ApprovalsGroup
from immerse.model.policy.centre import CentreGroup
from immerse.model.policy.client import ClientGroup
from immerse.model.policy.crisis import CrisisGroup
from immerse.model.policy.declarations import Group
from immerse.model.policy.escalation import EscalationGroup
from immerse.model.policy.identity import IdentityGroup
from immerse.model.policy.legal import LegalGroup
from immerse.model.policy.measures import MeasuresGroup
from immerse.model.policy.records import RecordsGroup
from immerse.model.policy.relations import Relation
from immerse.model.policy.response import ResponseGroup
from immerse.model.policy.rotation import RotationGroup
from immerse.model.policy.security import SecurityGroup
from immerse.model.policy.site import SiteGroup
from immerse.model.policy.topics import TopicsGroup
from immerse.model.policy.voice import VoiceGroup
from immerse.model.policy.wellbeing import WellbeingGroup


class CustomGroup(Group):
    """`custom`: the agency's own settings, declared in `site_config/settings.yml`."""


class Policy(Node):
    """`policy.yml` over `defaults.yml` over the core defaults. A setting that nobody set is absent (`None`)."""

    relations: ClassVar = (
        Relation("agency.starts + rotation.weeks", "agency.exit.date", "L-52"),
        Relation(
            "centre.on_call.ack_min + centre.night_watch.within_min",
            "response.targets.P1.first_response_min",
            "L-82",
            when="centre.on_call.enabled",
        ),
        Relation("legal.regimes.*.retention_months", "records.retention_months", "L-39", blames_upper=True),
        Relation(
            "records.retention_months",
            "legal.privacy.retention_months",
            "L-39",
            unless="legal.privacy.retention_decision",
        ),
        Relation(
            "centre.on_call.ack_min",
            "response.targets.P1.first_response_min",
            "L-24",
            times=2,
            when="centre.on_call.enabled",
        ),
    )

    client: ClientGroup = Field(default_factory=ClientGroup)
    centre: CentreGroup = Field(default_factory=CentreGroup)
    voice: VoiceGroup = Field(default_factory=VoiceGroup)
    topics: TopicsGroup = Field(default_factory=TopicsGroup)
    response: ResponseGroup = Field(default_factory=ResponseGroup)
    approvals: ApprovalsGroup = Field(default_factory=ApprovalsGroup)
    escalation: EscalationGroup = Field(default_factory=EscalationGroup)
    crisis: CrisisGroup = Field(default_factory=CrisisGroup)
    identity: IdentityGroup = Field(default_factory=IdentityGroup)
    legal: LegalGroup = Field(default_factory=LegalGroup)
    records: RecordsGroup = Field(default_factory=RecordsGroup)
    security: SecurityGroup = Field(default_factory=SecurityGroup)
    measures: MeasuresGroup = Field(default_factory=MeasuresGroup)
    rotation: RotationGroup = Field(default_factory=RotationGroup)
    agency: AgencyGroup = Field(default_factory=AgencyGroup)
    wellbeing: WellbeingGroup = Field(default_factory=WellbeingGroup)
    site: SiteGroup = Field(default_factory=SiteGroup)
    custom: CustomGroup = Field(default_factory=CustomGroup)
