package dev.customerprofiles.local;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.customerprofiles.doors.security.DomainScope;
import dev.customerprofiles.doors.security.Roles;

/** While developing, everyone who reaches the loopback interface may do everything. Not in the packaged application. */
@ApplicationScoped
@IfBuildProfile("dev")
public class OpenAccess implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(OpenAccess.class);
    private static final SecurityIdentity DEVELOPER = QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal("developer"))
            .addRoles(Set.of(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY))
            .addAttribute(DomainScope.ATTRIBUTE, DomainScope.ALL)
            .build();

    @ConfigProperty(name = "quarkus.http.host")
    String host;

    void announce(@Observes StartupEvent start) {
        LOG.warnf("Development mode: access is OPEN to everyone who reaches %s, without a token", host);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        return Uni.createFrom().item(DEVELOPER);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1000; // before every other mechanism
    }
}
