package dev.customerprofiles.doors.page;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the workspace signs its users in, and who may show it. */
@ConfigMapping(prefix = "customer-profiles.workspace")
interface WorkspaceSettings {

    /** The OpenID provider as browsers reach it; without one, the page sends no token. */
    Optional<String> authority();

    /** The page's name at the provider: a public client that may use the code flow. */
    @WithDefault("customer-profiles-workspace")
    String clientId();

    /** What the page asks the provider for. */
    @WithDefault("openid")
    String scope();

    /** Which origins may show the page in a frame, as in a Content-Security-Policy. */
    @WithDefault("'none'")
    String frameAncestors();
}
