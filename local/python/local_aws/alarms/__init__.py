"""CloudWatch alarms as AWS evaluates and announces them.

MiniStack ignores an alarm's dimensions, M of N and missing data, evaluates only when a metric arrives, knows no metric
math (CloudFormation's ``Metrics`` is refused), tells SNS alone, in a shape without AlarmArn, and puts nothing on
EventBridge. An alarm is the responder's way in, so all of that is replaced.
"""

from local_aws.alarms import announcing, definitions, evaluation, setting


def install() -> None:
    definitions.install()
    evaluation.install()
    announcing.install()
    setting.install()
