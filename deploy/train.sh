#!/bin/sh
# Starts the packaged application once and writes what it loaded into an ahead-of-time cache (JDK 25 and newer):
#
#   deploy/train.sh target/quarkus-app      makes target/quarkus-app/app.aot
#
# The cache belongs to this very JVM and this very path; with another the JVM says so and starts without it.
set -eu
cd "$1"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
port=${TRAINING_PORT:-18080}

# It needs no server for that: what is not there is tried again, and that is loaded too.
"$java" -XX:AOTCacheOutput=app.aot -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$port" \
    -Dquarkus.oidc.auth-server-url=http://127.0.0.1:1/none -Dquarkus.shutdown.delay=0S -jar quarkus-run.jar >training.log 2>&1 &
service=$!
for _ in $(seq 60); do
    grep -q 'Listening on' training.log && break
    sleep 1
done
sleep 2
kill -TERM "$service"
wait "$service" || true
test -s app.aot || { cat training.log; exit 1; }
rm training.log
