package dev.customerprofiles.doors.rest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can carry tags: {@code arn:aws:profile:{region}:{account}:domains/{name}}, and the same with
 * {@code /object-types/{name}} or {@code /integrations/{Uri}}. Region and account are whatever the caller's SDK has.
 */
sealed interface ResourceArn {

    /** The domain that it is, or is in. */
    String domain();

    record OfDomain(String domain) implements ResourceArn {}

    record OfObjectType(String domain, String name) implements ResourceArn {}

    record OfIntegration(String domain, String uri) implements ResourceArn {}

    /** Empty where the text names nothing that can carry tags here. */
    static Optional<ResourceArn> parse(String arn) {
        Matcher parts = Shape.OF_ARN.matcher(arn);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String domain = parts.group("domain");
        if (parts.group("kind") == null) {
            return Optional.of(new OfDomain(domain));
        }
        String name = parts.group("name");
        return Optional.of(
                parts.group("kind").equals("integrations")
                        ? new OfIntegration(domain, name)
                        : new OfObjectType(domain, name));
    }

    /** A Uri may have slashes and colons of its own. */
    final class Shape {

        private static final Pattern OF_ARN = Pattern.compile(
                "arn:[a-z0-9-]+:profile:[^:/]*:[^:/]*:domains/(?<domain>[^/]+)(/(?<kind>object-types|integrations)/(?<name>.+))?");

        private Shape() {}
    }
}
