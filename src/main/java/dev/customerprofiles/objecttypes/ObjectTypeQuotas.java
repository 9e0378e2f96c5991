package dev.customerprofiles.objecttypes;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a domain may define. */
@ConfigMapping(prefix = "customer-profiles.object-types")
public interface ObjectTypeQuotas {

    /** How many object types a domain may define. */
    @WithDefault("100")
    int maxTypes();

    /** How many definitions of keys an object type may have. */
    @WithDefault("10")
    int maxKeys();

    /** How many fields an object type may have. */
    @WithDefault("250")
    int maxFields();

    /** How many of a type's newest records are looked at to tell of its attributes. */
    @WithDefault("1000")
    int sampledRecords();

    /** How long those records may be together; further ones are not looked at. */
    @WithDefault("8M")
    MemorySize sampledSize();
}
