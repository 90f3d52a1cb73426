"""The whole policy of one client: all groups."""

from immerse.model.base import Node
from immerse.model.policy.agency import AgencyGroup
from immerse.model.policy.approvals import ApprovalsGroup
from immerse.model.policy.base import Group
from immerse.model.policy.centre import CentreGroup
from immerse.model.policy.client import ClientGroup
from immerse.model.policy.crisis import CrisisGroup
from immerse.model.policy.escalation import EscalationGroup
from immerse.model.policy.identity import IdentityGroup
from immerse.model.policy.legal import LegalGroup
from immerse.model.policy.measures import MeasuresGroup
from immerse.model.policy.records import RecordsGroup
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

    client: ClientGroup = ClientGroup()
    centre: CentreGroup = CentreGroup()
    voice: VoiceGroup = VoiceGroup()
    topics: TopicsGroup = TopicsGroup()
    response: ResponseGroup = ResponseGroup()
    approvals: ApprovalsGroup = ApprovalsGroup()
    escalation: EscalationGroup = EscalationGroup()
    crisis: CrisisGroup = CrisisGroup()
    identity: IdentityGroup = IdentityGroup()
    legal: LegalGroup = LegalGroup()
    records: RecordsGroup = RecordsGroup()
    security: SecurityGroup = SecurityGroup()
    measures: MeasuresGroup = MeasuresGroup()
    rotation: RotationGroup = RotationGroup()
    agency: AgencyGroup = AgencyGroup()
    wellbeing: WellbeingGroup = WellbeingGroup()
    site: SiteGroup = SiteGroup()
    custom: CustomGroup = CustomGroup()
