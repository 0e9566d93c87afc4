"""Checks synthesised templates with checkov and parliament, and holds what they find to exceptions.yaml.

Usage: scan.py FOLDER, where FOLDER holds the templates of `cdk synth`.
Fails on a finding that no exception explains, and on an exception that explains nothing any more.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import parliament
import yaml

ACCOUNT, REGION = "111122223333", "eu-west-1"
EXCEPTIONS = Path(__file__).with_name("exceptions.yaml")

# How parliament is to see a reference; it compares the services of actions and resources.
ARNS = {
    "AWS::DynamoDB::GlobalTable": "dynamodb:{place}:table/{id}",
    "AWS::Events::Rule": "events:{place}:rule/{id}",
    "AWS::IAM::Role": "iam::{account}:role/{id}",
    "AWS::KMS::Key": "kms:{place}:key/00000000-0000-0000-0000-000000000000",
    "AWS::Lambda::Alias": "lambda:{place}:function:{id}:live",
    "AWS::Lambda::Function": "lambda:{place}:function:{id}",
    "AWS::Logs::LogGroup": "logs:{place}:log-group:{id}:*",
    "AWS::S3::Bucket": "s3:::{id}",
    "AWS::SNS::Topic": "sns:{place}:{id}",
    "AWS::SQS::Queue": "sqs:{place}:{id}",
    "AWS::StepFunctions::StateMachine": "states:{place}:stateMachine:{id}",
}


@dataclass(frozen=True)
class Finding:
    """``resource`` is type and logical id; for a statement of a policy, its Sid follows."""

    tool: str
    check: str
    resource: str
    text: str


@dataclass
class Explanation:
    """``resources`` is a regular expression of the whole of a finding's resource."""

    tool: str
    check: str
    resources: str
    reason: str
    used: int = 0

    def explains(self, finding: Finding) -> bool:
        return (self.tool, self.check) == (finding.tool, finding.check) and bool(
            re.fullmatch(self.resources, finding.resource)
        )


def main(folder: Path) -> int:
    templates = sorted(folder.glob("*.template.json"))
    if not templates:
        print(f"scan: no template in {folder}: run cdk synth first")
        return 1
    exceptions = read_exceptions()
    findings = [finding for template in templates for finding in scan(template)]
    unexplained = [finding for finding in findings if not explained(finding, exceptions)]
    unused = [exception for exception in exceptions if not exception.used]
    for finding in unexplained:
        print(f"scan: {finding.tool} {finding.check} on {finding.resource}: {finding.text}")
    for exception in unused:
        print(f"scan: the exception for {exception.tool} {exception.check} on {exception.resources} explains nothing")
    if unexplained or unused:
        print(f"scan: mend the stack, or explain each in {EXCEPTIONS}; take away what explains nothing")
        return 1
    print(f"scan: {len(templates)} templates, {len(findings)} findings of checkov and parliament, each explained")
    return 0


def read_exceptions() -> list[Explanation]:
    exceptions = [Explanation(**one) for one in yaml.safe_load(EXCEPTIONS.read_text())]
    for exception in exceptions:
        if not exception.reason.strip():
            raise SystemExit(f"scan: an exception for {exception.check} gives no reason")
    return exceptions


def explained(finding: Finding, exceptions: list[Explanation]) -> bool:
    matching = [exception for exception in exceptions if exception.explains(finding)]
    for exception in matching:
        exception.used += 1
    return bool(matching)


def scan(template: Path) -> Iterator[Finding]:
    yield from checkov(template)
    resources = json.loads(template.read_text())["Resources"]
    for name, policy in policies(resources):
        yield from statements(name, policy)


def checkov(template: Path) -> Iterator[Finding]:
    command = [Path(sys.executable).with_name("checkov"), "--framework", "cloudformation", "--compact", "--quiet"]
    run = subprocess.run(
        [*command, "--skip-download", "--output", "json", "--file", template], capture_output=True, text=True
    )
    try:
        report = json.loads(run.stdout)
        failed = report["results"]["failed_checks"]
        errors = report["summary"]["parsing_errors"]
    except (json.JSONDecodeError, KeyError, TypeError) as broken:
        raise SystemExit(f"scan: checkov gave no report of {template}:\n{run.stdout}{run.stderr}") from broken
    if errors:
        raise SystemExit(f"scan: checkov could not read {template}")
    for check in failed:
        yield Finding("checkov", check["check_id"], check["resource"].replace(".", " ", 1), check["check_name"])


def policies(resources: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every policy in the template, wherever it stands."""
    for name, resource in resources.items():
        properties = resource.get("Properties", {})
        # Who may take a role has no resource, which parliament calls malformed.
        for key in ("PolicyDocument", "KeyPolicy"):
            if key in properties:
                yield f"{resource['Type']} {name}", resolve(properties[key], resources)
        for inline in properties.get("Policies", []):
            yield f"{resource['Type']} {name}", resolve(inline["PolicyDocument"], resources)


def statements(name: str, policy: Any) -> Iterator[Finding]:
    """One at a time, so that each finding names its statement."""
    for statement in policy["Statement"]:
        where = f"{name} {statement.get('Sid', '(no Sid)')}"
        document = json.dumps({"Version": policy["Version"], "Statement": [statement]})
        for finding in parliament.analyze_policy_string(document).findings:
            yield Finding("parliament", finding.issue, where, finding.detail or str(finding))


def resolve(value: Any, resources: dict[str, Any]) -> Any:
    match value:
        case {"Ref": str(name)}:
            return resource_arn(name, resources) if name in resources else {"AWS::Partition": "aws"}.get(name, name)
        case {"Fn::GetAtt": [str(name), *_]}:
            return resource_arn(name, resources)
        case {"Fn::Join": [separator, parts]}:
            return separator.join(resolve(part, resources) for part in parts)
        case dict():
            return {key: resolve(member, resources) for key, member in value.items()}
        case list():
            return [resolve(item, resources) for item in value]
        case _:
            return value


def resource_arn(name: str, resources: dict[str, Any]) -> str:
    kind = resources[name]["Type"]
    if kind not in ARNS:
        raise SystemExit(f"scan: a policy names {name}, a {kind}: add the shape of its ARN to scan.py")
    return "arn:aws:" + ARNS[kind].format(place=f"{REGION}:{ACCOUNT}", account=ACCOUNT, id=name)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
