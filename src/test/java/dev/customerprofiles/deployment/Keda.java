package dev.customerprofiles.deployment;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ObjectMeta;

/** What the manifests use of KEDA's resources, which the Kubernetes client has no models of. */
final class Keda {

    private Keda() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {

        record Spec(Target scaleTargetRef, int minReplicaCount, int maxReplicaCount, List<Trigger> triggers) {}

        record Target(String name) {}

        record Trigger(
                String type, String metricType, Map<String, String> metadata, Authentication authenticationRef) {}

        record Authentication(String name) {}
    }

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {

        record Spec(List<Reference> secretTargetRef) {}

        record Reference(String parameter, String name, String key) {}
    }
}
