package dev.customerprofiles.core.identity;

import java.util.HexFormat;
import java.util.Set;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.Sha256;

/**
 * A key name with a normalised value; in a domain, equal keys mean the same thing whatever record they come from.
 *
 * @param name  1 to 64 characters
 * @param value normalised by the key's content type, never blank
 */
public record Key(String name, String value) {

    /** Names of keys whose values are ids that the service gives; records and people only look them up. */
    public static final Set<String> RESERVED = Set.of("_profileId", "_orderId", "_caseId", "_assetId");

    private static final int LONGEST_PLAIN_VALUE = 200;

    public Key {
        if (name.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException("a key has a name and a value");
        }
    }

    /** The identity document of this key; long values are hashed. */
    public Ref ref() {
        return new Ref(
                Kind.IDENTITY,
                name
                        + '|'
                        + (value.length() > LONGEST_PLAIN_VALUE
                                ? '#' + HexFormat.of().formatHex(Sha256.of(value))
                                : value));
    }
}
