#!/bin/sh
# What cdk.json names as the app. ./responder builds it and sets JAVA_HOME; by hand, run
# "mvn package" first, with a JDK 25 as JAVA_HOME or as "java" on the PATH.
set -eu
cd "$(dirname "$0")"
if [ ! -f target/classpath.txt ]; then
  echo "error: infra/target/classpath.txt is missing: the CDK app is not built. Run ./responder, which builds it, or mvn package." >&2
  exit 2
fi
java=java
if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
fi
# The CDK warns of Node versions that it was not tested with; which one runs is the launcher's matter.
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION=true
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
# aws-cdk-lib calls its own deprecated members; of ours javac tells.
export JSII_DEPRECATED=quiet
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow \
  -cp "target/classes:$(cat target/classpath.txt)" com.vitracka.responder.infra.ResponderApp
