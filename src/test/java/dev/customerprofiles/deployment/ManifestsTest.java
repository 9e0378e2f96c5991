package dev.customerprofiles.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ManifestsTest {

    private static final List<String> COMPONENTS = List.of("keda", "monitoring", "ingress", "gateway");

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
            Map.entry("keda.sh/v1alpha1/ScaledObject", Keda.ScaledObject.class),
            Map.entry("keda.sh/v1alpha1/TriggerAuthentication", Keda.TriggerAuthentication.class));

    private static final Map<String, List<Object>> OVERLAYS = new ConcurrentHashMap<>();

    private static Kustomize kustomize;

    @BeforeAll
    static void find() throws Exception {
        var found = Kustomize.find();
        assumeTrue(found.isPresent(), "NOT TESTED: no kustomize");
        kustomize = found.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production", "native"})
    void an_overlay_has_no_member_that_kubernetes_does_not_know(String overlay) throws Exception {
        assertThat(overlay(overlay)).hasSizeGreaterThan(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production", "native"})
    void an_overlay_sets_nothing_that_the_application_does_not_have(String overlay) throws Exception {
        Deployment service = only(Deployment.class, overlay(overlay));
        Set<String> set = new TreeSet<>();
        for (ConfigMap settings : every(ConfigMap.class, overlay(overlay))) {
            if (refersTo(service, settings)) {
                set.addAll(settings.getData().keySet());
            }
        }
        assertThat(set).as("settings of the ConfigMap").contains("QUARKUS_MONGODB_DATABASE");
        pod(service).getContainers().get(0).getEnv().forEach(variable -> set.add(variable.getName()));

        assertThat(Settings.AS_ENVIRONMENT_VARIABLES).containsAll(set);
    }

    @Test
    void development_brings_every_secret_and_file_that_it_refers_to() throws Exception {
        List<Object> objects = overlay("development");
        Map<String, Set<String>> present = new HashMap<>();
        every(Secret.class, objects)
                .forEach(secret -> present.put(
                        secret.getMetadata().getName(), secret.getData().keySet()));
        Set<String> files = new LinkedHashSet<>();
        every(ConfigMap.class, objects)
                .forEach(map -> files.add(map.getMetadata().getName()));

        for (PodSpec pod : pods(objects)) {
            pod.getContainers().stream()
                    .flatMap(container -> container.getEnv().stream())
                    .filter(variable -> variable.getValueFrom() != null)
                    .map(variable -> variable.getValueFrom().getSecretKeyRef())
                    .forEach(key -> assertThat(present).hasEntrySatisfying(key.getName(), keys -> assertThat(keys)
                            .contains(key.getKey())));
            pod.getVolumes().stream()
                    .filter(volume -> volume.getConfigMap() != null)
                    .forEach(volume ->
                            assertThat(files).contains(volume.getConfigMap().getName()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production", "native"})
    void every_pod_may_run_where_the_strictest_standard_is_enforced(String overlay) throws Exception {
        for (PodSpec pod : pods(overlay(overlay))) {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            pod.getContainers().forEach(container -> {
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            });
        }
        PodSpec service = pod(only(Deployment.class, overlay(overlay)));
        assertThat(service.getContainers().get(0).getSecurityContext().getReadOnlyRootFilesystem())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production", "native"})
    void components_go_with_every_overlay(String overlay) throws Exception {
        List<Object> objects = typed(kustomize.build(overlay, COMPONENTS));

        assertThat(every(HorizontalPodAutoscaler.class, objects))
                .as("two that scale would fight")
                .isEmpty();
        assertThat(every(Keda.ScaledObject.class, objects)).singleElement().satisfies(scaled -> {
            assertThat(scaled.spec().scaleTargetRef().name())
                    .isEqualTo(only(Deployment.class, objects).getMetadata().getName());
            assertThat(scaled.spec().triggers())
                    .filteredOn(trigger -> trigger.type().equals("artemis-queue"))
                    .singleElement()
                    .satisfies(trigger ->
                            assertThat(trigger.metadata()).containsEntry("queueName", "customer-profiles.events"));
        });
        assertThat(only(ServiceMonitor.class, objects).getSpec().getSelector().getMatchLabels())
                .isEqualTo(
                        only(Deployment.class, objects).getSpec().getSelector().getMatchLabels());
    }

    @Test
    void every_operation_and_the_page_can_be_reached_from_outside_and_metrics_cannot() throws Exception {
        List<Object> objects = typed(kustomize.build("production", COMPONENTS));
        Set<String> routed = new TreeSet<>();
        only(Ingress.class, objects).getSpec().getRules().get(0).getHttp().getPaths().stream()
                .filter(path -> path.getPathType().equals("Prefix"))
                .forEach(path -> routed.add(path.getPath()));
        Set<String> alsoRouted = new TreeSet<>();
        only(HTTPRoute.class, objects).getSpec().getRules().get(0).getMatches().stream()
                .map(match -> match.getPath())
                .filter(path -> path.getType().equals("PathPrefix"))
                .forEach(path -> alsoRouted.add(path.getValue()));

        assertThat(alsoRouted).isEqualTo(routed);
        assertThat(routed)
                .containsAll(firstSegmentsOfTheContract())
                .containsAll(firstSegmentsOfThePage())
                .doesNotContain("/", "/q");
    }

    private static Set<String> firstSegmentsOfThePage() throws IOException {
        return Pattern.compile("(?:href|src)=\"([^/\"]+)/")
                .matcher(Files.readString(Path.of("src/main/resources/META-INF/resources/index.html")))
                .results()
                .map(file -> "/" + file.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> firstSegmentsOfTheContract() {
        Set<String> segments = new TreeSet<>();
        for (String table : List.of("operations.json", "additions.json")) {
            Yaml.read(Path.of("src/main/resources/dialect", table))
                    .path("operations")
                    .forEach(operation ->
                            segments.add("/" + operation.path("uri").textValue().split("[/?]")[1]));
        }
        return segments;
    }

    private static List<Object> overlay(String name) throws Exception {
        if (!OVERLAYS.containsKey(name)) {
            OVERLAYS.put(name, typed(kustomize.build(Path.of("k8s/overlays", name))));
        }
        return OVERLAYS.get(name);
    }

    private static List<Object> typed(String manifests) throws Exception {
        List<Object> objects = new ArrayList<>();
        for (JsonNode document : Yaml.documents(manifests)) {
            String kind = document.path("apiVersion").textValue() + "/"
                    + document.path("kind").textValue();
            assertThat(KINDS).containsKey(kind);
            objects.add(Yaml.as(KINDS.get(kind), document));
        }
        return objects;
    }

    private static <T> List<T> every(Class<T> kind, List<Object> objects) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T> T only(Class<T> kind, List<Object> objects) {
        List<T> all = every(kind, objects);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static boolean refersTo(Deployment service, ConfigMap settings) {
        return pod(service).getContainers().get(0).getEnvFrom().stream().anyMatch(source -> source.getConfigMapRef()
                .getName()
                .equals(settings.getMetadata().getName()));
    }

    private static List<PodSpec> pods(List<Object> objects) {
        return Stream.concat(
                        every(Deployment.class, objects).stream().map(ManifestsTest::pod),
                        every(StatefulSet.class, objects).stream()
                                .map(set -> set.getSpec().getTemplate().getSpec()))
                .toList();
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }
}
