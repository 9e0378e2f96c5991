#!/usr/bin/env bash
# Runs the packaged application (`./mvnw package` first) with real servers that have the files of this folder: a database, a broker
# with its users and rights, an identity provider with its realm. Sign in, take a token, call, send an event, see its change.
#
# Needed are scripts that start and stop a server: `document-server`, `broker` and `identity-provider` (docs/crash-rounds.md says what
# they do). They are not part of the repository; TOOLS names their folder. Where they are not, it says so and tests nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=${TOOLS:-../shared/tools}
for tool in document-server broker identity-provider; do
    if [ ! -e "$tools/$tool" ]; then
        echo "NOT TESTED: there is no $tools/$tool, so the packaged application was not tried with real servers" >&2
        exit 0
    fi
done

cache=${XDG_CACHE_HOME:-$HOME/.cache}/customer-profiles
log=target/try
mkdir -p "$log"

# A broker of its own: this one has users, and the usual one lets everybody in.
export BROKER_HOME=$cache/broker-with-users BROKER_PORT=${TRY_BROKER_PORT:-5683}
export EXAMPLE_PASSWORD=example-$RANDOM
port=${TRY_SERVICE_PORT:-8090}

tool() { bash "$tools/$1" "${@:2}"; }

start_broker() {
    mkdir -p "$BROKER_HOME"
    for installed in "$cache"/broker/apache-artemis-*; do
        [ ! -d "$installed" ] || [ -e "$BROKER_HOME/$(basename "$installed")" ] || ln -s "$installed" "$BROKER_HOME/"
    done
    tool broker wipe
    tool broker start >"$log/broker.log" 2>&1
    tool broker stop
    cp deploy/broker/*.properties deploy/broker/login.config "$BROKER_HOME/instance/etc/"
    sed "s/0.0.0.0:5672/127.0.0.1:$BROKER_PORT/; s/127.0.0.1:61616/127.0.0.1:$((BROKER_PORT + 20000))/" deploy/broker/broker.xml \
        >"$BROKER_HOME/instance/etc/broker.xml"
    tool broker start >>"$log/broker.log" 2>&1
}

start_identity_provider() {
    tool identity-provider wipe
    sed "s|http://localhost:8080/|http://localhost:$port/|" deploy/keycloak/customer-profiles-realm.json >"$log/customer-profiles-realm.json"
    # it says after two minutes that it is not there yet; on a busy machine that is early
    tool identity-provider start "$PWD/$log/customer-profiles-realm.json" >"$log/identity-provider.log" 2>&1 ||
        for _ in $(seq 60); do tool identity-provider status && break; sleep 2; done
    tool identity-provider status
}

documents_were_there=true
tool document-server status || documents_were_there=false

stop() {
    tool broker stop || true
    tool identity-provider stop || true
    $documents_were_there || tool document-server stop || true
}
trap stop EXIT

start_identity_provider &
identity_provider=$!
tool document-server start >"$log/document-server.log" 2>&1
start_broker
wait "$identity_provider"

./mvnw --batch-mode --no-transfer-progress --quiet failsafe:integration-test failsafe:verify -Dit.test=ProductionLikeIT \
    -Dcustomer-profiles.test.mongo="$(tool document-server uri)" \
    -Dcustomer-profiles.test.amqp="amqp://127.0.0.1:$BROKER_PORT" \
    -Dcustomer-profiles.test.issuer="$(tool identity-provider uri)/realms/customer-profiles" \
    -Dcustomer-profiles.test.password="$EXAMPLE_PASSWORD" \
    -Dcustomer-profiles.test.port="$port"
echo "The packaged application works with a real database, broker and identity provider"
