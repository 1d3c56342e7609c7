"""The paper of a fact of the company."""

from contributions.models import CompanyFact
from contributions.permissions import sees_plan
from coopstudio.files.api import door


@door
def may_open_company_paper(person, file):
    """Every member: the company is everybody's."""
    return sees_plan(person) and CompanyFact.objects.filter(paper=file).exists()
